#include "core/data/data_loader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace gradus {

DataLoader::DataLoader(std::vector<std::int64_t> rows, std::int64_t batchSize, bool shuffle, bool dropLast)
    : rows_(std::move(rows)), order_(rows_), batchSize_(batchSize), shuffle_(shuffle), dropLast_(dropLast) {
  if (batchSize < 1) throw DataError("the batch size is " + std::to_string(batchSize) + ", expected 1 or more");
}

void DataLoader::beginEpoch(Generator& generator) {
  generator.random64();  // the base seed, which only PyTorch's worker processes would use
  if (!shuffle_) return;
  // PyTorch clears the sign bit of the seed, but a generator takes no more than the low 32 bits anyway.
  Generator shuffler(generator.random64());
  const std::vector<std::int64_t> permutation = shuffler.randperm(static_cast<std::int64_t>(rows_.size()));
  for (std::size_t i = 0; i < permutation.size(); ++i) order_[i] = rows_[static_cast<std::size_t>(permutation[i])];
}

void DataLoader::setOrder(std::vector<std::int64_t> order) {
  const auto sorted = [](std::vector<std::int64_t> rows) {
    std::ranges::sort(rows);
    return rows;
  };
  if (sorted(order) != sorted(rows_)) {
    throw FormatError("The order of an epoch has other rows than the data: it is of " + std::to_string(order.size()) +
                      " rows, the part has " + std::to_string(rows_.size()));
  }
  order_ = std::move(order);
}

std::int64_t DataLoader::batches() const {
  const auto rows = static_cast<std::int64_t>(rows_.size());
  const std::int64_t whole = rows / batchSize_;
  return dropLast_ || rows % batchSize_ == 0 ? whole : whole + 1;
}

std::span<const std::int64_t> DataLoader::batch(std::int64_t index) const {
  const auto rows = static_cast<std::int64_t>(order_.size());
  const std::int64_t begin = index * batchSize_;
  return order().subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(std::min(batchSize_, rows - begin)));
}

}  // namespace gradus
