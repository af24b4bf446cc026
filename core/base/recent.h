// The last items of a series without end, in a fixed amount of memory.
#pragma once

#include <cstddef>
#include <vector>

namespace gradus {

/// Keeps at least the last `atLeast` items, in one piece. Its memory is taken, and used, at once: it does not grow
/// while a program runs for days.
template <class Item>
class Recent {
 public:
  explicit Recent(std::size_t atLeast) : atLeast_(atLeast), items_(2 * atLeast) { items_.clear(); }

  void push_back(const Item& item) {
    if (items_.size() == 2 * atLeast_)
      items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(atLeast_));
    items_.push_back(item);
  }

  void clear() { items_.clear(); }
  bool empty() const { return items_.empty(); }
  std::size_t size() const { return items_.size(); }
  const Item& operator[](std::size_t index) const { return items_[index]; }
  const Item& front() const { return items_.front(); }
  const Item& back() const { return items_.back(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  std::size_t atLeast_;
  std::vector<Item> items_;
};

}  // namespace gradus
