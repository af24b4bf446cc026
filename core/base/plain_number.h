// Numbers as messages and descriptions print them: one way for all, whatever the locale.
#pragma once

#include <string>

namespace gradus {

/// Whole numbers whole, such as "1000001"; others with as few digits as read back the same, such as "0.1"; powers of
/// ten, such as "1e-8", only below 0.00001 and from 1e16 on.
std::string plainNumber(double number);

}  // namespace gradus
