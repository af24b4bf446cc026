#include "ui/inspect/probability_bars.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/explain/answers.h"
#include "ui/theme/legible.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kLine = 21;
constexpr int kMostLines = 12;
constexpr double kShare = 56;
constexpr double kBar = 8;
constexpr double kSwatch = 8;

}  // namespace

ProbabilityBars::ProbabilityBars(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setAccessibleName(tr("What the network says"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProbabilityBars::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void ProbabilityBars::setData(const DatasetPtr& dataset) {
  dataset_ = dataset;
  target_.reset();
  setValues({}, -1);
}

void ProbabilityBars::setTarget(std::optional<double> target) {
  target_ = target;
  update();
}

void ProbabilityBars::setValues(const std::vector<float>& values, int truth, const std::vector<float>& before) {
  values_ = values;
  before_ = before.size() == values.size() ? before : std::vector<float>();
  truth_ = truth;
  answer_ = values_.empty() ? 0 : answerOf(values_);
  const std::size_t lines = classes_.size();
  classes_.resize(isRegression() || !dataset_ ? 0 : static_cast<std::size_t>(dataset_->classes()));
  std::iota(classes_.begin(), classes_.end(), 0);
  if (std::ssize(classes_) > kMostLines && values_.size() == classes_.size()) {
    std::ranges::stable_sort(classes_, [this](int a, int b) {
      if (a == truth_ || b == truth_) return a == truth_;
      return values_[static_cast<std::size_t>(a)] > values_[static_cast<std::size_t>(b)];
    });
    classes_.resize(kMostLines);
    std::ranges::sort(classes_);
  }
  QStringList lineTexts;
  for (std::size_t i = 0; i < classes_.size(); ++i) lineTexts << line(i);
  setAccessibleDescription(lineTexts.join(QStringLiteral(", ")));
  if (classes_.size() != lines) updateGeometry();
  update();
}

QString ProbabilityBars::line(std::size_t index) const {
  const auto label = static_cast<std::size_t>(classes_.at(index));
  const QString name = QString::fromStdString(dataset_->classNames.at(label));
  return label < values_.size() ? name + u' ' + percent(static_cast<double>(values_[label])) : name;
}

QSize ProbabilityBars::sizeHint() const {
  return {260, isRegression() ? 2 * kLine : kLine * static_cast<int>(std::max<std::size_t>(classes_.size(), 1))};
}

void ProbabilityBars::paintNumber(QPainter& painter) const {
  const auto write = [&](int line, const QString& name, const QString& number, const QColor& color, bool isBold) {
    const QRectF place(0, line * kLine, width(), kLine);
    painter.setFont(sizedFont(font(), 12, false));
    painter.setPen(theme_.muted);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, name);
    painter.setFont(sizedFont(font(), 12, isBold));
    painter.setPen(color);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, number);
  };
  const QString unit = QString::fromStdString(dataset_->targetName);
  if (!values_.empty()) {
    const QString was = before_.empty() ? QString() : figures(static_cast<double>(before_.front())) + tr(" → ");
    write(0, tr("predicted %1").arg(unit), was + figures(static_cast<double>(values_.front())), theme_.text, true);
  }
  if (target_) write(1, tr("true %1").arg(unit), figures(*target_), theme_.good, true);
}

/// Points are drawn in the colours of their classes, and these have names of colours: a dot says which is which.
double ProbabilityBars::swatch() const {
  return dataset_->isPlane() ? kSwatch + 6 : 0;
}

void ProbabilityBars::paintLine(QPainter& painter, std::size_t index, double nameWidth) const {
  const int label = classes_[index];
  const auto at = static_cast<std::size_t>(label);
  const QRectF place(0, static_cast<double>(index) * kLine, width(), kLine);
  const bool isKnown = at < values_.size();
  const bool isWrong = isKnown && label == answer_ && truth_ >= 0 && truth_ != answer_;
  const bool isTrue = label == truth_;
  const QColor color = isTrue ? theme_.good : isWrong ? theme_.bad : theme_.accent;
  const QFont strong = sizedFont(font(), 12, true);
  painter.setFont(strong);
  painter.setPen(isTrue || isWrong ? color : theme_.text);
  const QString name = QString::fromStdString(dataset_->classNames.at(at));
  const double indent = swatch();
  painter.drawText(QRectF(indent, place.top(), nameWidth - indent, kLine), Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetricsF(strong).elidedText(name, Qt::ElideRight, nameWidth - indent));
  if (indent > 0) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_.classColor(at));
    painter.drawEllipse(QPointF(kSwatch / 2, place.center().y()), kSwatch / 2, kSwatch / 2);
  }

  const QRectF track(nameWidth + 12, place.center().y() - kBar / 2, width() - nameWidth - 12 - kShare - 4, kBar);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme_.control);
  painter.drawRoundedRect(track, 2, 2);
  if (!isKnown) return;
  const auto share = static_cast<double>(values_[at]);
  if (std::isfinite(share) && share > 0.0005) {
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(std::max(1.5, share * track.width()), kBar)), 2, 2);
  }
  if (!before_.empty() && before_[at] >= 0.005F) {
    const double x = track.left() + std::clamp(static_cast<double>(before_[at]), 0.0, 1.0) * track.width();
    painter.setBrush(theme_.text);
    painter.drawRect(QRectF(x - 0.75, track.top() - 3, 1.5, kBar + 6));
  }
  painter.setFont(sizedFont(font(), 12, false));
  painter.setPen(theme_.muted);
  painter.drawText(QRectF(width() - kShare, place.top(), kShare, kLine), Qt::AlignRight | Qt::AlignVCenter,
                   percent(share));
}

void ProbabilityBars::paintEvent(QPaintEvent*) {
  if (!dataset_) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (isRegression()) return paintNumber(painter);
  const QFontMetricsF metrics(sizedFont(font(), 12, true));
  double nameWidth = 14;
  for (const int label : classes_) {
    const QString name = QString::fromStdString(dataset_->classNames.at(static_cast<std::size_t>(label)));
    nameWidth = std::max(nameWidth, std::min(metrics.horizontalAdvance(name) + swatch() + 1, width() * 0.34));
  }
  for (std::size_t i = 0; i < classes_.size(); ++i) paintLine(painter, i, nameWidth);
}

}  // namespace gradus::ui
