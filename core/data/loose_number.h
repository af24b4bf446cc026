// Numbers as people and spreadsheets write them: "1,234", "20,5", "$12 500", "5 %", "−5". A column of them is a column
// of numbers, never of a class for each value.
#pragma once

#include <optional>
#include <string_view>

namespace gradus {

/// Which sign stands before the fraction; the other one may stand between groups of three digits.
enum class DecimalSign { Point, Comma };

/// The number that the whole of `text` means to say, where blanks, commas, points or apostrophes may part groups of
/// three digits, one currency or percent sign may stand before or behind it (which changes nothing), and a true minus
/// may stand for a hyphen. Nothing if it says no number.
std::optional<double> looseNumberIn(std::string_view text, DecimalSign decimal);

/// Whether `text` is what tables have where a number is missing: nothing, "?", "NA", "nan", "null" and the like.
bool saysMissing(std::string_view text);

}  // namespace gradus
