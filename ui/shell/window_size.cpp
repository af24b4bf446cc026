#include "ui/shell/window_size.h"

namespace gradus::ui {
namespace {

constexpr QSize kUsual{1440, 900};

/// How much larger than the window its frame is at most. Asked for too early a window system knows of none.
constexpr QSize kFrame{16, 40};

}  // namespace

QSize firstWindowSize(const QSize& available) {
  return kUsual.boundedTo(available - kFrame).expandedTo(kSmallestWindow);
}

}  // namespace gradus::ui
