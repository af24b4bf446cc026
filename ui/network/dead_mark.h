// The sign of a unit that no sample can change any more: a red ring with a cross.
#pragma once

#include <QPainter>

#include "ui/theme/theme.h"

namespace gradus::ui {

inline void drawDeadMark(QPainter& painter, const QPointF& middle, const Theme& theme) {
  constexpr double kRadius = 6;
  constexpr double kArm = 2.4;
  painter.setPen(QPen(theme.bad, 1.4));
  painter.setBrush(theme.canvas);
  painter.drawEllipse(middle, kRadius, kRadius);
  painter.drawLine(middle + QPointF(-kArm, -kArm), middle + QPointF(kArm, kArm));
  painter.drawLine(middle + QPointF(-kArm, kArm), middle + QPointF(kArm, -kArm));
}

}  // namespace gradus::ui
