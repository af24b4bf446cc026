// Words of a person or a file on a terminal: it obeys some letters (colours, the window's title, the direction of
// writing), and a name may be a book. Whatever the program says on a terminal goes through this.
#pragma once

#include <string>
#include <string_view>

namespace gradus {

/// In one line: what is no printable letter is written as \n, \x1b, \u202e or \xff (a byte that is no UTF-8), and the
/// middle of a message of more than 2,000 letters is left out.
std::string forTerminal(std::string_view text);

/// The same where a message has lines of its own, such as the log of a compiler; those after the first are indented,
/// so that none can pass for another message.
std::string linesForTerminal(std::string_view text);

}  // namespace gradus
