// One array of an IDX file: what it holds, of whatever type. IDX is the format of MNIST and of the data sets made in
// its likeness: a magic number, dimensions, numbers. Source: http://yann.lecun.com/exdb/mnist/, "the IDX file format".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/progress.h"

namespace gradus {

/// What an array is for, which says how many dimensions it may have.
enum class IdxKind { Images, Labels };

class IdxArray {
 public:
  /// From a plain or a gzip file. Throws DataError with path and byte (of the inflated content) if magic, type or
  /// dimensions are wrong, or if the length is not exactly what the dimensions demand. Nothing is allocated by the word
  /// of the header alone.
  IdxArray(const std::string& path, IdxKind kind, const Progress& progress = {});

  const std::vector<std::uint32_t>& dimensions() const { return dimensions_; }
  std::size_t size() const { return size_; }

  /// Whether numbers are bytes without a sign, as in most files.
  bool holdsBytes() const;
  bool holdsFractions() const;

  /// Big-endian in the file, as every type is.
  double at(std::size_t index) const;

  /// The bytes behind the header, which are lost to this array.
  std::vector<std::uint8_t> takeBytes();

  /// Throws DataError about the number at `index`.
  [[noreturn]] void failAt(std::size_t index, const std::string& what) const;

 private:
  std::string path_;
  std::vector<std::uint8_t> file_;
  std::vector<std::uint32_t> dimensions_;
  std::size_t header_ = 0;
  std::size_t size_ = 0;
  std::uint8_t type_ = 0;
  std::size_t width_ = 1;  ///< bytes of a number
};

/// Throws DataError: `path`: byte `byte`: `what`.
[[noreturn]] void failAtByte(const std::string& path, std::size_t byte, const std::string& what);

}  // namespace gradus
