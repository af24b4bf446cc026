#include "core/data/table_dataset.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

namespace gradus {
namespace {

constexpr std::size_t kMaximumCategories = 1000;
constexpr std::uint64_t kMaximumNumbers = 1ULL << 28U;

using Rows = std::vector<std::size_t>;

const Column& findColumn(const Table& table, const std::string& name, const std::string& role) {
  std::string names;
  for (const Column& column : table.columns) {
    if (column.name == name) return column;
    names += (names.empty() ? "" : ", ") + column.name;
  }
  const bool isData = std::ranges::any_of(table.columns, [](const Column& column) { return !!numberIn(column.name); });
  failAt(table.origin, {},
         "there is no column '" + name + "' " + role + "; the columns are: " + names +
             (isData ? "; numbers are unusual names: put a line of names before the first row" : ""));
}

/// The columns to learn from: all but the target and the ignored ones.
std::vector<const Column*> featureColumns(const Table& table, const TableOptions& options) {
  std::set<std::string> leftOut{options.target};
  for (const std::string& name : options.ignored) {
    leftOut.insert(findColumn(table, name, "to ignore").name);
  }
  std::vector<const Column*> columns;
  for (const Column& column : table.columns) {
    if (!leftOut.contains(column.name)) columns.push_back(&column);
  }
  if (columns.empty()) failAt(table.origin, {}, "no column is left to learn from beside '" + options.target + "'");
  return columns;
}

Rows completeRows(const Table& table, std::vector<const Column*> used) {
  Rows complete;
  for (std::size_t row = 0; row < static_cast<std::size_t>(table.rows()); ++row) {
    const auto isEmpty = [row](const Column* column) { return column->cells[row].text.empty(); };
    if (std::ranges::none_of(used, isEmpty)) complete.push_back(row);
  }
  if (complete.empty()) {
    const auto emptyCells = [](const Column* column) { return std::ranges::count(column->cells, "", &Cell::text); };
    const Column* worst = std::ranges::max(used, {}, emptyCells);
    failAt(table.origin, worst->cells.front().position,
           "every row has an empty cell; ignore the column '" + worst->name + "', where most are empty");
  }
  return complete;
}

std::set<std::string> categoriesOf(const Table& table, const Column& column, const Rows& rows) {
  std::set<std::string> categories;
  for (const std::size_t row : rows) {
    const Cell& cell = column.cells[row];
    categories.insert(cell.text);
    if (categories.size() > kMaximumCategories) {
      failAt(table.origin, cell.position,
             "the column '" + column.name + "' has more than " + std::to_string(kMaximumCategories) +
                 " different values; ignore it, or, if it should be numeric, mend the cells that are no "
                 "numbers");
    }
  }
  return categories;
}

void addClasses(Dataset& dataset, const Table& table, const Column& target, const Rows& rows) {
  // Compared as numbers where they are: "2" comes before "10", and "1" and "1.0" are one class.
  const auto before = [&target](std::size_t a, std::size_t b) {
    return target.numeric ? target.numbers[a] < target.numbers[b] : target.cells[a].text < target.cells[b].text;
  };
  std::map<std::size_t, std::int32_t, decltype(before)> classes(before);  // a row of each class, and its label
  for (const std::size_t row : rows) classes.emplace(row, 0);
  if (classes.size() < 2 || classes.size() > kMaximumCategories) {
    failAt(table.origin, target.cells.front().position,
           "the target column '" + target.name + "' has " + std::to_string(classes.size()) +
               " different values, expected 2 to " + std::to_string(kMaximumCategories) +
               " classes; choose another column, or regression for a quantity");
  }
  for (auto& [row, label] : classes) {
    label = static_cast<std::int32_t>(dataset.classNames.size());
    dataset.classNames.push_back(target.cells[row].text);
  }
  for (const std::size_t row : rows) dataset.labels.push_back(classes.at(row));
}

void addTargets(Dataset& dataset, const Table& table, const Column& target, const Rows& rows) {
  if (!target.numeric) {
    const auto wrong =
        std::ranges::find_if(target.cells, [](const Cell& cell) { return !cell.text.empty() && !numberIn(cell.text); });
    const Cell& cell = wrong == target.cells.end() ? target.cells.front() : *wrong;
    failAt(table.origin, cell.position,
           "regression needs numbers in the target column '" + target.name + "', but this cell is '" + cell.text + "'");
  }
  for (const std::size_t row : rows) dataset.targets.push_back(static_cast<float>(target.numbers[row]));
}

/// A feature of the data set: a numeric column, or one value of a categorical one.
struct Feature {
  const Column* column;
  std::string category;

