// From a table of cells to the rows of numbers that a network learns from.
#pragma once

#include <string>
#include <vector>

#include "core/data/csv_reader.h"
#include "core/data/dataset.h"

namespace gradus {

/// How the columns of a table are used.
struct TableOptions {
  std::string target;  ///< the column to predict
  Task task = Task::Classification;
  std::vector<std::string> ignored;  ///< columns that are left out
};

/// The data set of a table; the caller names it. Features keep the order of the columns.
/// - A numeric column is one feature. A categorical one becomes a feature for each of its values, sorted by
///   their bytes and named "island=Torgersen": 1 in the rows that have it and 0 in the others.
/// - Rows with an empty cell in a column that is used are left out, and a note says how many; other notes say what of
///   the table was understood in a way that a person should know.
/// - The classes are the different values of the target column, sorted: as numbers if the column is numeric,
///   else by their bytes. (The order of first appearance would change with the order of the rows.)
/// Throws DataError that names file, line and column: for a target or ignored column that does not exist, a
/// regression target that is not numeric, a categorical column or a target with more than 1000 different values, a
/// target with fewer than two classes, no feature, no complete row, or more than 2²⁸ numbers.
Dataset tableToDataset(const Table& table, const TableOptions& options);

}  // namespace gradus
