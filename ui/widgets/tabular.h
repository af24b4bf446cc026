// Numbers whose digits are all as wide as the widest: what stands beside them does not move when they change.
#pragma once

#include <QString>

class QFont;
class QPainter;
class QPointF;

namespace gradus::ui {

double tabularWidth(const QFont& font, const QString& text);

/// Writes `text` with the painter's font so that it ends at `rightEnd`, a point of its base line.
void drawTabular(QPainter& painter, const QPointF& rightEnd, const QString& text);

}  // namespace gradus::ui
