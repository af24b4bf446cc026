// Which rows train, which validate and which test. The rule is short enough to be done again in Python:
//
//   g = torch.Generator().manual_seed(seed)
//   for c in classes:                       # one group of all rows for regression
//       rows = [i for i in range(n) if labels[i] == c]
//       rows = [rows[j] for j in torch.randperm(len(rows), generator=g)]
//       test += rows[:t[c]];  valid += rows[t[c]:t[c] + v[c]];  train += rows[t[c] + v[c]:]
//
// and each part is sorted at the end. t and v are shares by largest remainder: round(share · rows) in all;
// each class gives the whole part of share · its rows; what is missing is given, one row each, by the classes
// with the largest fractions, the first class first where they are equal. No class gives its last row, so
// that training sees them all; others give more in its place while they can.
#pragma once

#include <cstdint>
#include <vector>

#include "core/data/dataset.h"

namespace gradus {

/// Rows of a data set, ascending. Every row is in exactly one part.
struct Split {
  std::vector<std::int64_t> train;
  std::vector<std::int64_t> valid;
  std::vector<std::int64_t> test;
};

struct SplitOptions {
  double validShare = 0.1;  ///< of the rows that are not for testing; 0 to below 1
  double testShare = 0.2;   ///< of all rows; 0 to below 1; ignored where the test part is published
  std::uint64_t seed = 0;
};

/// Splits by the rule above: stratified by class for classification, plainly for regression. Where a test
/// part is published it is the test part as it is, and only the other rows are dealt out (t is 0). Throws
/// DataError for shares out of range.
Split splitRows(const Dataset& dataset, const SplitOptions& options);

}  // namespace gradus
