// Data sets are published as .gz files. Readers take whole files from here and never notice the difference; a damaged
// download is found before anything is made of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"

namespace gradus {

/// The most bytes that readWhole returns unless it is told otherwise.
constexpr std::uint64_t kMaximumFileBytes = 1ULL << 30U;

/// The bytes of a file, inflated where the file begins as gzip (RFC 1952; members that follow one another are
/// joined, zeros at the end do not count). Throws DataError with path and byte position if the file cannot be read,
/// holds more than `maximumBytes` before or after inflating, is cut short, or is damaged (the checksum and length in
/// each gzip trailer are compared).
std::vector<std::uint8_t> readWhole(const std::string& path, std::uint64_t maximumBytes = kMaximumFileBytes,
                                    const Progress& progress = {});

/// What a gzip file of these bytes holds; the same bytes give the same file.
std::string packGzip(std::string_view bytes);

}  // namespace gradus
