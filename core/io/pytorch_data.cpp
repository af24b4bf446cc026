#include "core/io/pytorch_data.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <set>
#include <span>

#include "core/data/catalog.h"
#include "core/data/plane_features.h"
#include "core/data/text.h"
#include "core/io/python.h"

namespace gradus {
namespace {

using python::fill;

// Reading

constexpr const char* kReadNumbers = R"py(
FEATURES = «FEATURES»
TARGET = «TARGET»
«CLASSES»

def read_table():
    """Features and targets of the rows without empty cells."""
    rows = [row for row in read_rows() if all(row[name] for name in [*FEATURES, TARGET])]
    x = torch.tensor([[float(row[name]) for name in FEATURES] for row in rows])
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
    """Features and targets of the rows without empty cells."""
    rows = [row for row in read_rows() if all(row[name] for name in [*FEATURES, TARGET])]
    x = torch.tensor([features_of(row) for row in rows], dtype=torch.float32)
    y = torch.tensor([«TARGET_OF_ROW» for row in rows])
    return x, y

)py";

constexpr const char* kReadImages = R"py(
CLASSES = «CLASSES»


def read_idx(path):
    """The bytes of an IDX file: a magic number that ends in the rank, the sizes, then the numbers."""
    content = path.read_bytes()
    content = bytearray(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
    rank = content[3]
    shape = struct.unpack_from(f">{rank}I", content, 4)
    return torch.frombuffer(content, dtype=torch.uint8, offset=4 + 4 * rank).reshape(shape)


def read_part(images, labels):
    """Images as rows of numbers from 0 to 1, and their classes."""
    return read_idx(images).flatten(1).float() / 255, read_idx(labels).long()

)py";

constexpr const char* kReadPoints = R"py(
«CLASSES»

def read_points():
    """What the network is told about the points at the end of this file, and their targets."""
    points = torch.tensor([float(number) for number in POINTS.split()]).reshape(-1, 3)
    x1, x2, y = points.unbind(1)
    return torch.stack([«FEATURES»], dim=1), y«TARGET»

)py";

/// Blanks around cells and names count as little as in csv_reader.h; a line of blanks alone has only a first cell.
constexpr const char* kReadRows = R"py(
def read_rows():
    """The rows of the table by the names of its columns, without blanks around names and cells."""
    with open(DATA, newline="", encoding="utf-8-sig") as file:
        names, *rows = csv.reader(file, skipinitialspace=True)
    names = [name.strip(" \t") for name in names]
    return [dict(zip(names, (cell.strip(" \t") for cell in row))) for row in rows if len(row) == len(names)]

)py";

// Splitting

constexpr const char* kApportion = R"py(
def apportion(sizes, share):
    """So many of each group that they make `share` of all, by largest remainder; one of each group stays."""
    quotas = [share * size for size in sizes]
    taken = [math.floor(quota) for quota in quotas]
    missing = math.floor(share * sum(sizes) + 0.5) - sum(taken)
    by_remainder = sorted(range(len(sizes)), key=lambda i: taken[i] - quotas[i])
    while missing > 0 and any(taken[i] + 1 < sizes[i] for i in by_remainder):
        for i in by_remainder:
            if missing > 0 and taken[i] + 1 < sizes[i]:
                taken[i] += 1
                missing -= 1
    return taken

)py";

constexpr const char* kSplit = R"py(
def split(y):
    """«SPLIT_SUMMARY»"""
    generator = torch.Generator().manual_seed(DATA_SEED)
    groups = «GROUPS»
    test = apportion([len(rows) for rows in groups], TEST_SHARE)
    valid = apportion([len(rows) - n for rows, n in zip(groups, test)], VALID_SHARE)
    parts = [], [], []
    for rows, n_test, n_valid in zip(groups, test, valid):
        rows = rows[torch.randperm(len(rows), generator=generator)]
        pieces = rows.split([n_test, n_valid, len(rows) - n_test - n_valid])
        for part, piece in zip(parts, pieces):
            part.append(piece)
    test, valid, train = (torch.cat(part).sort().values for part in parts)
    return train, valid, test

)py";

