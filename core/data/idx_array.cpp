#include "core/data/idx_array.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <span>

#include "core/base/error.h"
#include "core/data/gzip.h"

namespace gradus {
namespace {

constexpr std::size_t kWord = 4;

/// The types of the format by their codes.
struct IdxType {
  std::uint8_t code;
  std::size_t width;
};

constexpr std::uint8_t kUnsignedByte = 0x08;
constexpr std::uint8_t kSignedByte = 0x09;
constexpr std::uint8_t kShort = 0x0B;
constexpr std::uint8_t kInt = 0x0C;
constexpr std::uint8_t kFloat = 0x0D;
constexpr std::uint8_t kDouble = 0x0E;
constexpr IdxType kTypes[] = {{kUnsignedByte, 1}, {kSignedByte, 1}, {kShort, 2}, {kInt, 4}, {kFloat, 4}, {kDouble, 8}};

std::string hex(std::uint32_t value) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%08X", value);
  return text;
}

std::uint64_t bigEndian(std::span<const std::uint8_t> bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = (value << 8U) | byte;
  return value;
}

std::uint32_t wordAt(std::span<const std::uint8_t> file, std::size_t at) {
  return static_cast<std::uint32_t>(bigEndian(file.subspan(at, kWord)));
}

const IdxType* typeOf(std::uint32_t magic) {
  const auto* found = std::ranges::find(kTypes, static_cast<std::uint8_t>(magic >> 8U), &IdxType::code);
  return magic >> 16U == 0 && found != std::end(kTypes) ? found : nullptr;
}

std::uint32_t swapped(std::uint32_t word) {
  return (word << 24U) | ((word & 0xFF00U) << 8U) | ((word >> 8U) & 0xFF00U) | (word >> 24U);
}

/// Images of one channel may lack height or name their channel; labels may stand in a column.
bool isRankOf(IdxKind kind, std::uint32_t rank) {
  return kind == IdxKind::Images ? rank >= 2 && rank <= 4 : rank == 1 || rank == 2;
}

}  // namespace

IdxArray::IdxArray(const std::string& path, IdxKind kind, const Progress& progress)
    : path_(path), file_(readWhole(path, kMaximumFileBytes, progress)) {
  const std::uint32_t usual = kUnsignedByte * 256U + (kind == IdxKind::Images ? 3 : 1);
  const std::string name = kind == IdxKind::Images ? "images" : "labels";
  if (file_.size() < kWord) failAtByte(path, file_.size(), "the file ends before the magic number " + hex(usual));
  const std::uint32_t magic = wordAt(file_, 0);
  const IdxType* type = typeOf(magic);
  const std::uint32_t rank = magic & 0xFFU;
  if (type == nullptr || !isRankOf(kind, rank)) {
    const bool isSwapped = typeOf(swapped(magic)) != nullptr;
    failAtByte(path, 0,
               "the magic number is " + hex(magic) + ", expected " + hex(usual) + " (" + name +
                   " of unsigned bytes); " +
                   (isSwapped ? "the bytes of each number are in the wrong order, as IDX is big-endian: write it again"
                              : "is this an IDX file, and are images and labels not exchanged?"));
  }
  type_ = type->code;
  width_ = type->width;
  header_ = kWord * (1 + rank);
  if (file_.size() < header_) {
    failAtByte(path, file_.size(), "the file ends in its header of " + std::to_string(header_) + " bytes");
  }
  std::uint64_t product = 1;
  for (std::size_t i = 0; i < rank; ++i) {
    const std::size_t at = kWord * (1 + i);
    dimensions_.push_back(wordAt(file_, at));
    product *= dimensions_.back();
    // Checked at every factor, so that the product of lying dimensions cannot overflow.
    if (product == 0 || product > kMaximumFileBytes) {
      failAtByte(path, at,
                 "dimension " + std::to_string(i + 1) + " is " + std::to_string(dimensions_.back()) +
                     ", expected 1 or more and no more than the file holds (" + std::to_string(file_.size()) +
                     " bytes); is the file whole, and is its header big-endian?");
    }
  }
  if (file_.size() - header_ != product * width_) {
    failAtByte(path, file_.size(),
               "the file ends here, expected " + std::to_string(header_ + product * width_) +
                   " bytes from the dimensions in its header (" + std::to_string(dimensions_[0]) + " " + name +
                   "); copy or download the file again");
  }
  size_ = static_cast<std::size_t>(product);
}

bool IdxArray::holdsBytes() const {
  return type_ == kUnsignedByte;
}

bool IdxArray::holdsFractions() const {
  return type_ == kFloat || type_ == kDouble;
}

double IdxArray::at(std::size_t index) const {
  const std::uint64_t bits = bigEndian(std::span(file_).subspan(header_ + index * width_, width_));
  switch (type_) {
    case kSignedByte:
      return static_cast<std::int8_t>(bits);
    case kShort:
      return static_cast<std::int16_t>(bits);
    case kInt:
      return static_cast<std::int32_t>(bits);
    case kFloat:
      return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    case kDouble:
      return std::bit_cast<double>(bits);
    default:
      return static_cast<double>(bits);
  }
}

std::vector<std::uint8_t> IdxArray::takeBytes() {
  file_.erase(file_.begin(), file_.begin() + static_cast<std::ptrdiff_t>(header_));
  return std::move(file_);
}

void IdxArray::failAt(std::size_t index, const std::string& what) const {
  failAtByte(path_, header_ + index * width_, what);
}

void failAtByte(const std::string& path, std::size_t byte, const std::string& what) {
  throw DataError(path + ": byte " + std::to_string(byte) + ": " + what);
}

}  // namespace gradus
