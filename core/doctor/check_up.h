// Everything the rules of the doctor look at, as plain numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "core/probe/layer_statistics.h"
#include "core/session/snapshot.h"

namespace gradus {

/// What the training part of the data is like, as the network sees it.
struct DataFacts {
  Task task = Task::Classification;
  std::vector<std::string> classNames;
  std::vector<std::int64_t> classCounts;  ///< one for each class; empty for regression

  /// Of the numeric columns; empty for images, whose pixels always are 0 … 1.
  std::vector<std::string> columns;
  std::vector<double> means;
  std::vector<double> deviations;

  double lowestTarget = 0;  ///< of regression
  double highestTarget = 0;
  double targetVariance = 0;
};

DataFacts factsOf(const PreparedData& data);

struct CheckUp {
  Experiment experiment;
  std::optional<DataFacts> data;    ///< none before they are read
  std::vector<EpochPoint> epochs;   ///< of the run, the last ones
  EpochPoint best;                  ///< of all, by what monitored() gives; epoch 0 if there is none
  int settled = 0;                  ///< epochs done before the last change of how it is trained: they say nothing of it
  bool monitorIsTest = false;       ///< what monitored() gives is of the test part
  double firstLoss = kNotMeasured;  ///< of the first batch, before any step
  std::optional<BatchPoint> last;   ///< the last batch whose loss was finite
  StatisticsPtr statistics;         ///< null before they are measured
  std::string failure;              ///< why the session failed, or ""
};

}  // namespace gradus
