// Numbers of the command line: read to their last letter, and only where they fit.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace gradus {

/// The number that the whole of `text` spells; nothing where it spells none or `Number` cannot hold it.
template <class Number>
std::optional<Number> numberOf(std::string_view text) {
  Number number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace gradus
