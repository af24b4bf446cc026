#include "core/data/last_dataset.h"

#include <memory>
#include <utility>

#include "core/data/catalog.h"

namespace gradus {

DatasetPtr LastDataset::load(const Choice& choice, std::uint64_t seed) {
  const DatasetInfo& info = findDataset(choice.name);
  Key key{choice, info.kind == DatasetKind::Plane ? seed : 0};
  if (key_ == key && !info.isPersons) return dataset_;
  // Two of them need not lie in memory at once.
  key_.reset();
  dataset_.reset();
  dataset_ = std::make_shared<const Dataset>(info.load(choice, seed));
  key_ = std::move(key);
  return dataset_;
}

}  // namespace gradus
