// The data set that was read last, as it was read: another split, an excluded row or a moved point needs no file again.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/choice.h"
#include "core/data/dataset.h"

namespace gradus {

class LastDataset {
 public:
  /// As DatasetInfo::load, but what is asked for again is the same one, unless a person may have changed it since.
  /// Throws FormatError for a name that there is not, and DataError; then none is kept.
  DatasetPtr load(const Choice& choice, std::uint64_t seed);

 private:
  struct Key {
    Choice choice;
    std::uint64_t seed = 0;  ///< of generated ones, else 0

    bool operator==(const Key&) const = default;
  };

  std::optional<Key> key_;
  DatasetPtr dataset_;
};

}  // namespace gradus
