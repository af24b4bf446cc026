// What is wrong with a formula, and where.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/error.h"

namespace gradus {

/// The message begins with the number of the character, such as "Character 5: expected …".
class FormulaError : public FormatError {
 public:
  FormulaError(const std::string& what, std::size_t character, std::size_t offset)
      : FormatError("Character " + std::to_string(character + 1) + ": " + what), reason_(what), offset_(offset) {}

  const std::string& reason() const { return reason_; }  ///< without the place
  std::size_t offset() const { return offset_; }         ///< of the wrong character, in bytes; the length at the end

 private:
  std::string reason_;
  std::size_t offset_;
};

}  // namespace gradus
