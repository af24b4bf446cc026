#include "core/base/lowered.h"

#include <algorithm>
#include <cctype>

namespace gradus {

std::string lowered(std::string title) {
  const std::size_t end = std::min(title.find(' '), title.size());
  const auto isCapital = [](unsigned char letter) { return std::isupper(letter) != 0 || std::isdigit(letter) != 0; };
  if (end == 0 || std::any_of(title.begin() + 1, title.begin() + static_cast<std::ptrdiff_t>(end), isCapital)) {
    return title;
  }
  title.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(title.front())));
  return title;
}

}  // namespace gradus
