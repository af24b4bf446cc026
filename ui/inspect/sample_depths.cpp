#include "ui/inspect/sample_depths.h"

#include <QBoxLayout>
#include <QLabel>

#include "ui/inspect/path_view.h"
#include "ui/inspect/picture_row.h"
#include "ui/inspect/sample_words.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/sample_grid.h"

namespace gradus::ui {
namespace {

constexpr int kNeighbours = 6;

}  // namespace

SampleDepths::SampleDepths(TrainingSession& session, QWidget* parent)
    : QWidget(parent),
      asker_(new SampleAsker(session, this)),
      pathTitle_(makeSectionTitle(tr("Units that mattered"), this)),
      path_(new PathView(this)),
      pictures_(new PictureRow(kNeighbours, this)),
      text_(makeMutedText(this)) {
  pathTitle_->setToolTip(tr("The strongest units of each hidden layer, by value × gradient of the answer"));
  path_->setObjectName(QStringLiteral("samplePath"));
  QLabel* title = makeSectionTitle(tr("Nearest training samples"), this);
  title->setToolTip(tr("Those whose way through the network ends nearest in the last hidden layer"));
  pictures_->setObjectName(QStringLiteral("neighbourPictures"));
  pictures_->setAccessibleName(title->text());
  text_->setObjectName(QStringLiteral("neighbourText"));
  text_->setTextFormat(Qt::RichText);
  text_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
  text_->setFocusPolicy(Qt::TabFocus);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(9);
  layout->addWidget(pathTitle_);
  layout->addWidget(path_);
  layout->addSpacing(8);
  layout->addWidget(title);
  layout->addWidget(pictures_);
  layout->addWidget(text_);
  connect(asker_, &SampleAsker::answered, this,
          [this](const SampleAnswerPtr& answer) { showNeighbours(*answer->neighbours); });
  connect(pictures_, &PictureRow::clicked, this, &SampleDepths::sampleChosen);
  connect(text_, &QLabel::linkActivated, this, [this](const QString& row) { emit sampleChosen(row.toLongLong()); });
  hide();
}

void SampleDepths::setTheme(const Theme& theme) {
  path_->setTheme(theme);
  const QString text = text_->text();
  text_->clear();  // the same text again would keep its links' colour
  text_->setText(text);
}

void SampleDepths::setData(const PreparedDataPtr& prepared) {
  prepared_ = prepared;
  pictures_->setVisible(prepared->dataset->isImage());
  showPath({});
  showSample(-1);
}

void SampleDepths::showSample(std::int64_t row) {
  if (row >= 0 && row == row_) return;
  row_ = row;
  setVisible(row >= 0);
  pictures_->setPictures({});
  text_->clear();
  asker_->ask(row < 0 ? std::nullopt : std::optional(SampleQuestion{.row = row, .neighbours = kNeighbours}));
}

void SampleDepths::showPath(const std::vector<LayerPart>& path) {
  path_->setPath(path);
  path_->setVisible(!path.empty());
  pathTitle_->setVisible(!path.empty());
}

void SampleDepths::showNeighbours(const NeighbourAnswer& answer) {
  if (answer.done < answer.count) {
    // Those of before stay until there are others.
    if (text_->text().isEmpty()) {
      text_->setText(tr("%1 of %2 looked at …").arg(grouped(answer.done), grouped(answer.count)));
    }
    return;
  }
  const Dataset& dataset = *prepared_->dataset;
  std::vector<PictureRow::Picture> pictures;
  QStringList lines;
  for (const Neighbour& each : answer.nearest) {
    const QString distance = figures(each.distance);
    const QString truth = truthOf(dataset, each.row);
    lines << QStringLiteral("<a href='%1' style='text-decoration: none'>%2</a> · %3")
                 .arg(each.row)
                 .arg(tr("%1 · row %2").arg(truth.toHtmlEscaped(), grouped(each.row)), distance);
    if (!dataset.isImage()) continue;
    pictures.push_back({imageOf(dataset, each.row), truth,
                        tr("Sample %1 of the training part, at a distance of %2. Click to look into it.")
                            .arg(grouped(each.row), distance),
                        each.row});
  }
  pictures_->setPictures(std::move(pictures));
  text_->setText(dataset.isImage() ? tr("by distance in the last hidden layer") : lines.join(QStringLiteral("<br>")));
}

}  // namespace gradus::ui
