// The list of layers a person can put into a network.
#pragma once

#include <span>
#include <string_view>

#include "core/base/choice.h"

namespace gradus {

/// A row of the list.
struct LayerInfo : ChoiceInfo {
  std::string torchName;  ///< class in torch.nn, such as "Linear"
};

/// All rows, in the order in which menus show them.
std::span<const LayerInfo> layers();

/// The row of that name. Throws FormatError that lists the names if there is none.
const LayerInfo& findLayer(std::string_view name);

}  // namespace gradus
