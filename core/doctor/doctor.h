// The doctor at work: it follows a run by its snapshots and says what the rules find. What it says stays until two
// check-ups in a row disagree while it trains, so that nothing flickers at a limit.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/doctor/check_up.h"
#include "core/doctor/observation.h"

namespace gradus {

class Doctor {
 public:
  /// The document as it is now.
  void setExperiment(const Experiment& experiment);

  /// Other data were loaded.
  void setData(const PreparedData& data);

  /// Takes over what is new in a snapshot; what was said of another run is forgotten.
  void note(const Snapshot& snapshot);

  /// Examines what is known and changes what is said. True if anything is said otherwise than before.
  bool examineNow();

  /// In the order of the rules.
  const std::vector<Observation>& observations() const { return said_; }

 private:
  void forget();

  CheckUp checkUp_;
  std::uint64_t run_ = 0;
  std::vector<Observation> said_;
  /// By what it is about: check-ups in a row that found otherwise than is said.
  std::map<std::string, int> disagreed_;
  bool isRunning_ = false;
  bool isNew_ = true;  ///< nothing was said of this run yet
};

}  // namespace gradus