  std::string name() const { return column->numeric ? column->name : column->name + "=" + category; }

  float valueAt(std::size_t row) const {
    if (column->numeric) return static_cast<float>(column->numbers[row]);
    return column->cells[row].text == category ? 1.0F : 0.0F;
  }
};

void addFeatures(Dataset& dataset, const Table& table, const std::vector<const Column*>& columns, const Rows& rows) {
  std::vector<Feature> features;
  for (const Column* column : columns) {
    if (column->numeric) {
      features.push_back({column, {}});
    } else {
      for (const std::string& category : categoriesOf(table, *column, rows)) features.push_back({column, category});
    }
  }
  if (features.size() * rows.size() > kMaximumNumbers) {
    failAt(table.origin, {},
           std::to_string(rows.size()) + " rows of " + std::to_string(features.size()) + " features are more than " +
               std::to_string(kMaximumNumbers) + " numbers; ignore the categorical columns with the most values");
  }
  dataset.features = static_cast<std::int64_t>(features.size());
  for (const Feature& feature : features) {
    dataset.featureNames.push_back(feature.name());
    dataset.columnNames.push_back(feature.column->name);
    dataset.numeric.push_back(feature.column->numeric);
    std::vector<double>& exact = dataset.exact.emplace_back();
    for (const std::size_t row : feature.column->numeric ? rows : Rows()) exact.push_back(feature.column->numbers[row]);
  }
  dataset.values.reserve(features.size() * rows.size());
  for (const std::size_t row : rows) {
    for (const Feature& feature : features) dataset.values.push_back(feature.valueAt(row));
  }
}

/// Words of which there is another one in each row, as a date or a name.
void noteNames(Dataset& dataset, const std::vector<const Column*>& columns, const Rows& rows) {
  constexpr std::size_t kFew = 2;
  for (const Column* column : columns) {
    const auto words = static_cast<std::size_t>(std::ranges::count(dataset.columnNames, column->name));
    if (column->numeric || rows.size() <= kFew || words != rows.size()) continue;
    dataset.notes.push_back(column->name + ": another word in each row, from which nothing can be learnt");
  }
}

}  // namespace

Dataset tableToDataset(const Table& table, const TableOptions& options) {
  const Column& target = findColumn(table, options.target, "to predict");
  const std::vector<const Column*> columns = featureColumns(table, options);
  std::vector<const Column*> used = columns;
  used.push_back(&target);
  const Rows rows = completeRows(table, used);

  Dataset dataset;
  dataset.task = options.task;
  dataset.targetName = target.name;
  dataset.rows = static_cast<std::int64_t>(rows.size());
  if (options.task == Task::Classification) {
    addClasses(dataset, table, target, rows);
  } else {
    addTargets(dataset, table, target, rows);
  }
  addFeatures(dataset, table, columns, rows);
  dataset.notes = table.notes;
  noteNames(dataset, columns, rows);
  if (const std::int64_t leftOut = table.rows() - dataset.rows; leftOut > 0) {
    dataset.notes.push_back(std::to_string(leftOut) + (leftOut == 1 ? " row" : " rows") + " with empty cells left out");
  }
  return dataset;
}

}  // namespace gradus
