#include <algorithm>

#include "core/io/python.h"
#include "core/io/pytorch_source.h"

namespace gradus {
namespace {

using python::fill;

constexpr int kIndent = 4;

constexpr const char* kReadNumbers = R"py(
FEATURES = «FEATURES»
TARGET = «TARGET»
«CLASSES»

def read_table():
    """Features and targets of the table at the end of this file."""
    rows = list(csv.DictReader(io.StringIO(TABLE, newline="")))
    x = torch.tensor([[float(row[name]) for name in FEATURES] for row in rows], dtype=«DTYPE»)
    y = torch.tensor([«TARGET_OF_ROW» for row in rows])
    return x, y

)py";

constexpr const char* kReadMixed = R"py(
FEATURES = {  # columns of numbers, and of words, which become a feature for each word
«COLUMNS»}
TARGET = «TARGET»
«CLASSES»

def features_of(row):
    """The numbers of one row; of a column of words 1 for the one that stands there and 0 for the others."""
    features = []
    for name, words in FEATURES.items():
        features += [row[name] == word for word in words] if words else [float(row[name])]
    return features


def read_table():
    """Features and targets of the table at the end of this file."""
    rows = list(csv.DictReader(io.StringIO(TABLE, newline="")))
    x = torch.tensor([features_of(row) for row in rows], dtype=«DTYPE»)
    y = torch.tensor([«TARGET_OF_ROW» for row in rows])
    return x, y

)py";

// Counted from the first row as core/data/standardize.cpp does, for the same reason.
constexpr const char* kStandardize = R"py(    x = x - x[train[0]]  # what is constant is exactly 0
    mean = x[train].mean(0)
    deviation = x[train].std(0, unbiased=False)
    deviation[deviation == 0] = 1
    x = ((x - mean) / deviation).float()
)py";

constexpr const char* kStandardizeSome = R"py(    numbers = «NUMBERS»  # the other features are 0 and 1
    part = x[:, numbers] - x[train[0], numbers]  # what is constant is exactly 0
    mean = part[train].mean(0)
    deviation = part[train].std(0, unbiased=False)
    deviation[deviation == 0] = 1
    x[:, numbers] = (part - mean) / deviation
    x = x.float()
)py";

constexpr const char* kTable = R"py(
# The columns that are used, and the rows without empty cells.
TABLE = """\
«TABLE»"""

)py";

/// A column of the table: how many features it has, from which one on.
struct TableColumn {
  std::string name;
  std::size_t first = 0;
  std::vector<std::string> words;  ///< one for each feature; empty for numbers, which are one
};

std::vector<TableColumn> columnsOf(const Dataset& dataset) {
  std::vector<TableColumn> columns;
  for (std::size_t i = 0; i < dataset.columnNames.size();) {
    TableColumn column{dataset.columnNames[i], i, {}};
    for (; i < dataset.columnNames.size() && dataset.columnNames[i] == column.name; ++i) {
      // A feature of a word is called COLUMN=WORD.
      if (!dataset.numeric[i]) column.words.push_back(dataset.featureNames[i].substr(column.name.size() + 1));
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

/// FEATURES of a table with columns of words: a line for each column.
std::string columnLines(const std::vector<TableColumn>& columns) {
  std::string lines;
  for (const TableColumn& column : columns) {
    const std::string words = column.words.empty() ? "None" : python::literalList(column.words, 2 * kIndent);
    lines += fill("    «NAME»: «WORDS»,\n", {{"NAME", python::literal(column.name)}, {"WORDS", words}});
  }
  return lines;
}

/// `text` as a cell of a CSV table, inside a literal.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return python::escaped(text);
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return python::escaped(quoted + '"');
}

std::string cellOf(const Dataset& dataset, const TableColumn& column, std::size_t row) {
  if (column.words.empty()) return python::shortest(dataset.exact[column.first][row]);
  const float* flags = dataset.values.data() + row * static_cast<std::size_t>(dataset.features) + column.first;
  return cell(column.words[static_cast<std::size_t>(std::find(flags, flags + column.words.size(), 1.0F) - flags)]);
}

std::string tableLines(const Dataset& dataset, const std::vector<TableColumn>& columns,
                       const std::vector<std::int32_t>& labels) {
  std::string lines;
  for (const TableColumn& column : columns) lines += cell(column.name) + ",";
  lines += cell(dataset.targetName) + "\n";
  for (std::size_t row = 0; row < static_cast<std::size_t>(dataset.rows); ++row) {
    for (const TableColumn& column : columns) lines += cellOf(dataset, column, row) + ",";
    lines += labels.empty() ? python::shortest(dataset.targets[row])
                            : cell(dataset.classNames[static_cast<std::size_t>(labels[row])]);
    lines += "\n";
  }
  return lines;
}

/// What brings columns of numbers into form; `isMixed` where there are others.
std::string standardizeLines(const Dataset& dataset, bool isMixed) {
  if (!isMixed) return kStandardize;
  std::string numbers;
  for (std::size_t i = 0; i < dataset.numeric.size(); ++i) {
    if (dataset.numeric[i]) numbers += (numbers.empty() ? "" : ", ") + std::to_string(i);
  }
  return numbers.empty() ? "" : fill(kStandardizeSome, {{"NUMBERS", "[" + numbers + "]"}});
}

}  // namespace

PytorchSource pytorchTable(const DataSpec& spec, const Dataset& dataset, const std::vector<std::int32_t>& labels) {
  const std::vector<TableColumn> columns = columnsOf(dataset);
  const bool isMixed = std::ranges::find(dataset.numeric, false) != dataset.numeric.end();
  PytorchSource source;
  source.imports = {"import csv", "import io"};
  if (spec.standardize) source.standardize = standardizeLines(dataset, isMixed);
  source.functions = fill(isMixed ? kReadMixed : kReadNumbers,
                          {{"FEATURES", python::literalList(dataset.featureNames, kIndent)},
                           {"COLUMNS", columnLines(columns)},
                           {"TARGET", python::literal(dataset.targetName)},
                           {"CLASSES", pytorchClasses(dataset)},
                           {"DTYPE", source.standardize.empty() ? "torch.float32" : "torch.float64"},
                           {"TARGET_OF_ROW", labels.empty() ? "[float(row[TARGET])]" : "CLASSES.index(row[TARGET])"}});
  source.read = "read_table()";
  source.tail = fill(kTable, {{"TABLE", tableLines(dataset, columns, labels)}});
  return source;
}

}  // namespace gradus
