// Writing Python: literals that hold whatever a person has typed without ever becoming code, and sources with gaps.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace gradus::python {

/// The inside of a string literal in double quotes, whether one or three: quotes, backslashes, control characters and
/// those that change the direction of writing are escaped, bytes that are not UTF-8 become U+FFFD.
std::string escaped(std::string_view text);

/// `text` as a literal in double quotes.
std::string literal(std::string_view text);

/// The shortest literal that reads back as `number`; whole numbers without a point.
std::string number(double number);

/// The same as a literal that Python takes for a float: whole numbers end in ".0".
std::string real(double number);

/// The shortest text that is read back as `number`, for numbers in a text.
std::string shortest(float number);
std::string shortest(double number);

/// A list of string literals: ["setosa", "virginica"]. Broken into lines of at most 100 characters, all but the first
/// indented by `indent`.
std::string literalList(std::span<const std::string> texts, int indent);

using Gap = std::pair<std::string_view, std::string>;

/// `source` with each «NAME» replaced by the text of the gap of that name, in one pass: what is filled in is never
/// looked at again. Throws Error for a name without a gap.
std::string fill(std::string_view source, std::initializer_list<Gap> gaps);

}  // namespace gradus::python
