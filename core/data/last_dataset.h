// The data set that was read last, as it was read: another split, an excluded row or a moved point needs no file again.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/choice.h"
#include "core/data/dataset.h"

namespace gradus {

class LastDataset {
 public:
  /// Null where that data set has to be read: it is not the last one, or a person may have changed it since. Throws
  /// FormatError for a name that there is not.
  DatasetPtr find(const Choice& choice, std::uint64_t seed) const;

  /// What was read for them.
  void keep(const Choice& choice, std::uint64_t seed, DatasetPtr dataset);

  /// Two of them need not lie in memory at once: to be called before another one is read.
  void forget();

 private:
  struct Key {
    Choice choice;
    std::uint64_t seed = 0;  ///< of generated ones, else 0

    bool operator==(const Key&) const = default;
  };

  static Key keyOf(const Choice& choice, std::uint64_t seed);

  std::optional<Key> key_;
  DatasetPtr dataset_;
};

}  // namespace gradus
