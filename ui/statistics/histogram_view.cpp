#include "ui/statistics/histogram_view.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <algorithm>

#include "ui/statistics/ridge_plot.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/segments.h"

namespace gradus::ui {
namespace {

constexpr int kMargin = 20;
constexpr int kNarrowest = 250;  // of a plot
constexpr int kLowest = 190;

struct Quantity {
  const char16_t* label;
  const char16_t* what;
  const char16_t* explanation;
  Distribution LayerStatistics::*distribution;
};

constexpr Quantity kQuantities[] = {
    {u"Weights", u"weights", u"The weights of each layer", &LayerStatistics::weights},
    {u"Activations", u"activations", u"What leaves each layer for some training samples, activation and all",
     &LayerStatistics::activations},
    {u"Gradients", u"gradients", u"The gradient of the loss by each weight, for some training samples",
     &LayerStatistics::gradients},
};

}  // namespace

HistogramView::HistogramView(QWidget* parent)
    : QWidget(parent), chooser_(new Segments), content_(new QWidget), grid_(new QGridLayout), empty_(new QLabel) {
  setObjectName(QStringLiteral("histogramView"));
  setAccessibleName(QStringLiteral("Histograms"));
  chooser_->setObjectName(QStringLiteral("histogramChooser"));
  chooser_->setAccessibleName(QStringLiteral("What the histograms show"));
  for (const Quantity& quantity : kQuantities) {
    chooser_->addSegment(QString::fromUtf16(quantity.label), QString::fromUtf16(quantity.explanation));
  }
  connect(chooser_, &Segments::currentChanged, this, &HistogramView::refresh);

  empty_->setText(QStringLiteral("The layers have not been measured yet."));
  empty_->setForegroundRole(role::kMuted);
  empty_->setAlignment(Qt::AlignCenter);
  auto* inside = new QVBoxLayout(content_);
  inside->setContentsMargins(kMargin, 6, kMargin, kMargin);
  inside->setSpacing(0);
  grid_->setSpacing(kSpacing);
  inside->addLayout(grid_, 1);
  inside->addWidget(empty_, 1);

  QScrollArea* area = makeScrolling(content_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(area);
}

QWidget* HistogramView::chooser() const {
  return chooser_;
}

void HistogramView::setTheme(const Theme& theme) {
  theme_ = theme;
  for (RidgePlot* plot : plots_) plot->setTheme(theme);
}

void HistogramView::setHistory(const StatisticsHistory& history) {
  moments_ = history.moments();
  if (isVisible()) refresh();
}

void HistogramView::refresh() {
  const std::size_t layers = moments_.empty() ? 0 : moments_.back()->layers.size();
  while (plots_.size() > layers) {
    delete plots_.back();
    plots_.pop_back();
    columns_ = 0;
  }
  while (plots_.size() < layers) {
    plots_.push_back(new RidgePlot(content_));
    plots_.back()->setTheme(theme_);
    plots_.back()->setMinimumHeight(kLowest);
    columns_ = 0;
  }
  const Quantity& quantity = kQuantities[std::max(chooser_->currentIndex(), 0)];
  for (std::size_t i = 0; i < layers; ++i) {
    std::vector<Ridge> ridges;
    for (const StatisticsPtr& moment : moments_) {
      ridges.push_back({moment->layers[i].*quantity.distribution, moment->epochs});
    }
    plots_[i]->setContent(QString::fromStdString(moments_.back()->layers[i].name), QString::fromUtf16(quantity.what),
                          std::move(ridges));
  }
  empty_->setVisible(layers == 0);
  arrange();
}

void HistogramView::arrange() {
  const int count = static_cast<int>(plots_.size());
  const int columns = std::clamp((width() - 2 * kMargin + kSpacing) / (kNarrowest + kSpacing), 1, std::max(count, 1));
  if (columns == columns_) return;
  columns_ = columns;
  // A grid keeps the rows and columns that it once had, so that another arrangement gets another grid.
  delete grid_;
  grid_ = new QGridLayout;
  grid_->setSpacing(kSpacing);
  for (int i = 0; i < count; ++i) {
    grid_->addWidget(plots_[static_cast<std::size_t>(i)], i / columns, i % columns);
    grid_->setRowStretch(i / columns, 1);
    grid_->setColumnStretch(i % columns, 1);
  }
  static_cast<QVBoxLayout*>(content_->layout())->insertLayout(0, grid_, 1);
}

void HistogramView::resizeEvent(QResizeEvent*) {
  arrange();
}

void HistogramView::showEvent(QShowEvent*) {
  refresh();
}

}  // namespace gradus::ui
