#include "core/step/matching_layers.h"

#include <algorithm>
#include <cstdint>

#include "core/base/limits.h"

namespace gradus {

namespace {

constexpr std::int64_t kSame = 2 * static_cast<std::int64_t>(kMostLayers);

/// What a pair is worth: one of the same layer more than any number of those that are only of a kind. 0: it is none.
std::int64_t worth(const LayerSpec& a, const LayerSpec& b) {
  // Whoever asks for other first weights wants to see them.
  if (a.initialization != b.initialization || a.layer.name != b.layer.name) return 0;
  return a.layer == b.layer ? kSame : 1;
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> matchingLayers(const NetworkSpec& before, const NetworkSpec& after) {
  const std::vector<LayerSpec>& a = before.hidden;
  const std::vector<LayerSpec>& b = after.hidden;
  // best[i][j]: what the layers of a from i on can be worth with those of b from j on.
  std::vector<std::vector<std::int64_t>> best(a.size() + 1, std::vector<std::int64_t>(b.size() + 1, 0));
  const auto pairWorth = [&](std::size_t i, std::size_t j) {
    const std::int64_t alone = worth(a[i], b[j]);
    return alone > 0 ? alone + best[i + 1][j + 1] : 0;
  };
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) best[i][j] = std::max({pairWorth(i, j), best[i + 1][j], best[i][j + 1]});
  }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (pairWorth(i, j) == best[i][j] && best[i][j] > 0) {
      pairs.emplace_back(i++, j++);
    } else if (best[i + 1][j] >= best[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  if (before.outputInitialization == after.outputInitialization) pairs.emplace_back(a.size(), b.size());
  return pairs;
}

}  // namespace gradus
