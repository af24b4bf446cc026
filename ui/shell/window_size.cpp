#include "ui/shell/window_size.h"

#include <algorithm>

namespace gradus::ui {
namespace {

constexpr QSize kUsual{1440, 900};

/// How much larger than the window its frame is at most. Asked for too early a window system knows of none.
constexpr QSize kFrame{16, 40};

// The systems' usual fonts have 9 to 11 points; all these are at home beside the window's own text.
constexpr double kUsualPoints = 10;
constexpr double kLargestUsualPoints = 11;
constexpr double kMostEnlarged = 3;

}  // namespace

double enlargementFor(double points, const QSize& available) {
  if (points <= kLargestUsualPoints) return 1;
  const double fits = std::min(static_cast<double>(available.width()) / kSmallestWindow.width(),
                               static_cast<double>(available.height()) / kSmallestWindow.height());
  return std::max(std::min({points / kUsualPoints, fits, kMostEnlarged}), 1.0);
}

QSize firstWindowSize(const QSize& available) {
  return kUsual.boundedTo(available - kFrame).expandedTo(kSmallestWindow);
}

}  // namespace gradus::ui
