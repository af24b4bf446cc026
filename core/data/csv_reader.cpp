#include "core/data/csv_reader.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/error.h"
#include "core/data/column_kind.h"
#include "core/data/gzip.h"

namespace gradus {
namespace {

using Record = std::vector<Cell>;

/// Walks through the text once and deals one record at a time. The text holds no NUL: parseCsv has made sure.
class Tokenizer {
 public:
  Tokenizer(std::string_view text, const std::string& origin) : text_(text), origin_(origin) {
    if (!readSeparatorLine()) separator_ = mostFrequentSeparator();
  }

  char separator() const { return separator_; }

  bool atEnd() const { return at_ == text_.size(); }

  /// The cells up to the end of the line, which is consumed.
  Record next() {
    Record record;
    do {
      record.push_back(isQuoted() ? quotedCell() : plainCell());
    } while (skip(separator_));
    skipLineEnd();
    return record;
  }

 private:
  /// "sep=;" in the first line, as spreadsheets write it.
  bool readSeparatorLine() {
    constexpr std::string_view kKey = "sep=";
    const std::size_t length = kKey.size() + 1;
    const bool isThere = text_.starts_with(kKey) && text_.size() > length &&
                         (text_[length] == '\n' || text_[length] == '\r') && text_[length - 1] != '"';
    if (!isThere) return false;
    separator_ = text_[length - 1];
    while (at_ < length) advance();
    skipLineEnd();
    return true;
  }

  /// In the first line, outside quotes.
  char mostFrequentSeparator() const {
    constexpr std::string_view kSeparators = ",;\t";
    std::size_t counts[kSeparators.size()] = {};
    bool isInside = false;
    for (const char letter : text_) {
      if (letter == '"') isInside = !isInside;
      if (!isInside && (letter == '\n' || letter == '\r')) break;
      const std::size_t found = kSeparators.find(letter);
      if (!isInside && found != std::string_view::npos) ++counts[found];
    }
    return kSeparators[static_cast<std::size_t>(std::ranges::max_element(counts) - std::begin(counts))];
  }

  void skipLineEnd() {
    skip('\r');
    skip('\n');
  }

  char peek() const { return atEnd() ? '\0' : text_[at_]; }

  bool atCellEnd() const { return atEnd() || peek() == separator_ || peek() == '\n' || peek() == '\r'; }

  bool isQuoted() const {
    const std::size_t first = text_.find_first_not_of(' ', at_);
    return first != std::string_view::npos && text_[first] == '"';
  }

  void skipBlanks() {
    while ((peek() == ' ' || peek() == '\t') && peek() != separator_) advance();
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
      failAt(origin_, position_,
             "text follows a closing quote; expected a separator or the end of the line; double the "
             "quotes that are part of a cell");
    }
    return cell;
  }

  std::string_view text_;
  const std::string& origin_;
  char separator_ = ',';
  std::size_t at_ = 0;
  TextPosition position_;
};

bool isBlankLine(const Record& record) {
  return record.size() == 1 && record.front().text.empty();
}

/// Whether a column without a name is only the number of the row.
bool countsRows(const Column& column) {
  const std::optional<double> first = numberIn(column.cells.front().text);
  if (first != 0 && first != 1) return false;
  double next = *first;
  return std::ranges::all_of(column.cells, [&next](const Cell& cell) { return numberIn(cell.text) == next++; });
}

/// Leaves out what programs add to tables without giving it a name.
void dropNameless(Table& table) {
  const auto isNothing = [](const Column& column) {
    return column.name.empty() && std::ranges::all_of(column.cells, &std::string::empty, &Cell::text);
  };
  if (std::ranges::all_of(table.columns, isNothing)) return;
  std::erase_if(table.columns, isNothing);
  if (table.columns.size() < 2 || !table.columns.front().name.empty() || !countsRows(table.columns.front())) return;
  table.columns.erase(table.columns.begin());
  table.notes.emplace_back("the first column has no name and counts the rows: left out");
}

void checkNames(const Table& table, const Record& header) {
  std::map<std::string, TextPosition> seen;
  for (const Column& column : table.columns) {
    const auto place = static_cast<std::size_t>(column.place);
    const TextPosition& position = header[place].position;
    if (column.name.empty()) {
      failAt(table.origin, position,
             "column " + std::to_string(place + 1) + " has no name; the first line has to name every column");
    }
    const auto [earlier, isNew] = seen.emplace(column.name, position);
    if (!isNew) {
      failAt(table.origin, position,
             "the column name '" + column.name + "' was used before, at " + std::to_string(earlier->second.line) + ":" +
                 std::to_string(earlier->second.column) + "; give each column its own name");
    }
  }
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

  constexpr std::string_view kEndOfFile = "\x1A";
  if (text.ends_with(kEndOfFile)) text.remove_suffix(kEndOfFile.size());

  Tokenizer tokenizer(text, origin);
  if (tokenizer.atEnd()) failAt(origin, {}, "the file is empty; expected a line of column names, then rows");
  const Record header = tokenizer.next();
  Table table{origin, tokenizer.separator(), {}, {}};
  for (const Cell& cell : header) table.columns.push_back({cell.text, std::ssize(table.columns), false, {}, {}});
  while (!tokenizer.atEnd()) {
    Record record = tokenizer.next();
    if (isBlankLine(record) && table.columns.size() > 1) continue;
    while (record.size() > table.columns.size() && record.back().text.empty()) record.pop_back();
    if (record.size() != table.columns.size()) {
      failAt(origin, record.front().position,
             "this row has " + std::to_string(record.size()) + " cells, expected " +
                 std::to_string(table.columns.size()) +
                 " as in the first line, which has to name the columns; is there a separator too many or too few?");
    }
    for (std::size_t i = 0; i < record.size(); ++i) table.columns[i].cells.push_back(std::move(record[i]));
  }
  if (table.rows() == 0) failAt(origin, {}, "there are column names but no rows");
  dropNameless(table);
  checkNames(table, header);
  for (Column& column : table.columns) inferKind(table, column);
  return table;
}

Table readCsv(const std::string& path) {
  constexpr std::uint64_t kMaximumBytes = 256ULL << 20U;
  const std::vector<std::uint8_t> bytes = readWhole(path, kMaximumBytes);
  return parseCsv({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path);
}

}  // namespace gradus
