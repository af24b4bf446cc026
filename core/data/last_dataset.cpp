#include "core/data/last_dataset.h"

#include <utility>

#include "core/data/catalog.h"

namespace gradus {

LastDataset::Key LastDataset::keyOf(const Choice& choice, std::uint64_t seed) {
  return {choice, findDataset(choice.name).kind == DatasetKind::Plane ? seed : 0};
}

DatasetPtr LastDataset::find(const Choice& choice, std::uint64_t seed) const {
  return key_ == keyOf(choice, seed) && !findDataset(choice.name).isPersons ? dataset_ : nullptr;
}

void LastDataset::keep(const Choice& choice, std::uint64_t seed, DatasetPtr dataset) {
  key_ = keyOf(choice, seed);
  dataset_ = std::move(dataset);
}

void LastDataset::forget() {
  key_.reset();
  dataset_.reset();
}

}  // namespace gradus