constexpr const char* kSplitPublished = R"py(
def split(y):
    """Rows for training and validation, the same share of each class."""
    generator = torch.Generator().manual_seed(DATA_SEED)
    groups = «GROUPS»
    valid, train = [], []
    for rows, n_valid in zip(groups, apportion([len(rows) for rows in groups], VALID_SHARE)):
        rows = rows[torch.randperm(len(rows), generator=generator)]
        valid.append(rows[:n_valid])
        train.append(rows[n_valid:])
    return torch.cat(train).sort().values, torch.cat(valid).sort().values

)py";

// Putting together

constexpr const char* kLoadImages = R"py(
def load_data():
    """The three parts; the test part is published as such."""
    x, y = read_part(TRAIN_IMAGES, TRAIN_LABELS)
    train, valid = split(y)
    test = TensorDataset(*read_part(TEST_IMAGES, TEST_LABELS))
«CHANGES»    return TensorDataset(x[train], y[train]), TensorDataset(x[valid], y[valid]), test
)py";

constexpr const char* kLoadRows = R"py(
def load_data():
    """The three parts«STANDARDIZED»."""
    x, y = «READ»
    train, valid, test = split(y)
«CHANGES»«STANDARDIZE»    return [TensorDataset(x[rows], y[rows]) for rows in (train, valid, test)]
)py";

constexpr const char* kExclude = R"py(    train = train[~torch.isin(train, torch.tensor(EXCLUDED))]
)py";

constexpr const char* kRelabel = R"py(    for row, label in RELABELED.items():
        y[row] = label
)py";

constexpr const char* kRelabelTest = R"py(    for row, label in RELABELED_TEST.items():
        test.tensors[1][row] = label
)py";

constexpr const char* kStandardize = R"py(    mean = x[train].double().mean(0)
    deviation = x[train].double().std(0, unbiased=False)
    deviation[deviation == 0] = 1
    x = ((x - mean) / deviation).float()
)py";

constexpr const char* kStandardizeSome = R"py(    numbers = «NUMBERS»  # the other features are 0 and 1
    mean = x[train][:, numbers].double().mean(0)
    deviation = x[train][:, numbers].double().std(0, unbiased=False)
    deviation[deviation == 0] = 1
    x[:, numbers] = ((x[:, numbers] - mean) / deviation).float()
)py";

constexpr int kIndent = 4;

bool isClassification(const Dataset& dataset) {
  return dataset.task == Task::Classification;
}

/// name = value  # comment
std::string constant(const char* name, const std::string& value, const char* comment = "") {
  std::string line = name;
  line += " = ";
  line += value;
  if (*comment != '\0') {
    line += "  # ";
    line += comment;
  }
  return line + "\n";
}

/// FEATURES of a table with columns of words: a line for each column.
std::string columnsOf(const Dataset& dataset) {
  std::string lines;
  for (std::size_t i = 0; i < dataset.columnNames.size();) {
    const std::string& column = dataset.columnNames[i];
    std::vector<std::string> words;
    for (; i < dataset.columnNames.size() && dataset.columnNames[i] == column; ++i) {
      // A feature of a word is called COLUMN=WORD.
      if (!dataset.numeric[i]) words.push_back(dataset.featureNames[i].substr(column.size() + 1));
    }
    lines +=
        fill("    «NAME»: «WORDS»,\n", {{"NAME", python::literal(column)},
                                        {"WORDS", words.empty() ? "None" : python::literalList(words, 2 * kIndent)}});
  }
  return lines;
}

/// Whether classes are told apart as numbers, so that "1" and "1.0" are one: names that are the same number can only
/// come from a column of words.
bool areNumbers(const std::vector<std::string>& classNames) {
  std::set<double> numbers;
  return std::ranges::all_of(classNames, [&numbers](const std::string& name) {
    const std::optional<double> number = numberIn(name);
    return number && numbers.insert(*number).second;
  });
}

std::string classOfRow(const Dataset& dataset) {
  if (!areNumbers(dataset.classNames)) return "CLASSES.index(row[TARGET])";
  return "[float(name) for name in CLASSES].index(float(row[TARGET]))";
}

