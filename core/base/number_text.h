// Numbers as text: the one place that knows how many figures a number needs and where its thousands are parted. What a
// computer may read (files, code, lists, the lines of a terminal) is written with the signs of C; what stands in the
// window with those of the person's language, see shownNumbers().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace gradus {

/// Whole numbers whole, such as "1000001"; others with as few digits as read back the same, such as "0.1"; powers of
/// ten, such as "1e-8", only below 0.00001 and from 1e16 on. One way for all messages and descriptions of the engine.
std::string plainNumber(double number);

/// The number with so many figures that lies nearest: what binary fractions add, such as 0.30000000000000004, goes.
double roundedTo(double number, int figures);

/// The signs with which numbers are written, in UTF-8. Digits are always those from 0 to 9.
struct NumberSigns {
  std::string decimal = ".";
  std::string group;  ///< between groups of three digits
  std::string minus = "-";
  std::string blank = " ";  ///< before a unit
  std::string infinity = "inf";
};

/// Writes numbers with the signs that it is given. Zero has no sign, even where it is one by rounding.
class NumberText {
 public:
  NumberText() = default;  ///< as files, code and terminals have it
  explicit NumberText(NumberSigns signs) : signs_(std::move(signs)) {}

  const NumberSigns& signs() const { return signs_; }
  /// The same with nothing between groups of digits, as a field has it.
  NumberText ungrouped() const;

  /// "25 818".
  std::string count(std::int64_t number) const;
  /// As few digits as read back the same: "0.001", "1e-8".
  std::string exact(double number) const;
  /// So many figures, such as "0.0624", "1.50", "1.20e-5"; powers of ten below 0.0001 and from a million on, whole
  /// figures before.
  std::string figures(double number, int figures) const;
  /// The same without zeros at the end: "1.5", "1.2e-5".
  std::string brief(double number, int figures) const;
  /// So many decimals: "0.50".
  std::string decimals(double number, int decimals) const;
  /// At most so many figures and a power of ten: "1.2e-5", "3e4".
  std::string power(double number, int figures) const;
  /// 0.9412 as "94.1 %".
  std::string percent(double share, int decimals) const;
  /// A rate in four figures, which are enough, and the last ones would only flicker: "612 400"; from ten million on
  /// "12.4 M".
  std::string rate(double number) const;
  /// "512 B", "98.1 KiB", "1.2 MiB".
  std::string bytes(std::int64_t bytes) const;

  std::string withUnit(std::string number, std::string_view unit) const;

 private:
  /// A number as C writes it, in these signs.
  std::string dressed(std::string_view plain) const;

  NumberSigns signs_;
};

/// "00:09", or "1:02:03" from an hour on; the same in every language.
std::string durationText(double seconds);

}  // namespace gradus
