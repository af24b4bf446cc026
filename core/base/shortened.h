// A name in a message: it may come from a file and be as long as a book.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gradus {

constexpr std::size_t kMostShownLetters = 80;

/// `text` in UTF-8 as it is, or its beginning and its end around "…" where it has more letters than `most`.
std::string shortened(std::string_view text, std::size_t most = kMostShownLetters);

}  // namespace gradus
