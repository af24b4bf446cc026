#include "core/experiment/json_bounds.h"

#include <vector>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/data/text.h"

namespace gradus {

void checkJsonBounds(const std::string& text, const std::string& origin) {
  const auto refuse = [&](std::size_t offset, const std::string& what) {
    const TextPosition position = positionAt(text, offset);
    throw FormatError(origin + ":" + std::to_string(position.line) + ":" + std::to_string(position.column) + ": " +
                      what);
  };
  if (text.size() > kMostJsonBytes) {
    throw FormatError(origin + ": has more than " + std::to_string(kMostJsonBytes) + " bytes");
  }
  std::vector<std::size_t> keys;  // of each object or list that is open
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (letter == '"') {
      const std::size_t begin = i++;
      for (; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\') ++i;
        if (i - begin > kMostJsonTextBytes) {
          refuse(begin, "a text has more than " + std::to_string(kMostJsonTextBytes) + " bytes");
        }
      }
    } else if (letter == '[' || letter == '{') {
      if (keys.size() == kMostJsonDepth) {
        refuse(i, "more than " + std::to_string(kMostJsonDepth) + " lists and objects within each other");
      }
      keys.push_back(0);
    } else if ((letter == ']' || letter == '}') && !keys.empty()) {
      keys.pop_back();
    } else if (letter == ':' && !keys.empty() && ++keys.back() > kMostJsonKeys) {
      refuse(i, "an object has more than " + std::to_string(kMostJsonKeys) + " keys");
    }
  }
}

}  // namespace gradus
