#include "ui/plots/curve_axes.h"

#include <cmath>

#include "ui/theme/legible.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr QMargins kAroundAxes(46, 8, 8, 22);
constexpr int kRightNumbers = 44;
constexpr int kTicksRight = 3;
constexpr int kTicksX = 7;
constexpr int kTicksY = 4;

/// With numbers as they stand beside the plot, too.
template <typename Ticker>
class NumberTicker : public Ticker {
 protected:
  QString getTickLabel(double tick, const QLocale&, QChar, int figures) override { return withFigures(tick, figures); }
};

/// "80 %" for 80.
class PercentTicker : public QCPAxisTicker {
 protected:
  QString getTickLabel(double tick, const QLocale&, QChar, int figures) override {
    return withUnit(withFigures(tick, figures), QStringLiteral("%"));
  }
};

/// Epochs are whole: steps above one are 2, 5, 10 and so on, never 2.5; only within an epoch there are parts of it.
class EpochTicker : public NumberTicker<QCPAxisTicker> {
 protected:
  double getTickStep(const QCPRange& range) override {
    const double step = QCPAxisTicker::getTickStep(range);
    if (step < 1 && range.size() >= 1) return 1;
    return step > 1 && step != std::floor(step) ? 2 * step : step;
  }
};

QSharedPointer<QCPAxisTicker> makeTicker(CurveScale scale) {
  if (scale == CurveScale::Logarithmic) return QSharedPointer<NumberTicker<QCPAxisTickerLog>>::create();
  if (scale == CurveScale::Percent) return QSharedPointer<PercentTicker>::create();
  return QSharedPointer<NumberTicker<QCPAxisTicker>>::create();
}

}  // namespace

void styleAxes(QCustomPlot& plot, const Theme& theme, const QFont& font) {
  plot.axisRect()->setAutoMargins(QCP::msNone);
  plot.axisRect()->setMargins(kAroundAxes);
  for (QCPAxis* axis : {plot.xAxis, plot.yAxis, plot.yAxis2}) {
    axis->setBasePen(Qt::NoPen);
    axis->setTickPen(Qt::NoPen);
    axis->setSubTickPen(Qt::NoPen);
    axis->setTickLabelColor(theme.muted);
    axis->setTickLabelFont(sizedFont(font, 11, false));
    axis->setTickLabelPadding(6);
    axis->grid()->setPen(QPen(theme.grid, 1));
    axis->grid()->setZeroLinePen(QPen(theme.grid, 1));
  }
  plot.xAxis->grid()->setVisible(false);
  plot.yAxis2->setTicker(QSharedPointer<NumberTicker<QCPAxisTicker>>::create());
}

void setRightAxis(QCustomPlot& plot, bool hasRoom, bool hasNumbers) {
  QMargins margins = kAroundAxes;
  if (hasRoom) margins.setRight(kRightNumbers);
  plot.axisRect()->setMargins(margins);
  plot.yAxis2->setVisible(hasNumbers);
  plot.yAxis2->ticker()->setTickCount(kTicksRight);
  plot.yAxis2->setNumberFormat(QStringLiteral("g"));
  plot.yAxis2->setNumberPrecision(3);
}

void setPositionScale(QCPAxis& axis, bool isLogarithmic) {
  axis.setScaleType(isLogarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
  if (isLogarithmic) {
    axis.setTicker(QSharedPointer<NumberTicker<QCPAxisTickerLog>>::create());
  } else {
    axis.setTicker(QSharedPointer<EpochTicker>::create());
  }
  axis.ticker()->setTickCount(kTicksX);
  axis.setNumberFormat(QStringLiteral("g"));
  axis.setNumberPrecision(4);
}

void setScale(QCPAxis& axis, CurveScale scale) {
  axis.setScaleType(scale == CurveScale::Logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
  axis.setTicker(makeTicker(scale));
  axis.ticker()->setTickCount(kTicksY);
  axis.setNumberFormat(QStringLiteral("g"));
  axis.setNumberPrecision(4);
}

}  // namespace gradus::ui
