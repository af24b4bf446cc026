// The links between columns: which weights are drawn, where, and which one lies under the pointer.
#pragma once

#include <QPen>
#include <QPointF>
#include <optional>
#include <vector>

#include "ui/network/canvas_view.h"
#include "ui/network/network_layout.h"
#include "ui/network/network_values.h"

namespace gradus::ui {

struct Theme;

/// One weight as a curve from a unit to a unit of the next column.
struct Link {
  int column = 0;               ///< of the target
  int from = 0;                 ///< unit of the column before; for images the number of the pixel
  int to = 0;                   ///< unit of `column`
  std::optional<float> weight;  ///< nothing while no snapshot fits the network, or where a layer has no weights
  bool isPlain = false;         ///< there is no weight: the value goes on as it is
  double strength = 0;          ///< |weight| against the large ones of its layer, 0 … 1
  QPointF start;
  QPointF end;
};

constexpr int kMaxLinks = 600;

/// The strongest weights between the units that are shown, weak ones first so that strong ones are drawn above them;
/// at most kMaxLinks, shared by the gaps. An image has one link to each row of units: the strongest weight there.
std::vector<Link> strongestLinks(const NetworkLayout& layout, const NetworkValues& values);

/// Every link that begins or ends at a unit that is shown, thinned or not.
std::vector<Link> linksOf(const NetworkLayout& layout, const NetworkValues& values, int column, int box);

/// The index of the link that passes `point` (layout coordinates) within `distance`; the strongest of several, −1 if
/// there is none.
int linkNear(const std::vector<Link>& links, const QPointF& point, double distance);

/// Width and opacity say how large the weight is, the colour says its sign. `emphasis` 0 … 1 makes it stand out.
QPen linkPen(const Link& link, const CanvasView& view, const Theme& theme, double emphasis = 0);

}  // namespace gradus::ui
