#include "core/experiment/change.h"

namespace gradus {

Change changeOf(const Experiment& before, const Experiment& after) {
  // What only some changes are about is set to what it was, one after the other.
  Experiment known = before;
  known.name = after.name;
  if (known == after) return Change::Nothing;
  Experiment other = known;
  other.training = after.training;
  if (other == after) return Change::Training;
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
