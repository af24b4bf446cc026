#include "ui/train/part_counts.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <algorithm>
#include <cmath>

#include "ui/theme/style.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kBetweenParts = 6;
constexpr int kBeforeShare = 4;

}  // namespace

PartCounts::PartCounts(QWidget* parent) : QWidget(parent), bar_(new PartBar(this)) {
  struct Part {
    QString name;
    QString explanation;
  };
  const Part parts[] = {
      {QStringLiteral("Train"), QStringLiteral("Samples that the weights are fitted to")},
      {QStringLiteral("Valid"), QStringLiteral("Samples kept aside to watch how well it generalises")},
      {QStringLiteral("Test"),
       QStringLiteral("Samples that decide about nothing: measured after each epoch, and never trained with")},
  };
  bar_->setObjectName(QStringLiteral("partBar"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  layout->addWidget(bar_);
  auto* grid = new QGridLayout;
  grid->setContentsMargins(0, 0, 0, 2);
  grid->setHorizontalSpacing(kBetweenParts);
  grid->setVerticalSpacing(0);
  layout->addLayout(grid);
  int column = 0;
  for (const Part& part : parts) {
    auto* name = new QLabel(this);
    name->setText(part.name);
    name->setTextFormat(Qt::RichText);
    name->setForegroundRole(role::kMuted);
    name->setFont(textFont(11));
    name->setToolTip(part.explanation);
    auto* number = new QLabel(QStringLiteral("–"), this);
    number->setFont(textFont(13, QFont::Medium));
    number->setToolTip(part.explanation);
    number->setAccessibleName(part.name + QStringLiteral(" samples"));
    number->setObjectName(QStringLiteral("count") + part.name);
    auto* share = new QLabel(this);
    share->setForegroundRole(role::kMuted);
    share->setFont(textFont(11));
    share->setToolTip(part.explanation);
    share->setAccessibleName(part.name + QStringLiteral(" share"));
    share->setObjectName(QStringLiteral("share") + part.name);
    auto* pair = new QBoxLayout(QBoxLayout::LeftToRight);
    pair->addWidget(number);
    pair->addWidget(share);
    pair->addStretch();
    grid->addWidget(name, 0, column);
    grid->addLayout(pair, 1, column);
    grid->setColumnStretch(column, 1);
    const auto index = static_cast<std::size_t>(column++);
    marks_.at(index) = name;
    numbers_.at(index) = number;
    percents_.at(index) = share;
    pairs_.at(index) = pair;
  }
  connect(bar_, &PartBar::sharesMoved, this, [this](const PartShares& shares) {
    const double free = 1 - shares.test;
    showPercents({shares.train(), free - shares.train(), shares.test});
  });
}

void PartCounts::setTheme(const Theme& theme) {
  bar_->setTheme(theme);
  const std::array<QColor, 3> colors{theme.train, theme.valid, theme.muted};
  const std::array<QString, 3> names{QStringLiteral("Train"), QStringLiteral("Valid"), QStringLiteral("Test")};
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    marks_.at(i)->setText(
        QStringLiteral("<span style='color:%1'>■</span>&nbsp;%2").arg(colors.at(i).name(), names.at(i)));
  }
}

void PartCounts::arrange() {
  int wanted = 2 * kBetweenParts;
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    wanted += numbers_.at(i)->sizeHint().width() + kBeforeShare + percents_.at(i)->sizeHint().width();
  }
  const bool fits = wanted <= width();
  for (QBoxLayout* pair : pairs_) {
    pair->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    pair->setSpacing(fits ? kBeforeShare : 0);
  }
}

void PartCounts::resizeEvent(QResizeEvent*) {
  arrange();
}

/// As with the shares below the numbers.
QSize PartCounts::minimumSizeHint() const {
  int width = 2 * kBetweenParts;
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    width += std::max(
        {marks_.at(i)->sizeHint().width(), numbers_.at(i)->sizeHint().width(), percents_.at(i)->sizeHint().width()});
  }
  return {width, QWidget::minimumSizeHint().height()};
}

/// A given test part takes its own share of all rows, whatever the document says.
void PartCounts::showBar() {
  PartShares shown = shares_;
  if (given_ > 0) shown.test = static_cast<double>(given_) / static_cast<double>(rows_);
  bar_->setShares(shown, given_ > 0);
}

void PartCounts::showPercents(const std::array<double, 3>& shares) {
  for (std::size_t i = 0; i < shares.size(); ++i) percents_.at(i)->setText(percent(shares.at(i), 0));
  arrange();
}

void PartCounts::setShares(const PartShares& shares) {
  shares_ = shares;
  showBar();
}

void PartCounts::setData(const PreparedData& prepared) {
  const std::array<std::size_t, 3> counts{prepared.train.size(), prepared.valid.size(), prepared.test.size()};
  rows_ = prepared.dataset->rows;
  given_ = prepared.dataset->publishedTestRows;
  showBar();
  std::array<double, 3> shares{};
  const auto all = static_cast<double>(counts[0] + counts[1] + counts[2]);
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    numbers_.at(i)->setText(grouped(static_cast<std::int64_t>(counts.at(i))));
    shares.at(i) = all > 0 ? static_cast<double>(counts.at(i)) / all : 0;
  }
  showPercents(shares);
}

}  // namespace gradus::ui
