// The fused kernels compute every activation and its slope as the plain one does, to the bit, all over the range of
// float32: activation_range_test then speaks for all ways of training.
#include <QTest>
#include <cmath>

#include "core/nn/activation.h"
#include "core/optim/optimizer_registry.h"
#include "core/step/lane_step.h"
#include "core/step/layered_step.h"
#include "core/tensor/copy.h"
#include "core/tensor/reduction.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

const std::vector<float> kInputs = {0,     1e-40F, 1e-30F, 1e-6F, 0.00049F, 0.5F, 1,    3,     6,     8.9F,
                                    9.02F, 17,     20.5F,  87,    89,       104,  1e5F, 1e15F, 3e19F, 1e38F};

bool same(float a, float b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

/// One unit to a layer: every activation in turn, so that one program knows them all, and `last` at the output. Its
/// weight is 0, so that its sum is its bias.
class Chain {
 public:
  Chain(Device& device, const Activation& last) : device_(device) {
    for (const Activation& row : activations()) {
      experiment_.network.hidden.push_back({{"linear", {{"units", 1}}}, {row.name, {}}});
    }
    experiment_.network.outputActivation.name = last.name;
    experiment_.training.loss.name = "l1";
    data_.task = Task::Regression;
    data_.rows = data_.features = 1;
    data_.values = {0};
    data_.targets = {-2e38F};  // below every result: the slope of the loss is 1
    deviceData_ = std::make_unique<DeviceData>(device, data_);
    Generator generator(1);
    network_ = std::make_unique<Network>(device, experiment_.network, 1, 1, generator);
    // Momentum keeps the gradient; a rate of 0 changes nothing.
    optimizer_ = findOptimizer("sgd").make(network_->parameters(), {"sgd", {{"lr", 0}, {"momentum", 0.5}}});
  }

  StepParts parts() {
    return {device_, experiment_, *deviceData_, *network_, *optimizer_, TrainingLoss(experiment_.training.loss)};
  }

  /// f and f′ of x.
  std::pair<float, float> at(TrainingStep& step, float x) {
    const std::vector<Tensor> parameters = network_->parameters();
    for (const Tensor& parameter : parameters) fill(parameter.detach(), 0);
    fill(parameters.back().detach(), static_cast<double>(x));
    const Tensor& momentum = optimizer_->kept("momentum_buffer");
    fill(momentum, 0);
    const std::int64_t rows[] = {0};
    const Samples samples{deviceData_->upload(rows), 0, 1};
    StepLog log(device_);
    step.train(samples, 1, log);
    const float slope = momentum.toVector<float>()[static_cast<std::size_t>(parameters.back().offset())];
    return {step.wayOf(samples).back()[0], slope};
  }

 private:
  Device& device_;
  Experiment experiment_;
  Dataset data_;
  std::unique_ptr<DeviceData> deviceData_;
  std::unique_ptr<Network> network_;
  std::unique_ptr<Optimizer> optimizer_;
};

}  // namespace

class ActivationWaysTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    device_ = openTestDevice();
    if (device_->lanes() == 1) QSKIP("The fused kernels are for processors");
  }

  void fusedAsPlain_data() {
    QTest::addColumn<QString>("name");
    for (const Activation& row : activations()) QTest::newRow(row.name.c_str()) << QString::fromStdString(row.name);
  }
  void fusedAsPlain() {
    QFETCH(QString, name);
    const Activation& row = findActivation(name.toStdString());
    std::vector<float> inputs = kInputs;
    for (const float x : kInputs) inputs.push_back(-x);
    Tensor x = Tensor::from(*device_, inputs, {static_cast<std::int64_t>(inputs.size())});
    x.requireGrad();
    const Tensor y = activate(x, row, parametersOf(row, {row.name, {}}));
    sum(y).backward();
    const std::vector<float> values = y.toVector<float>();
    const std::vector<float> slopes = x.grad().toVector<float>();

    Chain chain(*device_, row);
    LaneStep lanes(chain.parts());
    LayeredStep layered(chain.parts(), LayeredStep::Passes::ByLayers);
    LayeredStep byRows(chain.parts(), LayeredStep::Passes::ByRows);
    for (TrainingStep* step : {static_cast<TrainingStep*>(&lanes), static_cast<TrainingStep*>(&layered),
                               static_cast<TrainingStep*>(&byRows)}) {
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto [value, slope] = chain.at(*step, inputs[i]);
        QVERIFY2(same(value, values[i]) && same(slope, slopes[i]),
                 qPrintable(QStringLiteral("%1 of %2: %3 and slope %4 instead of %5 and %6")
                                .arg(QString::fromStdString(std::string(step->name())))
                                .arg(inputs[i])
                                .arg(value)
                                .arg(slope)
                                .arg(values[i])
                                .arg(slopes[i])));
      }
    }
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(ActivationWaysTest)
#include "activation_ways_test.moc"