std::string readTable(const Dataset& dataset) {
  const bool classes = isClassification(dataset);
  const bool mixed = std::ranges::find(dataset.numeric, false) != dataset.numeric.end();
  const std::string names = classes ? constant("CLASSES", python::literalList(dataset.classNames, kIndent)) : "";
  return kReadRows + fill(mixed ? kReadMixed : kReadNumbers,
                          {{"FEATURES", python::literalList(dataset.featureNames, kIndent)},
                           {"COLUMNS", mixed ? columnsOf(dataset) : ""},
                           {"TARGET", python::literal(dataset.targetName)},
                           {"CLASSES", names},
                           {"TARGET_OF_ROW", classes ? classOfRow(dataset) : "[float(row[TARGET])]"}});
}

std::string shortest(float value) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value);
  return {text, end};
}

/// Every point as its coordinates and its target, as many in a line as fit.
std::string pointLines(const Dataset& dataset) {
  constexpr std::size_t kLineLength = 100;
  std::string lines;
  std::size_t column = 0;
  for (std::size_t row = 0; row < static_cast<std::size_t>(dataset.rows); ++row) {
    std::string point;
    for (std::size_t i = 2 * row; i < 2 * row + 2; ++i) point += shortest(dataset.points[i]) + " ";
    point += isClassification(dataset) ? std::to_string(dataset.labels[row]) : shortest(dataset.targets[row]);
    const bool wraps = column + point.size() > kLineLength;
    if (row > 0) lines += wraps ? "\n" : "   ";
    column = wraps ? point.size() : column + point.size() + 3;
    lines += point;
  }
  return lines + "\n";
}

/// The indices of the columns that are standardised, or nothing if they all are.
std::string standardizeLines(const Dataset& dataset) {
  if (std::ranges::find(dataset.numeric, false) == dataset.numeric.end()) return kStandardize;
  std::string numbers;
  for (std::size_t i = 0; i < dataset.numeric.size(); ++i) {
    if (dataset.numeric[i]) numbers += (numbers.empty() ? "" : ", ") + std::to_string(i);
  }
  return numbers.empty() ? "" : fill(kStandardizeSome, {{"NUMBERS", "[" + numbers + "]"}});
}

std::string splitOf(const Dataset& dataset) {
  const bool classes = isClassification(dataset);
  const std::string groups =
      classes ? "[(y == label).nonzero().flatten() for label in range(len(CLASSES))]" : "[torch.arange(len(y))]";
  const std::string summary = classes ? "Rows for training, validation and testing, the same share of each class."
                                      : "Rows for training, validation and testing.";
  return kApportion + fill(dataset.publishedTestRows > 0 ? kSplitPublished : kSplit,
                           {{"GROUPS", groups}, {"SPLIT_SUMMARY", summary}});
}

std::string sharesOf(const DataSpec& spec, const Dataset& dataset) {
  const bool published = dataset.publishedTestRows > 0;
  std::string lines = constant("DATA_SEED", std::to_string(spec.seed), "of the split");
  if (!published) lines += constant("TEST_SHARE", python::number(spec.testShare), "of all rows");
  return lines + constant("VALID_SHARE", python::number(spec.validShare), "of the rows that are not for testing");
}

/// Python's dictionary of the classes of rows from `first` on, which is 0 there.
std::string labelsFrom(const DataSpec& spec, std::int64_t first, std::int64_t end) {
  std::string items;
  for (const Relabel& change : spec.relabeled) {
    if (change.row < first || change.row >= end) continue;
    items += (items.empty() ? "" : ", ") + std::to_string(change.row - first) + ": " + std::to_string(change.label);
  }
  return items.empty() ? "" : "{" + items + "}";
}

/// What a person has changed in single rows, as constants and as what load_data() does with them. Rows of a published
/// test part, which follow the others, have a list of their own.
struct PytorchChanges {
  std::string constants;
  std::string lines;
};

PytorchChanges changesOf(const DataSpec& spec, const Dataset& dataset) {
  const std::int64_t free = dataset.rows - dataset.publishedTestRows;
  PytorchChanges changes;
  if (const std::string labels = labelsFrom(spec, 0, free); !labels.empty()) {
    changes.constants += constant("RELABELED", labels, "rows that were given another class by hand");
    changes.lines += kRelabel;
  }
  if (const std::string labels = labelsFrom(spec, free, dataset.rows); !labels.empty()) {
    changes.constants += constant("RELABELED_TEST", labels, "the same in the test part");
    changes.lines += kRelabelTest;
  }
  if (spec.excluded.empty()) return changes;
  std::string rows;
  for (const std::int64_t row : spec.excluded) rows += (rows.empty() ? "" : ", ") + std::to_string(row);
  changes.constants += constant("EXCLUDED", "[" + rows + "]", "rows that are not to be trained on");
  changes.lines += kExclude;
  return changes;
}

