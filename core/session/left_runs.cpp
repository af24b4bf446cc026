#include "core/session/left_runs.h"

#include <algorithm>
#include <set>
#include <utility>

namespace gradus {
namespace {

template <class Item>
std::size_t bytesOf(const std::vector<Item>& items) {
  return items.size() * sizeof(Item);
}

std::size_t bytesOf(const LeftRun& run) {
  std::size_t bytes = bytesOf(run.state.parameters) + bytesOf(run.state.order) + bytesOf(run.points.batches) +
                      bytesOf(run.points.epochs);
  for (const auto& [name, numbers] : run.state.rule.optimizer.tensors) bytes += bytesOf(numbers);
  for (const std::vector<double>& buffer : run.state.buffers) bytes += bytesOf(buffer);
  return bytes;
}

std::size_t bytesOf(const PreparedData& data) {
  const Dataset& dataset = *data.dataset;
  return bytesOf(dataset.values) + bytesOf(dataset.pixels) + bytesOf(dataset.labels) + bytesOf(dataset.targets);
}

}  // namespace

bool LeftRuns::hasRoomFor(std::int64_t weights) {
  constexpr std::size_t kNumbersEach = 3;  // the weight and what Adam keeps of it
  return static_cast<std::size_t>(weights) * kNumbersEach * sizeof(float) <= kMostBytes / 2;
}

std::vector<std::uint64_t> LeftRuns::keep(std::uint64_t revision, LeftRun run) {
  std::erase_if(entries_, [revision](const Entry& entry) { return entry.revision == revision; });
  entries_.push_front({revision, std::make_shared<const LeftRun>(std::move(run))});
  std::vector<std::uint64_t> gone;
  while (entries_.size() > kMost || (entries_.size() > 1 && bytes() > kMostBytes)) {
    gone.push_back(entries_.back().revision);
    entries_.pop_back();
  }
  return gone;
}

std::shared_ptr<const LeftRun> LeftRuns::find(std::uint64_t revision) const {
  const auto found = std::ranges::find(entries_, revision, &Entry::revision);
  return found == entries_.end() ? nullptr : found->run;
}

std::vector<std::uint64_t> LeftRuns::revisions() const {
  std::vector<std::uint64_t> revisions;
  for (const Entry& entry : entries_) revisions.push_back(entry.revision);
  return revisions;
}

/// Data that several runs share count once, and not at all where the run that goes on has them too.
std::size_t LeftRuns::bytes() const {
  std::size_t bytes = 0;
  std::set<const PreparedData*> seen = {entries_.front().run->data.get()};
  for (const Entry& entry : entries_) {
    bytes += bytesOf(*entry.run);
    if (seen.insert(entry.run->data.get()).second) bytes += bytesOf(*entry.run->data);
  }
  return bytes;
}

}  // namespace gradus
