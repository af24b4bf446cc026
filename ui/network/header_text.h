// The words above a column: what the layer is, what its sizes are and where they come from.
#pragma once

#include "core/data/dataset.h"
#include "core/experiment/experiment.h"
#include "ui/network/layer_header.h"
#include "ui/network/network_layout.h"

namespace gradus::ui {

/// What the words are made from.
struct HeaderSource {
  const NetworkSpec& network;
  const NetworkLayout& layout;
  const Dataset* data = nullptr;
  const Choice& loss;
};

HeaderContent headerContent(const HeaderSource& source, int column);

}  // namespace gradus::ui
