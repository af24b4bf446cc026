#include "ui/inspect/feature_bars.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "core/train/prepare.h"
#include "ui/theme/legible.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kLine = 20;

}  // namespace

FeatureBars::FeatureBars(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setAccessibleName(tr("The row's numbers"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FeatureBars::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void FeatureBars::setData(const PreparedDataPtr& prepared) {
  prepared_ = prepared;
  setValues({}, {}, {});
  updateGeometry();
}

void FeatureBars::setValues(const std::vector<float>& input, const std::vector<float>& bars,
                            const std::vector<float>& after) {
  const auto features = prepared_ ? static_cast<std::size_t>(prepared_->dataset->features) : 0;
  const auto fitting = [&](const std::vector<float>& numbers) {
    return numbers.size() == features ? numbers : std::vector<float>();
  };
  input_ = fitting(input);
  bars_ = fitting(bars);
  after_ = fitting(after);
  update();
}

QString FeatureBars::valueText(std::size_t feature) const {
  if (feature >= input_.size()) return {};
  const auto text = [&](float value) {
    return tableNumber(inOwnUnit(*prepared_, feature, static_cast<double>(value)));
  };
  QString before = text(input_[feature]);
  if (after_.empty() || after_[feature] == input_[feature]) return before;
  return before + QStringLiteral(" → ") + text(after_[feature]);
}

QSize FeatureBars::sizeHint() const {
  const std::int64_t features = prepared_ && !prepared_->dataset->isImage() ? prepared_->dataset->features : 0;
  return {260, kLine * static_cast<int>(features)};
}

void FeatureBars::paintEvent(QPaintEvent*) {
  if (input_.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont plain = sizedFont(font(), 12, false);
  painter.setFont(plain);
  const double name = width() * 0.38;
  const double number = after_.empty() ? 58 : 104;
  const QRectF field(name + 6, 0, width() - name - number - 12, height());
  double largest = 0;
  for (const float bar : bars_) {
    if (std::isfinite(bar)) largest = std::max(largest, std::abs(static_cast<double>(bar)));
  }
  painter.setPen(QPen(theme_.border, 1));
  painter.drawLine(QPointF(field.center().x(), 0), QPointF(field.center().x(), height()));
  for (std::size_t i = 0; i < input_.size(); ++i) {
    const QRectF line(0, static_cast<double>(i) * kLine, width(), kLine);
    painter.setPen(theme_.muted);
    painter.drawText(QRectF(0, line.top(), name, kLine), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(plain).elidedText(QString::fromStdString(prepared_->dataset->featureNames.at(i)),
                                                     Qt::ElideRight, name));
    painter.setPen(theme_.text);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, valueText(i));
    if (bars_.empty() || largest == 0 || !std::isfinite(bars_[i])) continue;
    const double length = static_cast<double>(bars_[i]) / largest * field.width() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(bars_[i] < 0 ? theme_.negative : theme_.positive);
    painter.drawRect(QRectF(field.center().x(), line.center().y() - 4, length, 8).normalized());
  }
}

}  // namespace gradus::ui
