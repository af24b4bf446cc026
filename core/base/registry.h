// Looking up a row of a registry by name, with an error that lists what there is.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/shortened.h"

namespace gradus {

/// The row of `rows` with that name. Throws FormatError, calling the rows `kind`, if there is none.
template <class Rows>
const auto& findRow(const Rows& rows, std::string_view name, const char* kind) {
  std::string names;
  for (const auto& row : rows) {
    if (row.name == name) return row;
    names += (names.empty() ? "" : ", ") + row.name;
  }
  throw FormatError("There is no " + std::string(kind) + " '" + shortened(name) + "'. There are: " + names);
}

}  // namespace gradus
