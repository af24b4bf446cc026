// Which layers are selected: one that the keyboard is at, and perhaps more beside it.
#pragma once

#include <algorithm>
#include <vector>

namespace gradus::ui {

/// How a click or key changes the selection.
enum class Select {
  Only,    ///< this layer alone
  Toggle,  ///< this layer beside the others, or no longer
  Through  ///< all from the first one selected to this one
};

class LayerSelection {
 public:
  /// Index of the layer the keyboard is at, −1 for none. The output layer counts as one behind the hidden ones.
  int current() const { return current_; }

  /// All of them, ascending.
  const std::vector<int>& layers() const { return layers_; }
  bool contains(int layer) const { return std::ranges::binary_search(layers_, layer); }

  void clear() { *this = {}; }

  void select(int layer, Select how = Select::Only) {
    if (layer < 0) return clear();
    if (how == Select::Through && current_ >= 0)
      return selectRange(std::min(anchor_, layer), std::max(anchor_, layer), layer);
    if (how == Select::Toggle && contains(layer)) {
      std::erase(layers_, layer);
      current_ = anchor_ = layers_.empty() ? -1 : layers_.back();
      return;
    }
    if (how == Select::Toggle) {
      layers_.insert(std::ranges::lower_bound(layers_, layer), layer);
    } else {
      layers_.assign(1, layer);
    }
    current_ = anchor_ = layer;
  }

  /// All from `first` to `last`, with the keyboard at `current`. Where it began stays.
  void selectRange(int first, int last, int current) {
    if (anchor_ < first || anchor_ > last) anchor_ = first;
    layers_.clear();
    for (int layer = first; layer <= last; ++layer) layers_.push_back(layer);
    current_ = layers_.empty() ? -1 : current;
  }

  /// Forgets layers from `count` on; the last one that is left takes their place.
  void limitTo(int count) {
    std::erase_if(layers_, [count](int layer) { return layer >= count; });
    if (current_ < count) return;
    if (layers_.empty()) return select(count - 1);
    current_ = anchor_ = layers_.back();
  }

  bool operator==(const LayerSelection&) const = default;

 private:
  std::vector<int> layers_;
  int current_ = -1;
  int anchor_ = -1;  ///< where a range begins
};

}  // namespace gradus::ui
