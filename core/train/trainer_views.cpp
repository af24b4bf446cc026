// What a run tells those who look at it; apart from setParameter(), none of it leaves a trace in the run.
#include <utility>

#include "core/train/trainer.h"

namespace gradus {

Trainer::Look Trainer::look(std::int64_t row) {
  if (row < 0) return {network_->describe({}), {}};
  const std::int64_t rows[] = {row};
  std::vector<std::vector<float>> way = trainingStep_->wayOf({deviceData_.upload(rows), 0, 1});
  if (way.empty()) {
    const Tensor input = sampleInput(row);
    return {network_->describe(input), input.toVector<float>()};
  }
  Look look{network_->describe({}), std::move(way.front())};
  for (std::size_t i = 0; i < look.layers.size(); ++i) look.layers[i].values = std::move(way[i + 1]);
  return look;
}

Trainer::Look Trainer::look(const std::vector<float>& input) {
  return {network_->describe(Tensor::from(device_, input, {1, std::ssize(input)})), input};
}

std::optional<UnitDetail> Trainer::explain(const UnitQuestion& question, std::int64_t row) {
  const std::int64_t rows[] = {row};
  const Batch sample = deviceData_.gather(deviceData_.upload(rows), 0, 1);
  auto detail = explainUnit(*network_, sample, loss_, *rule_, question);
  if (detail) detail->row = row;
  return detail;
}

SampleAnswer Trainer::answer(const SampleQuestion& question) {
  if (!study_) study_ = std::make_unique<SampleStudy>(device_, experiment_.network, *data_, deviceData_);
  SampleAnswer answer = study_->answer(question, *network_, loss_, progress_.step);
  answer.epochs = position();
  return answer;
}

void Trainer::setParameter(const UnitQuestion& at, float value) {
  collect();
  moment_.reset();
  const std::optional<float> before = exchangeParameter(*network_, at, value);
  if (!before) return;
  const std::uint64_t version = progress_.version;
  std::vector<WeightEdit> edits = std::exchange(edits_, {});
  if (!edits.empty() && edits.back().step != progress_.step) edits.clear();
  forgetNumbers();
  if (!edits.empty() && edits.back().at == at && edits.back().before == value) {
    progress_.version = edits.back().version;  // taken back: what was measured before describes the network again
    edits.pop_back();
  } else {
    edits.push_back({at, *before, version, progress_.step});
  }
  edits_ = std::move(edits);
}

StatisticsPtr Trainer::measure() {
  if (!probe_) probe_ = std::make_unique<NetworkProbe>(device_, experiment_.network, outputs(), *data_, deviceData_);
  auto statistics = std::make_shared<NetworkStatistics>(probe_->measure(*network_, loss_));
  statistics->step = progress_.step;
  statistics->version = progress_.version;
  if (failure_) statistics->failure = failure_;
  for (std::size_t i = 0; i < progress_.drawnAt.size(); ++i)
    statistics->layers[i].steps = progress_.step - progress_.drawnAt[i];
  statistics->epochs = position();
  return statistics;
}

void Trainer::beginPredictions(DataPart part) {
  const auto& [rows, uploaded] = rowsOf(part);
  watch_.begin(std::make_unique<PredictionPass>(*data_->dataset, deviceData_, loss_, part, rows, uploaded,
                                                RunMoment{progress_.step, progress_.version, position()}));
}

bool Trainer::predict() {
  return watch_.advance(*trainingStep_, *network_, progress_.step, PredictionWatch::Clock::now());
}

std::optional<FieldSnapshot> Trainer::lookAtPlane(const FieldUnit& closer) {
  const Dataset& dataset = *data_->dataset;
  if (!dataset.isPlane()) return std::nullopt;
  if (!fieldLook_) fieldLook_.emplace(device_, dataset, experiment_.data.features);
  return fieldLook_->at(*network_, outputKind(), closer);
}

Tensor Trainer::sampleInput(std::int64_t row) const {
  const std::int64_t rows[] = {row};
  return deviceData_.gather(deviceData_.upload(rows), 0, 1).input;
}

}  // namespace gradus
