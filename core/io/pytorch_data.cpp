#include "core/io/pytorch_data.h"

#include <algorithm>

#include "core/data/catalog.h"
#include "core/io/python.h"
#include "core/io/pytorch_source.h"
#include "core/io/pytorch_split.h"
#include "core/nn/loss.h"

namespace gradus {
namespace {

using python::fill;

constexpr const char* kLoadPublished = R"py(
def load_data():
    """The three parts; the test part is published as such."""
    x, y = «READ»
    train, valid = split(y)
    test = TensorDataset(*«READ_TEST»)
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

/// Losses of one unit for two classes want numbers beside the outputs.
constexpr const char* kShares = R"py(    y = y.float().unsqueeze(1)  # the probability of the second class
)py";

constexpr const char* kSharesOfTest =
    R"py(    test = TensorDataset(test.tensors[0], test.tensors[1].float().unsqueeze(1))
)py";

std::string sharesOf(const DataSpec& spec, const Dataset& dataset) {
  const bool published = dataset.publishedTestRows > 0;
  std::string lines = pytorchConstant("DATA_SEED", std::to_string(spec.seed), "of the split");
  if (!published) lines += pytorchConstant("TEST_SHARE", python::real(spec.testShare), "of all rows");
  return lines + pytorchConstant("VALID_SHARE", python::real(spec.validShare), "of the rows that are not for testing");
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

/// What is done to single rows and to the targets, as constants and as lines of load_data(). Rows of a published
/// test part, which follow the others, have a list of their own.
struct PytorchChanges {
  std::string constants;
  std::string lines;
};

PytorchChanges changesOf(const DataSpec& spec, const Dataset& dataset, OutputKind kind) {
  const std::int64_t free = dataset.rows - dataset.publishedTestRows;
  PytorchChanges changes;
  if (const std::string labels = labelsFrom(spec, 0, free); !labels.empty()) {
    changes.constants += pytorchConstant("RELABELED", labels, "rows that were given another class by hand");
    changes.lines += kRelabel;
  }
  if (const std::string labels = labelsFrom(spec, free, dataset.rows); !labels.empty()) {
    changes.constants += pytorchConstant("RELABELED_TEST", labels, "the same in the test part");
    changes.lines += kRelabelTest;
  }
  if (!spec.excluded.empty()) {
    std::string rows;
    for (const std::int64_t row : spec.excluded) rows += (rows.empty() ? "" : ", ") + std::to_string(row);
    changes.constants += pytorchConstant("EXCLUDED", "[" + rows + "]", "rows that are not to be trained on");
    changes.lines += kExclude;
  }
  if (isOneForTwo(kind)) changes.lines += kShares;
  if (isOneForTwo(kind) && dataset.publishedTestRows > 0) changes.lines += kSharesOfTest;
  return changes;
}

std::string loadOf(const PytorchSource& source, const std::string& changes) {
  if (!source.readTest.empty()) {
    return fill(kLoadPublished, {{"READ", source.read}, {"READ_TEST", source.readTest}, {"CHANGES", changes}});
  }
  const bool standardizes = !source.standardize.empty();
  return fill(kLoadRows, {{"READ", source.read},
                          {"CHANGES", changes},
                          {"STANDARDIZE", source.standardize},
                          {"STANDARDIZED",
                           standardizes ? ", each column with mean 0 and deviation 1 over the training part" : ""}});
}

/// The classes of the data set itself, by which rows are split, and which the script changes as we do.
std::vector<std::int32_t> labelsAsRead(const PreparedData& data) {
  std::vector<std::int32_t> labels = data.dataset->labels;
  for (const Relabel& given : data.givenLabels) labels[static_cast<std::size_t>(given.row)] = given.label;
  return labels;
}

PytorchSource sourceOf(const Experiment& experiment, const PreparedData& data) {
  const DatasetInfo& info = findDataset(experiment.data.dataset.name);
  const std::vector<std::int32_t> labels = labelsAsRead(data);
  switch (info.kind) {
    case DatasetKind::Images:
      return pytorchImages(info, *data.dataset, labels);
    case DatasetKind::Table:
      return pytorchTable(experiment.data, *data.dataset, labels);
    case DatasetKind::Plane:
      break;
  }
  return pytorchPoints(experiment.data, *data.dataset, labels);
}

}  // namespace

std::string pytorchConstant(const char* name, const std::string& value, const char* comment) {
  std::string line = name;
  line += " = ";
  line += value;
  if (*comment != '\0') {
    line += "  # ";
    line += comment;
  }
  return line + "\n";
}

std::string pytorchClasses(const Dataset& dataset) {
  constexpr int kIndent = 4;
  if (dataset.task == Task::Regression) return {};
  return pytorchConstant("CLASSES", python::literalList(dataset.classNames, kIndent));
}

PytorchData pytorchData(const Experiment& experiment, const PreparedData& data) {
  const Dataset& dataset = *data.dataset;
  PytorchSource source = sourceOf(experiment, data);
  const PytorchChanges changes = changesOf(experiment.data, dataset, findLoss(experiment.training.loss.name).output);
  source.imports.emplace_back("import math");
  std::ranges::sort(source.imports, {}, [](const std::string& line) { return std::pair(line[0] == 'f', line); });
  return {std::move(source.imports), source.constants + sharesOf(experiment.data, dataset) + changes.constants,
          source.functions + pytorchSplit(dataset) + loadOf(source, changes.lines), std::move(source.tail)};
}

}  // namespace gradus
