#include "ui/inspect/path_view.h"

#include <QHelpEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/legible.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr int kLine = 28;
constexpr double kName = 78;
constexpr double kGap = 4;
constexpr double kBox = 22;
constexpr std::size_t kMost = 6;

}  // namespace

PathView::PathView(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setAccessibleName(tr("Units that mattered"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PathView::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void PathView::setPath(const std::vector<LayerPart>& path) {
  const bool isOtherSize = path.size() != path_.size();
  path_ = path;
  QStringList lines;
  for (const LayerPart& layer : path_) {
    QString text = QString::fromStdString(layer.name);
    for (const UnitPart& unit : layer.strongest) {
      text += tr(", unit %1 %2").arg(grouped(unit.unit + 1), signedFigures(static_cast<double>(unit.part)));
    }
    lines << text;
  }
  setAccessibleDescription(lines.join(QStringLiteral("; ")));
  if (isOtherSize) updateGeometry();
  update();
}

QSize PathView::sizeHint() const {
  return {260, kLine * static_cast<int>(path_.size())};
}

QRectF PathView::place(std::size_t line, std::size_t index) const {
  const double side = (width() - kName + kGap) / static_cast<double>(kMost) - kGap;
  return {kName + static_cast<double>(index) * (side + kGap), static_cast<double>(line) * kLine + (kLine - kBox) / 2,
          side, kBox};
}

bool PathView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QString text;
  for (std::size_t line = 0; line < path_.size(); ++line) {
    for (std::size_t i = 0; i < std::min(kMost, path_[line].strongest.size()); ++i) {
      if (!place(line, i).contains(help->pos())) continue;
      const UnitPart& unit = path_[line].strongest[i];
      const QString about =
          tr("Unit %1 of %2 says %3. Times the gradient of the answer with respect to it that is %4: "
             "it speaks %5 the answer.");
      text = about.arg(grouped(unit.unit + 1), QString::fromStdString(path_[line].name),
                       figures(static_cast<double>(unit.value)), signedFigures(static_cast<double>(unit.part)),
                       unit.part < 0 ? tr("against") : tr("for"));
    }
  }
  showTip(*help, text, *this);
  return true;
}

void PathView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont plain = sizedFont(font(), 11, false);
  painter.setFont(plain);
  for (std::size_t line = 0; line < path_.size(); ++line) {
    const LayerPart& layer = path_[line];
    painter.setPen(theme_.muted);
    painter.drawText(QRectF(0, static_cast<double>(line) * kLine, kName - 6, kLine), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(plain).elidedText(QString::fromStdString(layer.name), Qt::ElideRight, kName - 6));
    double largest = 0;
    for (const UnitPart& unit : layer.strongest) largest = std::max(largest, std::abs(static_cast<double>(unit.part)));
    for (std::size_t i = 0; i < std::min(kMost, layer.strongest.size()); ++i) {
      const UnitPart& unit = layer.strongest[i];
      const double share = largest > 0 ? static_cast<double>(unit.part) / largest : 0;
      const QColor fill = theme_.signedColor(share);
      painter.setPen(QPen(theme_.border, 1));
      painter.setBrush(fill);
      const QRectF box = place(line, i).adjusted(0.5, 0.5, -0.5, -0.5);
      painter.drawRoundedRect(box, 4, 4);
      painter.setPen(readableOn(fill, theme_));
      painter.drawText(box, Qt::AlignCenter, grouped(unit.unit + 1));
    }
  }
}

}  // namespace gradus::ui
