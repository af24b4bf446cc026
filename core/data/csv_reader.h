// Tables come as CSV. The reader takes the text apart without losing where each cell stood, so that whatever is found
// wrong later (here or in table_dataset) can be shown to a person as file:line:column.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/text.h"

namespace gradus {

/// One cell of a table: its text without quotes, empty where the value is missing, whatever word said so.
struct Cell {
  std::string text;
  TextPosition position;
};

struct Column {
  std::string name;
  std::int64_t place = 0;       ///< in the file, counted from 0
  bool numeric = false;         ///< it has cells that are not empty, and all of those say numbers
  std::vector<Cell> cells;      ///< one for each row
  std::vector<double> numbers;  ///< of a numeric column: one for each row, 0 where the cell is empty
};

struct Table {
  std::string origin;    ///< the file's name, for messages
  char separator = ',';  ///< of its cells
  std::vector<Column> columns;
  std::vector<std::string> notes;  ///< what was understood in another way than it was written

  std::int64_t rows() const { return columns.empty() ? 0 : static_cast<std::int64_t>(columns.front().cells.size()); }
};

/// Takes CSV text apart (RFC 4180, UTF-8 with or without a byte-order mark): a header row, then at least one row.
/// Cells are parted by what the header has most of, commas, semicolons or tabs, or by what a first line "sep=…" says.
/// Those in double quotes, with or without blanks around them, may hold separators, line breaks and doubled quotes. All
/// cells lose blanks at both ends, for quotes are seldom meant to keep them. Lines end with CR LF, LF or CR; blank
/// lines are skipped where the table has two columns or more, and so is DOS's sign for the end of a file. Empty cells
/// may follow the last column. A first column without a name that counts the rows, as pandas writes it, is left out.
/// What columns hold is in column_kind.h. Throws DataError as `origin`:line:column for text that is not UTF-8, has no
/// rows, ends inside quotes, has a row of another length than the header or a header name that is empty or occurs
/// twice, and for a number in a numeric column that is not finite as a float32.
Table parseCsv(std::string_view text, const std::string& origin);

/// The same from a plain or gzip file of at most 256 MiB.
Table readCsv(const std::string& path);

/// Throws DataError that says `origin`:line:column and `what`.
[[noreturn]] void failAt(const std::string& origin, const TextPosition& position, const std::string& what);

}  // namespace gradus
