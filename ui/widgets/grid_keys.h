// The arrow keys in a grid of things that lie in rows.
#pragma once

#include <QKeyEvent>
#include <cstddef>
#include <optional>

namespace gradus::ui {

/// How many places further the thing is that an arrow key leads to; nothing for other keys.
inline std::optional<std::ptrdiff_t> gridStep(int key, std::ptrdiff_t columns) {
  switch (key) {
    case Qt::Key_Right:
      return 1;
    case Qt::Key_Left:
      return -1;
    case Qt::Key_Down:
      return columns;
    case Qt::Key_Up:
      return -columns;
    default:
      return std::nullopt;
  }
}

}  // namespace gradus::ui
