#include "ui/inspect/gallery_panel.h"

#include <QBoxLayout>
#include <QLabel>
#include <algorithm>
#include <functional>
#include <span>

#include "ui/inspect/gallery_view.h"
#include "ui/inspect/sample_actions.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/chip_menu.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/format.h"
#include "ui/widgets/search_field.h"

namespace gradus::ui {
namespace {

constexpr int kMargin = 20;
constexpr std::size_t kPairsOffered = 12;
const QString kAllPairs = QStringLiteral("all");

struct Named {
  const char16_t* name;
  const char16_t* title;
  const char16_t* explanation;
};

// In the order of GalleryKind and GallerySort.
constexpr Named kKinds[] = {{u"mistakes", u"Misclassified", u"Samples that are taken for another class"},
                            {u"all", u"All samples", u"Every sample of the part"},
                            {u"correct", u"Recognised", u"Samples that are taken for what they are"}};
constexpr Named kSorts[] = {{u"confidence", u"most confident", u"Where the network is surest of its answer"},
                            {u"loss", u"largest loss", u"Where the truth was least expected"},
                            {u"margin", u"closest call", u"Where the two likeliest classes are almost equally likely"},
                            {u"index", u"row", u"In the order of the data set"}};
constexpr Named kNumberSorts[] = {{u"loss", u"largest error", u"What is predicted worst comes first"},
                                  {u"index", u"row", u"In the order of the data set"}};

void fill(ChipMenu& chip, std::span<const Named> rows) {
  chip.clearChoices();
  for (const Named& row : rows) {
    chip.addChoice(QString::fromUtf16(row.name), QString::fromUtf16(row.title), QString::fromUtf16(row.explanation));
  }
}

int indexIn(std::span<const Named> rows, const QString& name) {
  const auto found = std::ranges::find(rows, name, [](const Named& row) { return QString::fromUtf16(row.name); });
  return static_cast<int>(found - rows.begin());
}

QString pairName(int truth, int predicted) {
  return QStringLiteral("%1,%2").arg(truth).arg(predicted);
}

}  // namespace

GalleryPanel::GalleryPanel(Document& document, QWidget* parent)
    : QWidget(parent),
      kind_(new ChipMenu),
      pairs_(new ChipMenu),
      sort_(new ChipMenu(QStringLiteral("sort:"))),
      search_(new SearchField(QStringLiteral("class or row"))),
      count_(new QLabel),
      view_(new GalleryView),
      actions_(new SampleActions(document, *view_)) {
  setObjectName(QStringLiteral("galleryPanel"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin - 9, 10);
  layout->setSpacing(10);
  layout->addWidget(makeHeader());
  layout->addWidget(view_, 1);
  layout->addWidget(actions_);
  fill(*kind_, kKinds);
  fill(*sort_, kSorts);
  pairs_->addChoice(kAllPairs, QStringLiteral("all pairs"), QStringLiteral("Samples of every class"));

  connect(kind_, &ChipMenu::chosen, this, [this](const QString& name) {
    GalleryQuery next = query_;
    next.kind = static_cast<GalleryKind>(indexIn(kKinds, name));
    kindBefore_.reset();
    change(next);
  });
  connect(sort_, &ChipMenu::chosen, this, [this](const QString& name) {
    GalleryQuery next = query_;
    next.sort = static_cast<GallerySort>(indexIn(kSorts, name));
    change(next);
  });
  connect(pairs_, &ChipMenu::chosen, this, [this](const QString& name) {
    if (name == kAllPairs) return filterPair(std::nullopt);
    const QStringList classes = name.split(u',');
    filterPair(std::pair(classes.at(0).toInt(), classes.at(1).toInt()));
  });
  connect(search_, &SearchField::searched, this, [this](const QString& text) {
    GalleryQuery next = query_;
    next.text = text.toStdString();
    change(next);
  });
  connect(view_, &GalleryView::sampleChosen, this, &GalleryPanel::sampleChosen);
  connect(actions_, &SampleActions::failed, this, &GalleryPanel::failed);
  showQuery();
}

QWidget* GalleryPanel::makeHeader() {
  kind_->setObjectName(QStringLiteral("galleryKind"));
  kind_->setAccessibleName(QStringLiteral("Which samples"));
  kind_->setToolTip(QStringLiteral("Which samples are shown"));
  pairs_->setObjectName(QStringLiteral("galleryPairs"));
  pairs_->setAccessibleName(QStringLiteral("Which classes"));
  pairs_->setToolTip(QStringLiteral("Only samples of one class that are taken for another; a cell of the matrix too"));
  sort_->setObjectName(QStringLiteral("gallerySort"));
  sort_->setAccessibleName(QStringLiteral("Order"));
  sort_->setToolTip(QStringLiteral("Which samples come first"));
  search_->setObjectName(QStringLiteral("gallerySearch"));
  search_->setToolTip(
      QStringLiteral("Shows only samples of a class, those of one class taken for another (4 -> 9), or one row"));
  count_->setObjectName(QStringLiteral("galleryCount"));
  count_->setForegroundRole(role::kMuted);
  auto* header = new QWidget;
  auto* rows = new QVBoxLayout(header);
  rows->setContentsMargins(3, 0, 12, 0);
  rows->setSpacing(8);
  auto* first = new FlowLayout(8);
  first->addWidget(kind_);
  first->addWidget(pairs_);
  first->addWidget(sort_);
  auto* second = new QHBoxLayout;
  second->setSpacing(10);
  second->addWidget(search_, 1);
  second->addWidget(count_);
  rows->addLayout(first);
  rows->addLayout(second);
  return header;
}

void GalleryPanel::setTheme(const Theme& theme) {
  view_->setTheme(theme);
  actions_->setTheme(theme);
}

QString GalleryPanel::placeholder() const {
  if (!isClasses()) return QStringLiteral("row");
  const auto nameOf = [this](std::size_t label) {
    return QString::fromStdString(data_->dataset->classNames.at(label));
  };
  return QStringLiteral("%1 -> %2, class or row").arg(nameOf(0), nameOf(data_->dataset->classNames.size() - 1));
}

bool GalleryPanel::isClasses() const {
  return data_ == nullptr || data_->dataset->task == Task::Classification;
}

void GalleryPanel::setData(const PreparedDataPtr& prepared, bool keeps) {
  data_ = prepared;
  result_ = nullptr;
  view_->setData(prepared);
  actions_->setData(prepared);
  if (!keeps) {
    view_->select({});
    query_ = {};
    kindBefore_.reset();
    search_->setText({});
    if (isClasses()) {
      fill(*sort_, kSorts);
    } else {
      fill(*sort_, kNumberSorts);
      query_.sort = GallerySort::Loss;
    }
  }
  search_->setPlaceholder(placeholder());
  kind_->setVisible(isClasses());
  pairs_->setVisible(isClasses());
  showQuery();
}

void GalleryPanel::setPart(DataPart part) {
  actions_->setPart(part);
}

void GalleryPanel::setResult(const InspectResultPtr& result) {
  result_ = result;
  view_->setResult(result);
  actions_->setResult(result);
  const auto shown = static_cast<std::int64_t>(view_->count());
  const char16_t* noun = data_->dataset->isImage() ? u"image" : data_->dataset->isPlane() ? u"point" : u"row";
  count_->setText(counted(shown, QString::fromUtf16(noun)));
  const bool isFiltered = query_.truth || query_.predicted || !query_.text.empty();
  view_->setEmptyText(isFiltered ? QStringLiteral("No sample fits what is asked for.")
                      : query_.kind == GalleryKind::Mistakes
                          ? QStringLiteral("Everything is classified rightly: there is no mistake to show.")
                          : QStringLiteral("There is no such sample."));
  showPairs();
}

void GalleryPanel::change(const GalleryQuery& query) {
  if (query == query_) return;
  query_ = query;
  showQuery();
  emit queryChanged();
}

void GalleryPanel::filterPair(const std::optional<std::pair<int, int>>& pair) {
  GalleryQuery next = query_;
  next.truth = pair ? std::optional<std::int32_t>(pair->first) : std::nullopt;
  next.predicted = pair ? std::optional<std::int32_t>(pair->second) : std::nullopt;
  if (kindBefore_) next.kind = *kindBefore_;
  // The samples of the cell are to be seen, whatever was shown before.
  const bool isRight = pair && pair->first == pair->second;
  const bool isHidden = pair && next.kind == (isRight ? GalleryKind::Mistakes : GalleryKind::Correct);
  kindBefore_ = isHidden ? std::optional(next.kind) : std::nullopt;
  if (isHidden) next.kind = GalleryKind::All;
  change(next);
}

void GalleryPanel::showQuery() {
  kind_->setCurrentName(QString::fromUtf16(kKinds[static_cast<std::size_t>(query_.kind)].name));
  sort_->setCurrentName(QString::fromUtf16(kSorts[static_cast<std::size_t>(query_.sort)].name));
  showPairs();
}

/// The pairs that are confused most often, and the one that is shown.
void GalleryPanel::showPairs() {
  if (pairs_->isOpen()) return;
  std::vector<ConfusedPair> pairs;
  if (result_ && isClasses()) {
    const ConfusionMatrix& matrix = result_->report->matrix;
    for (std::int64_t truth = 0; truth < matrix.classes; ++truth) {
      for (std::int64_t predicted = 0; predicted < matrix.classes; ++predicted) {
        const std::int64_t count = matrix.at(truth, predicted);
        if (truth != predicted && count > 0) pairs.push_back({truth, predicted, count});
      }
    }
    std::ranges::stable_sort(pairs, std::greater(), &ConfusedPair::count);
    pairs.resize(std::min(pairs.size(), kPairsOffered));
    if (query_.truth && query_.predicted && *query_.truth < matrix.classes && *query_.predicted < matrix.classes) {
      const auto isShown = [&](const ConfusedPair& pair) {
        return pair.truth == *query_.truth && pair.predicted == *query_.predicted;
      };
      if (std::ranges::none_of(pairs, isShown)) {
        pairs.push_back({*query_.truth, *query_.predicted, matrix.at(*query_.truth, *query_.predicted)});
      }
    }
  }
  pairs_->clearChoices();
  pairs_->addChoice(kAllPairs, QStringLiteral("all pairs"), QStringLiteral("Samples of every class"));
  for (const ConfusedPair& pair : pairs) {
    const auto nameOf = [this](std::int64_t label) {
      return QString::fromStdString(data_->dataset->classNames[static_cast<std::size_t>(label)]);
    };
    pairs_->addChoice(pairName(static_cast<int>(pair.truth), static_cast<int>(pair.predicted)),
                      nameOf(pair.truth) + QStringLiteral(" → ") + nameOf(pair.predicted),
                      QStringLiteral("%1 samples of %2 that are taken for %3")
                          .arg(grouped(pair.count), nameOf(pair.truth), nameOf(pair.predicted)));
  }
  pairs_->setCurrentName(query_.truth && query_.predicted ? pairName(*query_.truth, *query_.predicted) : kAllPairs);
}

}  // namespace gradus::ui
