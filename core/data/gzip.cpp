#include "core/data/gzip.h"

#define ZLIB_CONST  // zlib then promises not to write to its input
#include <zlib.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <span>
#include <system_error>

#include "core/base/error.h"

namespace gradus {
namespace {

namespace fs = std::filesystem;

using Bytes = std::vector<std::uint8_t>;

/// Added to the window bits: gzip's header and trailer, demanded and checked, or written.
constexpr int kGzipOnly = 16;

[[noreturn]] void failTooLarge(const std::string& path, const std::string& what, std::uint64_t maximumBytes) {
  throw DataError(path + ": " + what + " more than " + std::to_string(maximumBytes) +
                  " bytes, the most that is read from such a file");
}

Bytes readRaw(const std::string& path, std::uint64_t maximumBytes) {
  std::error_code failure;
  const fs::file_status status = fs::status(path, failure);
  if (!fs::exists(status)) throw DataError(path + ": cannot be found; check the name");
  if (!fs::is_regular_file(status)) throw DataError(path + ": is not a file; name a file, not a folder or device");
  const std::uintmax_t size = fs::file_size(path, failure);
  if (failure) throw DataError(path + ": cannot be read: " + failure.message());
  if (size > maximumBytes) failTooLarge(path, "has " + std::to_string(size) + " bytes,", maximumBytes);

  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw DataError(path + ": cannot be opened; check that you may read it");
  Bytes bytes(static_cast<std::size_t>(size));
  stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (static_cast<std::uintmax_t>(stream.gcount()) != size) {
    throw DataError(path + ": byte " + std::to_string(stream.gcount()) + ": the file ends here, expected " +
                    std::to_string(size) + " bytes; did another program change it meanwhile?");
  }
  return bytes;
}

bool isGzip(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;
}

/// zlib's state, freed whatever happens.
class InflateStream {
 public:
  InflateStream() {
    if (inflateInit2(&stream_, MAX_WBITS + kGzipOnly) != Z_OK) throw DataError("zlib cannot be started");
  }
  ~InflateStream() { inflateEnd(&stream_); }
  InflateStream(const InflateStream&) = delete;
  InflateStream& operator=(const InflateStream&) = delete;

  z_stream* operator->() { return &stream_; }
  z_stream* get() { return &stream_; }

 private:
  z_stream stream_{};
};

/// Inflates in pieces, so that memory grows only with what really comes out, whatever a header claims.
Bytes inflateAll(std::span<const std::uint8_t> packed, const std::string& path, std::uint64_t maximumBytes,
                 const Progress& progress) {
  constexpr std::size_t kInputPiece = std::size_t{1} << 24U;
  std::vector<std::uint8_t> piece(std::size_t{1} << 18U);
  InflateStream stream;
  Bytes result;
  std::size_t position = 0;
  const auto fail = [&](const std::string& what) {
    throw DataError(path + ": byte " + std::to_string(position) + ": " + what + "; copy or download the file again");
  };

  for (;;) {
    progress.note(static_cast<double>(position) / static_cast<double>(packed.size()));
    stream->next_in = packed.data() + position;
    stream->avail_in = static_cast<uInt>(std::min(kInputPiece, packed.size() - position));
    stream->next_out = piece.data();
    stream->avail_out = static_cast<uInt>(piece.size());
    const int code = inflate(stream.get(), Z_NO_FLUSH);
    position = static_cast<std::size_t>(stream->next_in - packed.data());

    const std::size_t produced = piece.size() - stream->avail_out;
    if (result.size() + produced > maximumBytes) failTooLarge(path, "inflates to", maximumBytes);
    result.insert(result.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(produced));

    if (code == Z_STREAM_END) {
      // Zeros fill the last block of a tape or a disk, as gzip knows.
      if (std::ranges::all_of(packed.subspan(position), [](std::uint8_t byte) { return byte == 0; })) return result;
      if (!isGzip(packed.subspan(position))) fail("the gzip data ends here, but other bytes follow");
      inflateReset(stream.get());
    } else if (code == Z_BUF_ERROR) {
      fail("the file ends in the middle of its gzip data");
    } else if (code != Z_OK) {
      fail("the gzip data is damaged (" + std::string(stream->msg == nullptr ? "unknown" : stream->msg) + ")");
    }
  }
}

}  // namespace

std::vector<std::uint8_t> readWhole(const std::string& path, std::uint64_t maximumBytes, const Progress& progress) {
  Bytes bytes = readRaw(path, maximumBytes);
  return isGzip(bytes) ? inflateAll(bytes, path, maximumBytes, progress) : bytes;
}

std::string packGzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + kGzipOnly, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw DataError("zlib cannot be started");
  }
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<const Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int code = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (code != Z_STREAM_END) throw DataError("zlib cannot pack " + std::to_string(bytes.size()) + " bytes");
  return packed;
}

}  // namespace gradus
