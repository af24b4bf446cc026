#include "core/doctor/wording.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/data/shown_numbers.h"

namespace gradus {

std::string numberText(double number, int figures) {
  return shownNumbers().brief(number, figures);
}

std::string briefNumber(double number) {
  constexpr std::size_t kRoom = 6;
  const bool fits = NumberText().brief(number, 2).size() <= kRoom;  // there each sign is one letter
  return fits ? numberText(number, 2) : shownNumbers().power(number, 1);
}

std::string countText(std::int64_t count) {
  return shownNumbers().count(count);
}

std::string counted(std::int64_t count, const std::string& thing) {
  return countText(count) + " " + thing + (count == 1 ? "" : "s");
}

std::string percentText(double share) {
  const bool isSmall = share != 0 && std::abs(share) < 0.01;
  return isSmall ? shownNumbers().withUnit(numberText(100 * share, 2), "%") : shownNumbers().percent(share, 0);
}

}  // namespace gradus
