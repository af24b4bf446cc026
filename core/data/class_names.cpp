#include "core/data/class_names.h"

#include <algorithm>
#include <cstdint>

#include "core/data/csv_reader.h"
#include "core/data/gzip.h"
#include "core/data/text.h"

namespace gradus {
namespace {

std::vector<std::string> linesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.size(), text.find_first_of("\r\n"));
    lines.emplace_back(trimmed(text.substr(0, end)));
    text.remove_prefix(end);
    text.remove_prefix(text.starts_with("\r\n") ? 2 : text.empty() ? 0 : 1);
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace

std::vector<std::string> readClassNames(const std::string& path) {
  constexpr std::uint64_t kMaximumBytes = 1ULL << 20U;
  const std::vector<std::uint8_t> bytes = readWhole(path, kMaximumBytes);
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (const auto invalid = findInvalidUtf8(text)) {
    failAt(path, positionAt(text, *invalid), "this is not UTF-8; save the names as text in UTF-8");
  }
  const std::vector<std::string> names = linesOf(text);
  if (names.empty()) failAt(path, {}, "expected the name of a class in each line, found none");
  for (auto name = names.begin(); name != names.end(); ++name) {
    const TextPosition place = {name - names.begin() + 1, 1};
    if (name->empty()) failAt(path, place, "this line is blank, expected the name of a class; name it, or delete it");
    const auto earlier = std::find(names.begin(), name, *name);
    if (earlier == name) continue;
    failAt(path, place,
           "the name '" + *name + "' was used before, in line " + std::to_string(earlier - names.begin() + 1) +
               "; give each class its own name");
  }
  return names;
}

}  // namespace gradus
