#include "core/data/split.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>

#include "core/base/error.h"
#include "core/base/generator.h"
#include "core/base/number_text.h"

namespace gradus {
namespace {

using Rows = std::vector<std::int64_t>;

void checkShare(const char* name, double share) {
  // Written so that NaN is refused too.
  if (!(share >= 0 && share < 1)) {
    throw DataError(std::string(name) + " is " + plainNumber(share) + ", expected 0 or more and less than 1");
  }
}

/// The rows of each class, ascending; one group for regression.
std::vector<Rows> groupsOf(const Dataset& dataset, std::int64_t rows) {
  const bool stratified = dataset.task == Task::Classification;
  std::vector<Rows> groups(stratified ? dataset.classNames.size() : 1);
  for (std::int64_t row = 0; row < rows; ++row) {
    const std::int32_t group = stratified ? dataset.labels[static_cast<std::size_t>(row)] : 0;
    groups[static_cast<std::size_t>(group)].push_back(row);
  }
  return groups;
}

std::int64_t sumOf(const std::vector<std::int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

/// `share` of each count by largest remainder, but never the whole of a count.
std::vector<std::int64_t> apportion(const std::vector<std::int64_t>& counts, double share) {
  struct Claim {
    std::size_t group;
    double fraction;
  };
  std::vector<std::int64_t> taken;
  std::vector<Claim> claims;
  for (const std::int64_t count : counts) {
    const double quota = share * static_cast<double>(count);
    claims.push_back({taken.size(), quota - std::floor(quota)});
    taken.push_back(static_cast<std::int64_t>(std::floor(quota)));
  }
  std::ranges::stable_sort(claims, std::greater{}, &Claim::fraction);

  std::int64_t missing = std::llround(share * static_cast<double>(sumOf(counts))) - sumOf(taken);
  for (bool given = true; given && missing > 0;) {
    given = false;
    for (const Claim& claim : claims) {
      const bool spare = taken[claim.group] + 1 < counts[claim.group];
      if (missing == 0 || !spare) continue;
      ++taken[claim.group];
      --missing;
      given = true;
    }
  }
  return taken;
}

}  // namespace

Split splitRows(const Dataset& dataset, const SplitOptions& options) {
  checkShare("the share for validation", options.validShare);
  checkShare("the share for testing", options.testShare);
  const std::int64_t free = dataset.rows - dataset.publishedTestRows;
  const double testShare = dataset.publishedTestRows > 0 ? 0 : options.testShare;

  std::vector<Rows> groups = groupsOf(dataset, free);
  std::vector<std::int64_t> counts;
  counts.reserve(groups.size());
  for (const Rows& group : groups) counts.push_back(static_cast<std::int64_t>(group.size()));
  const std::vector<std::int64_t> testCounts = apportion(counts, testShare);
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] -= testCounts[i];
  const std::vector<std::int64_t> validCounts = apportion(counts, options.validShare);

  Split split;
  Generator generator(options.seed);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::vector<std::int64_t> order = generator.randperm(static_cast<std::int64_t>(groups[i].size()));
    for (std::size_t k = 0; k < order.size(); ++k) {
      const auto place = static_cast<std::int64_t>(k);
      Rows& part = place < testCounts[i]                    ? split.test
                   : place < testCounts[i] + validCounts[i] ? split.valid
                                                            : split.train;
      part.push_back(groups[i][static_cast<std::size_t>(order[k])]);
    }
  }
  for (std::int64_t row = free; row < dataset.rows; ++row) split.test.push_back(row);
  std::ranges::sort(split.train);
  std::ranges::sort(split.valid);
  std::ranges::sort(split.test);
  return split;
}

}  // namespace gradus
