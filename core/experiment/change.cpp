#include "core/experiment/change.h"

#include "core/nn/loss.h"

namespace gradus {

namespace {

/// A loss that wants other output units wants another network.
bool haveSameOutputs(const Experiment& a, const Experiment& b) {
  const auto isOne = [](const Experiment& each) { return isOneForTwo(findLoss(each.training.loss.name).output); };
  return a.training.loss.name == b.training.loss.name || isOne(a) == isOne(b);
}

}  // namespace

Change changeOf(const Experiment& before, const Experiment& after) {
  // What only some changes are about is set to what it was, one after the other.
  Experiment known = before;
  known.name = after.name;
  if (known == after) return Change::Nothing;
  Experiment other = known;
  other.training = after.training;
  if (other == after) return haveSameOutputs(before, after) ? Change::Training : Change::All;
  other = known;
  other.network = after.network;
  if (other == after) return Change::Network;
  other = known;
  other.data.points = after.data.points;
  other.data.excluded = after.data.excluded;
  other.data.relabeled = after.data.relabeled;
  return other == after ? Change::Samples : Change::All;
}

}  // namespace gradus
