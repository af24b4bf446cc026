// The words of the hover card: what a unit or a link is, in numbers that were really computed.
#pragma once

#include <QString>

#include "ui/network/hover_card.h"
#include "ui/network/network_links.h"
#include "ui/network/network_values.h"

namespace gradus::ui {

/// What the words are made from.
struct HoverSource {
  const NetworkSpec& network;
  const NetworkLayout& layout;
  const NetworkValues& values;
  const Dataset* data = nullptr;
  const UnitDetail* detail = nullptr;  ///< of what is described, where it has come already
  bool isPinned = false;
};

/// "Linear 1", "Linear 3 output"; for the input, what it is.
QString columnName(const HoverSource& source, int column);

/// "Linear 1 · unit 17", "pixel 14, 9", "petal length", "output 8".
QString unitName(const HoverSource& source, int column, int unit);

/// Units count from 1 for people.
HoverContent describeUnit(const HoverSource& source, int column, int unit);

HoverContent describeLink(const HoverSource& source, const Link& link);

}  // namespace gradus::ui
