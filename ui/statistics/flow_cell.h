// How much of the gradient reaches one layer, as the strip below the network shows it.
#pragma once

#include <QColor>
#include <QString>

#include "core/probe/layer_statistics.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

struct FlowCell {
  QString name;         ///< "Linear 3"
  QString number;       ///< "3", where the name has no room
  QString value;        ///< "0.27", or "?" for what cannot be measured
  QString shortValue;   ///< the same in four letters, such as "5e-3"
  QString explanation;  ///< in whole sentences
  int layer = 0;        ///< its place in the network
  double flow = 1;
  bool isBroken = false;  ///< a number was not finite
};

/// Of the layer at that place of the network, counted from 0.
FlowCell flowCellOf(const LayerStatistics& layer, std::size_t place);

/// Green, orange where the gradient vanishes, red where it explodes or is no number.
QColor colorOf(const FlowCell& cell, const Theme& theme);

/// "vanishes", "explodes", "healthy", or "no number".
QString verdictOf(const FlowCell& cell);

}  // namespace gradus::ui
