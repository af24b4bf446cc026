// Whether a column holds numbers or words is decided for all its cells together, and said where it was not obvious.
#pragma once

#include "core/data/csv_reader.h"

namespace gradus {

/// Fills in `numeric` and `numbers`. Cells that say that a number is missing become empty in a column whose other cells
/// are numbers. Where numbers are written as looseNumberIn() reads them, the column's decimal sign is the one that
/// suits all of them, and if both do, a comma where `table.separator` leaves it free. What was understood beyond plain
/// numbers, and words among numbers, are noted in `table`. Throws DataError for a number that is not finite as float32.
void inferKind(Table& table, Column& column);

}  // namespace gradus
