// Numbers and words as the doctor writes them, for people: see shownNumbers().
#pragma once

#include <cstdint>
#include <string>

namespace gradus {

/// A number with so many figures: "0.0624", "1.2e−5".
std::string numberText(double number, int figures);

/// As short as there is room for in large type: "0.0624", "3e−4".
std::string briefNumber(double number);

inline std::string number3(double number) {
  return numberText(number, 3);
}

/// "25 818".
std::string countText(std::int64_t count);

/// "1 epoch", "2 epochs".
std::string counted(std::int64_t count, const std::string& thing);

/// 0.412 as "41 %".
std::string percentText(double share);

}  // namespace gradus
