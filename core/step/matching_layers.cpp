#include "core/step/matching_layers.h"

#include <algorithm>

namespace gradus {

std::vector<std::pair<std::size_t, std::size_t>> matchingLayers(const NetworkSpec& before, const NetworkSpec& after) {
  const std::vector<LayerSpec>& a = before.hidden;
  const std::vector<LayerSpec>& b = after.hidden;
  // longest[i][j]: how many layers of a from i on can be matched with those of b from j on.
  std::vector<std::vector<int>> longest(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      longest[i][j] =
          a[i].layer == b[j].layer ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].layer == b[j].layer) {
      pairs.emplace_back(i++, j++);
    } else if (longest[i + 1][j] >= longest[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  pairs.emplace_back(a.size(), b.size());
  return pairs;
}

}  // namespace gradus
