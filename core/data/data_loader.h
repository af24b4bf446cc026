// Deals the rows of a part in batches, in the order in which PyTorch's DataLoader would deal them, so that an
// exported script sees the same batches. It deals indices only: the data lies on the device and is gathered there.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/generator.h"

namespace gradus {

/// torch.utils.data.DataLoader(Subset(data, rows), batch_size, shuffle, drop_last=drop_last), without workers.
class DataLoader {
 public:
  /// Throws DataError for a batch size below 1.
  DataLoader(std::vector<std::int64_t> rows, std::int64_t batchSize, bool shuffle, bool dropLast);

  /// Puts the rows into the order of a new epoch. Draws from `generator`, PyTorch's global one, what PyTorch 1.13
  /// draws (torch/utils/data/dataloader.py and sampler.py): two words for the iterator's base seed, and when
  /// shuffling two more for the seed of a private generator whose randperm is the order.
  void beginEpoch(Generator& generator);

  /// All rows in the order of this epoch, before the first one as they were given. With dropLast those at the end
  /// that make no whole batch belong to none.
  std::span<const std::int64_t> order() const { return order_; }

  /// Goes on with an epoch that was dealt before. Throws FormatError unless it is an order of these rows.
  void setOrder(std::vector<std::int64_t> order);

  /// Batches in an epoch.
  std::int64_t batches() const;

  /// The rows of batch `index`, which counts from 0 and has to be below batches(). Valid until the next epoch begins.
  std::span<const std::int64_t> batch(std::int64_t index) const;

 private:
  std::vector<std::int64_t> rows_;
  std::vector<std::int64_t> order_;
  std::int64_t batchSize_;
  bool shuffle_;
  bool dropLast_;
};

}  // namespace gradus
