// What looking at a network begins with: dropout lets everything through, batch norm uses its running statistics, and
// afterwards the network is as it was.
#pragma once

#include "core/step/network.h"

namespace gradus {

/// While it lives, the network behaves as outside training.
class AsUsed {
 public:
  explicit AsUsed(Network& network) : network_(network), wasTraining_(network.layer(0).isTraining()) {
    network_.eval();
  }
  ~AsUsed() {
    if (wasTraining_) network_.train();
  }
  AsUsed(const AsUsed&) = delete;
  AsUsed& operator=(const AsUsed&) = delete;

 private:
  Network& network_;
  bool wasTraining_;
};

}  // namespace gradus
