#include "core/step/matching_layers.h"

#include <algorithm>

namespace gradus {

namespace {

/// Whoever asks for other first weights wants to see them.
bool match(const LayerSpec& a, const LayerSpec& b) {
  return a.layer == b.layer && a.initialization == b.initialization;
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> matchingLayers(const NetworkSpec& before, const NetworkSpec& after) {
  const std::vector<LayerSpec>& a = before.hidden;
  const std::vector<LayerSpec>& b = after.hidden;
  // longest[i][j]: how many layers of a from i on can be matched with those of b from j on.
  std::vector<std::vector<int>> longest(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      longest[i][j] = match(a[i], b[j]) ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (match(a[i], b[j])) {
      pairs.emplace_back(i++, j++);
    } else if (longest[i + 1][j] >= longest[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  if (before.outputInitialization == after.outputInitialization) pairs.emplace_back(a.size(), b.size());
  return pairs;
}

}  // namespace gradus