std::string loadRows(const char* read, const std::string& changes, const std::string& standardize) {
  return fill(kLoadRows,
              {{"READ", read},
               {"CHANGES", changes},
               {"STANDARDIZE", standardize},
               {"STANDARDIZED",
                standardize.empty() ? "" : ", each column with mean 0 and deviation 1 over the training part"}});
}

PytorchData imageData(const DataSpec& spec, const Dataset& dataset, const std::vector<std::string>& files) {
  constexpr const char* kNames[] = {"TRAIN_IMAGES", "TRAIN_LABELS", "TEST_IMAGES", "TEST_LABELS"};
  const std::filesystem::path folder = std::filesystem::path(files.front()).parent_path();
  std::string constants = constant("FOLDER", "Path(" + python::literal(folder.string()) + ")", "where the files lie");
  const bool isPublished = dataset.publishedTestRows > 0;
  for (std::size_t i = 0; i < (isPublished ? files.size() : 2); ++i) {
    constants +=
        constant(kNames[i], "FOLDER / " + python::literal(std::filesystem::path(files[i]).filename().string()));
  }
  const PytorchChanges changes = changesOf(spec, dataset);
  return {{"import gzip", "import math", "import struct", "from pathlib import Path"},
          constants + sharesOf(spec, dataset) + changes.constants,
          fill(kReadImages, {{"CLASSES", python::literalList(dataset.classNames, kIndent)}}) + splitOf(dataset) +
              (isPublished ? fill(kLoadImages, {{"CHANGES", changes.lines}})
                           : loadRows("read_part(TRAIN_IMAGES, TRAIN_LABELS)", changes.lines, "")),
          {}};
}

PytorchData tableData(const DataSpec& spec, const Dataset& dataset, const std::vector<std::string>& files) {
  const PytorchChanges changes = changesOf(spec, dataset);
  const std::string standardize = spec.standardize ? standardizeLines(dataset) : "";
  return {{"import csv", "import math"},
          constant("DATA", python::literal(files.front()), "the table") + sharesOf(spec, dataset) + changes.constants,
          readTable(dataset) + splitOf(dataset) + loadRows("read_table()", changes.lines, standardize),
          {}};
}

/// `given`: the classes of the data set itself, by which the points are split.
PytorchData pointData(const DataSpec& spec, const Dataset& dataset, std::span<const Relabel> given) {
  std::string features;
  for (const PlaneFeature* feature : featuresNamed(spec.features)) {
    features += (features.empty() ? "" : ", ") + feature->python;
  }
  const bool classes = isClassification(dataset);
  const std::string names = classes ? constant("CLASSES", python::literalList(dataset.classNames, kIndent)) : "";
  const std::string read = fill(
      kReadPoints, {{"CLASSES", names}, {"FEATURES", features}, {"TARGET", classes ? ".long()" : ".unsqueeze(1)"}});
  const PytorchChanges changes = changesOf(spec, dataset);
  Dataset unchanged = dataset;
  relabel(unchanged, given);
  return {{"import math"},
          sharesOf(spec, dataset) + changes.constants,
          read + splitOf(dataset) + loadRows("read_points()", changes.lines, ""),
          pointLines(unchanged)};
}

}  // namespace

PytorchData pytorchData(const Experiment& experiment, const PreparedData& data) {
  const DatasetInfo& info = findDataset(experiment.data.dataset.name);
  switch (info.kind) {
    case DatasetKind::Images:
      return imageData(experiment.data, *data.dataset, info.files());
    case DatasetKind::Table:
      return tableData(experiment.data, *data.dataset, info.files());
    case DatasetKind::Plane:
      break;
  }
  return pointData(experiment.data, *data.dataset, data.givenLabels);
}

}  // namespace gradus
