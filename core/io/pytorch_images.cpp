#include <zlib.h>

#include <QByteArray>
#include <filesystem>

#include "core/base/error.h"
#include "core/io/python.h"
#include "core/io/pytorch_source.h"

namespace gradus {
namespace {

using python::fill;

constexpr int kIndent = 4;
constexpr std::size_t kLineLength = 100;

constexpr const char* kReadFiles = R"py(
CLASSES = «CLASSES»


def find(name):
    """The file of that name, packed or not, in the first of FOLDERS that has it."""
    for folder in FOLDERS:
        for path in (folder / name, folder / name.removesuffix(".gz")):
            if path.is_file():
                return path
    places = ", ".join(str(folder) for folder in FOLDERS)
    sys.exit(f"{name} is in none of these folders: {places}. Put it there, or set GRADUS_DATA to the folder that has it.")


def read_idx(name):
    """The bytes of an IDX file: a magic number that ends in the rank, the sizes, then the numbers."""
    content = find(name).read_bytes()
    content = bytearray(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
    rank = content[3]
    shape = struct.unpack_from(f">{rank}I", content, 4)
    return torch.frombuffer(content, dtype=torch.uint8, offset=4 + 4 * rank).reshape(shape)


def read_part(images, labels):
    """Images as rows of numbers from 0 to 1, and their classes."""
    return read_idx(images).flatten(1).float() / 255, read_idx(labels).long()

)py";

constexpr const char* kReadText = R"py(
CLASSES = «CLASSES»


def read_part(images, labels):
    """Images as rows of numbers from 0 to 1, and their classes, which stand at the end of this file."""
    y = torch.tensor([int(label) for label in labels.split()])
    pixels = bytearray(zlib.decompress(base64.b64decode(images)))
    return torch.frombuffer(pixels, dtype=torch.uint8).reshape(len(y), -1).float() / 255, y

)py";

constexpr const char* kText = R"py(
# The bytes of the images, one after the other, and the number of the class of each.
«PART»_IMAGES = """
«IMAGES»"""
«PART»_LABELS = """
«LABELS»"""

)py";

std::string filesOf(const DatasetInfo& info, const std::vector<std::string>& files) {
  constexpr const char* kNames[] = {"TRAIN_IMAGES", "TRAIN_LABELS", "TEST_IMAGES", "TEST_LABELS"};
  std::string folders = "[Path(folder) for folder in (os.environ.get(\"GRADUS_DATA\"), \"data\"";
  for (const std::string& place : info.places) folders += ", " + python::literal(place);
  std::string constants = pytorchConstant("FOLDERS", folders + ") if folder]", "where the files may lie");
  for (std::size_t i = 0; i < files.size(); ++i) {
    constants += pytorchConstant(kNames[i], python::literal(std::filesystem::path(files[i]).filename().string()));
  }
  return constants;
}

std::string packed(std::span<const std::uint8_t> pixels) {
  uLongf size = compressBound(static_cast<uLong>(pixels.size()));
  QByteArray bytes(static_cast<qsizetype>(size), '\0');
  if (compress2(reinterpret_cast<Bytef*>(bytes.data()), &size, pixels.data(), static_cast<uLong>(pixels.size()),
                Z_BEST_COMPRESSION) != Z_OK) {
    throw Error("the images cannot be packed");
  }
  bytes.truncate(static_cast<qsizetype>(size));
  const std::string letters = bytes.toBase64().toStdString();
  std::string lines;
  for (std::size_t at = 0; at < letters.size(); at += kLineLength) lines += letters.substr(at, kLineLength) + "\n";
  return lines;
}

std::string labelLines(std::span<const std::int32_t> labels) {
  std::string lines;
  std::size_t column = 0;
  for (const std::int32_t label : labels) {
    const std::string text = std::to_string(label);
    const bool wraps = column + text.size() + 1 > kLineLength;
    if (column > 0) lines += wraps ? "\n" : " ";
    column = wraps ? text.size() : column + text.size() + 1;
    lines += text;
  }
  return lines + "\n";
}

/// The rows from `first` on as text.
std::string textOf(const char* part, const Dataset& dataset, std::span<const std::int32_t> labels, std::int64_t first,
                   std::int64_t count) {
  const auto features = static_cast<std::size_t>(dataset.features);
  const std::span<const std::uint8_t> pixels(dataset.pixels);
  return fill(
      kText,
      {{"PART", part},
       {"IMAGES",
        packed(pixels.subspan(static_cast<std::size_t>(first) * features, static_cast<std::size_t>(count) * features))},
       {"LABELS", labelLines(labels.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count)))}});
}

}  // namespace

PytorchSource pytorchImages(const DatasetInfo& info, const Dataset& dataset, const std::vector<std::int32_t>& labels) {
  const std::vector<std::string> files = info.files();
  const std::string classes = python::literalList(dataset.classNames, kIndent);
  PytorchSource source;
  source.read = "read_part(TRAIN_IMAGES, TRAIN_LABELS)";
  if (dataset.publishedTestRows > 0) source.readTest = "read_part(TEST_IMAGES, TEST_LABELS)";
  if (!files.empty()) {
    source.imports = {"import gzip", "import os", "import struct", "import sys", "from pathlib import Path"};
    source.constants = filesOf(info, files);
    source.functions = fill(kReadFiles, {{"CLASSES", classes}});
    return source;
  }
  const std::int64_t free = dataset.rows - dataset.publishedTestRows;
  source.imports = {"import base64", "import zlib"};
  source.functions = fill(kReadText, {{"CLASSES", classes}});
  source.tail = textOf("TRAIN", dataset, labels, 0, free);
  if (dataset.publishedTestRows > 0) source.tail += textOf("TEST", dataset, labels, free, dataset.publishedTestRows);
  return source;
}

}  // namespace gradus
