#include "core/data/csv_reader.h"

#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "core/base/error.h"
#include "core/data/gzip.h"

namespace gradus {
namespace {

using Record = std::vector<Cell>;

/// Walks through the text once and deals one record at a time. The text holds no NUL: parseCsv has made sure.
class Tokenizer {
 public:
  Tokenizer(std::string_view text, const std::string& origin) : text_(text), origin_(origin) {}

  bool atEnd() const { return at_ == text_.size(); }

  /// The cells up to the end of the line, which is consumed.
  Record next() {
    Record record;
    do {
      record.push_back(isQuoted() ? quotedCell() : plainCell());
    } while (skip(','));
    skip('\r');
    skip('\n');
    return record;
  }

 private:
  char peek() const { return atEnd() ? '\0' : text_[at_]; }

  bool atCellEnd() const { return atEnd() || peek() == ',' || peek() == '\n' || peek() == '\r'; }

  bool isQuoted() const {
    const std::size_t first = text_.find_first_not_of(' ', at_);
    return first != std::string_view::npos && text_[first] == '"';
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') advance();
  }

  void advance() {
    const char passed = text_[at_++];
    const bool insideCodePoint = (static_cast<unsigned char>(peek()) & 0xC0U) == 0x80U;
    if (passed == '\n' || (passed == '\r' && peek() != '\n')) {
      ++position_.line;
      position_.column = 1;
    } else if (!insideCodePoint) {
      ++position_.column;
    }
  }

  bool skip(char expected) {
    if (peek() != expected) return false;
    advance();
    return true;
  }

  Cell plainCell() {
    Cell cell{{}, position_};
    const std::size_t begin = at_;
    while (!atCellEnd()) {
      if (peek() == '"') {
        failAt(origin_, position_,
               "there is a quote inside a cell without quotes; put quotes around the whole cell and double "
               "those in it");
      }
      advance();
    }
    cell.text = trimmed(text_.substr(begin, at_ - begin));
    return cell;
  }

  Cell quotedCell() {
    skipBlanks();
    Cell cell{{}, position_};
    advance();
    while (true) {
      if (atEnd()) failAt(origin_, cell.position, "the quote that begins here is never closed");
      if (skip('"') && peek() != '"') break;  // of two quotes the second is part of the cell
      cell.text += text_[at_];
      advance();
    }
    cell.text = std::string(trimmed(cell.text));
    skipBlanks();
    if (!atCellEnd()) {
      failAt(origin_, position_, "text follows a closing quote; expected a comma or the end of the line");
    }
    return cell;
  }

  std::string_view text_;
  const std::string& origin_;
  std::size_t at_ = 0;
  TextPosition position_;
};

bool isBlankLine(const Record& record) {
  return record.size() == 1 && record.front().text.empty();
}

std::vector<Column> columnsOf(const Record& header, const std::string& origin) {
  std::map<std::string, TextPosition> seen;
  std::vector<Column> columns;
  for (const Cell& cell : header) {
    if (cell.text.empty()) {
      failAt(origin, cell.position,
             "column " + std::to_string(columns.size() + 1) + " has no name; the first line has to name every column");
    }
    const auto [earlier, isNew] = seen.emplace(cell.text, cell.position);
    if (!isNew) {
      failAt(origin, cell.position,
             "the column name '" + cell.text + "' was used before, at " + std::to_string(earlier->second.line) + ":" +
                 std::to_string(earlier->second.column) + "; give each column its own name");
    }
    columns.push_back({cell.text, false, {}, {}});
  }
  return columns;
}

/// Decides whether a column is numeric, and fills in its numbers if so.
void inferKind(Column& column, const std::string& origin) {
  std::vector<double> numbers;
  numbers.reserve(column.cells.size());
  const Cell* notFinite = nullptr;
  bool any = false;
  for (const Cell& cell : column.cells) {
    const std::optional<double> number = cell.text.empty() ? 0.0 : numberIn(cell.text);
    if (!number) return;
    any = any || !cell.text.empty();
    // Written so that NaN is refused too.
    const bool fits = std::abs(*number) <= static_cast<double>(std::numeric_limits<float>::max());
    if (!fits && notFinite == nullptr) notFinite = &cell;
    numbers.push_back(*number);
  }
  if (notFinite != nullptr) {
    failAt(origin, notFinite->position,
           "'" + notFinite->text + "' in the numeric column '" + column.name +
               "' is no finite 32-bit number; leave the cell empty where the value is missing");
  }
  column.numeric = any;
  if (any) column.numbers = std::move(numbers);
}

void checkEncoding(std::string_view text, const std::string& origin) {
  constexpr const char* kAdvice = "; save the table as CSV in UTF-8";
  if (const auto invalid = findInvalidUtf8(text)) {
    failAt(origin, positionAt(text, *invalid), "this is not UTF-8" + std::string(kAdvice));
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    failAt(origin, positionAt(text, nul), "there is a NUL, so this is no text or UTF-16" + std::string(kAdvice));
  }
}

}  // namespace

void failAt(const std::string& origin, const TextPosition& position, const std::string& what) {
  throw DataError(origin + ":" + std::to_string(position.line) + ":" + std::to_string(position.column) + ": " + what);
}

Table parseCsv(std::string_view text, const std::string& origin) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  checkEncoding(text, origin);

  Tokenizer tokenizer(text, origin);
  if (tokenizer.atEnd()) failAt(origin, {}, "the file is empty; expected a line of column names, then rows");
  Table table{origin, columnsOf(tokenizer.next(), origin)};
  while (!tokenizer.atEnd()) {
    Record record = tokenizer.next();
    if (isBlankLine(record) && table.columns.size() > 1) continue;
    if (record.size() != table.columns.size()) {
      failAt(origin, record.front().position,
             "this row has " + std::to_string(record.size()) + " cells, expected " +
                 std::to_string(table.columns.size()) + " as in the first line");
    }
    for (std::size_t i = 0; i < record.size(); ++i) table.columns[i].cells.push_back(std::move(record[i]));
  }
  if (table.rows() == 0) failAt(origin, {}, "there are column names but no rows");
  for (Column& column : table.columns) inferKind(column, origin);
  return table;
}

Table readCsv(const std::string& path) {
  constexpr std::uint64_t kMaximumBytes = 256ULL << 20U;
  const std::vector<std::uint8_t> bytes = readWhole(path, kMaximumBytes);
  return parseCsv({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path);
}

}  // namespace gradus
