// A CSV file, and the data set that it becomes with its last column as the target.
#include <cmath>

#include "core/data/table_dataset.h"
#include "tests/fuzz/fuzz.h"

using namespace gradus;

namespace {

void makeDataset(const Table& table, Task task) {
  fuzz::accepted([&] {
    const Dataset dataset = tableToDataset(table, {.target = table.columns.back().name, .task = task, .ignored = {}});
    const auto rows = static_cast<std::size_t>(dataset.rows);
    fuzz::hold(dataset.values.size() == rows * static_cast<std::size_t>(dataset.features),
               "values are rows × features");
    fuzz::hold(dataset.labels.size() + dataset.targets.size() == rows, "each row has one label or target");
    for (const float value : dataset.values) fuzz::hold(std::isfinite(value), "values are finite");
    for (const float target : dataset.targets) fuzz::hold(std::isfinite(target), "targets are finite");
    for (const std::int32_t label : dataset.labels) {
      fuzz::hold(label >= 0 && label < dataset.classes(), "each label has a class");
    }
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::accepted([&] {
    const Table table = parseCsv(fuzz::asText(data, size), "table.csv");
    fuzz::hold(table.rows() > 0, "a table has a row");
    for (const Column& column : table.columns) {
      fuzz::hold(column.cells.size() == static_cast<std::size_t>(table.rows()), "each row has a cell of each column");
      fuzz::hold(!column.numeric || column.numbers.size() == column.cells.size(), "each cell of numbers is one");
    }
    makeDataset(table, Task::Classification);
    makeDataset(table, Task::Regression);
  });
  return 0;
}
