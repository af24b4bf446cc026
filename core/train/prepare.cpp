#include "core/train/prepare.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/data/catalog.h"
#include "core/data/plane_features.h"
#include "core/data/split.h"
#include "core/data/standardize.h"
#include "core/nn/loss.h"

namespace gradus {
namespace {

void demandFittingLoss(const Dataset& dataset, const Loss& loss) {
  if (fits(loss, dataset.target())) return;
  throw DataError("The loss " + loss.title + " needs " + needsOf(loss) + " to predict, but " + dataset.title +
                  " gives " + textOf(dataset.target()) + ": choose " + usualLoss(dataset.task).name);
}

}  // namespace

PreparedDataPtr prepareData(const Experiment& experiment, std::uint64_t deviceMemory) {
  const DataSpec& spec = experiment.data;
  Dataset dataset = findDataset(spec.dataset.name).load(spec.dataset, spec.seed);
  return prepareData(experiment, deviceMemory, std::make_shared<const Dataset>(std::move(dataset)));
}

PreparedDataPtr prepareData(const Experiment& experiment, std::uint64_t deviceMemory, DatasetPtr dataset) {
  const DataSpec& spec = experiment.data;
  // Images that nobody changes are shared with who asks next.
  std::shared_ptr<Dataset> own;
  if (!dataset->isImage() || !spec.relabeled.empty()) dataset = own = std::make_shared<Dataset>(*dataset);
  if (dataset->isPlane() && !spec.points.empty()) usePoints(*own, spec.points);
  if (dataset->isPlane()) useFeatures(*own, spec.features);
  demandFittingLoss(*dataset, findLoss(experiment.training.loss.name));

  Split split = splitRows(*dataset, {.validShare = spec.validShare, .testShare = spec.testShare, .seed = spec.seed});
  if (split.train.empty()) throw DataError(dataset->title + ": no rows are left for training: lower the other shares");
  std::vector<Relabel> given;
  if (own) given = relabel(*own, spec.relabeled);
  split.train = without(split.train, spec.excluded, *dataset);
  if (split.train.empty()) throw DataError(dataset->title + ": all training rows are excluded: take some of them back");
  Standardization columns;
  if (!dataset->isImage()) columns = fitStandardization(*dataset, split.train);
  std::optional<Standardization> standardization;
  if (spec.standardize && !dataset->isImage()) {
    standardization = columns;
    standardize(*own, columns);
  }

  return std::make_shared<const PreparedData>(PreparedData{.dataset = std::move(dataset),
                                                           .train = std::move(split.train),
                                                           .valid = std::move(split.valid),
                                                           .test = std::move(split.test),
                                                           .standardization = std::move(standardization),
                                                           .deviceMemory = deviceMemory,
                                                           .columns = std::move(columns),
                                                           .givenLabels = std::move(given)});
}

PreparedDataPtr withMemory(const PreparedDataPtr& data, std::uint64_t deviceMemory) {
  if (data->deviceMemory == deviceMemory) return data;
  auto other = std::make_shared<PreparedData>(*data);
  other->deviceMemory = deviceMemory;
  return other;
}

double inOwnUnit(const PreparedData& data, std::size_t feature, double value) {
  if (!data.standardization || !data.dataset->numeric[feature]) return value;
  const double mean = data.standardization->mean[feature];
  const double deviation = data.standardization->deviation[feature];
  const double perUnit = std::pow(10.0, 6 - std::ceil(std::log10(deviation)));
  return std::round((mean + value * deviation) * perUnit) / perUnit;
}

double asNetworkSees(const PreparedData& data, std::size_t feature, double value) {
  if (!data.standardization) return value;
  return (value - data.standardization->mean[feature]) / data.standardization->deviation[feature];
}

TableValue tableValueOf(const PreparedData& data, std::int64_t row, std::int64_t feature) {
  const Dataset& dataset = *data.dataset;
  const auto column = static_cast<std::size_t>(feature);
  double value = dataset.values[static_cast<std::size_t>(row * dataset.features + feature)];
  if (!dataset.numeric[column]) return {value, 0, false};
  const auto deviation = [&] { return (value - data.columns.mean[column]) / data.columns.deviation[column]; };
  if (dataset.isExact(column)) {
    value = dataset.exact[column][static_cast<std::size_t>(row)];
    return {value, deviation(), true};
  }
  if (data.standardization) return {inOwnUnit(data, column, value), value, true};
  return {value, deviation(), true};
}

NetworkGround groundOf(const PreparedData& data) {
  const Dataset& dataset = *data.dataset;
  return {.features = dataset.features,
          .target = dataset.target(),
          .trainRows = static_cast<std::int64_t>(data.train.size()),
          .deviceMemory = data.deviceMemory};
}

}  // namespace gradus
