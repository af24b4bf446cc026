// A run goes over to another device and loses nothing: to the bit where both compute alike, paused and training, in the
// middle of an epoch, with questions waiting; and where a device does not open, cannot take the run or fails while it
// computes, another one goes on with it and that is said. PoCL shows two devices of one processor here.
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/opencl/device.h"
#include "core/opencl/matrix_product.h"
#include "core/race/race.h"
#include "core/session/answers.h"
#include "core/session/run_driver.h"
#include "core/session/training_session.h"
#include "tests/iris_experiment.h"

using namespace gradus;
using gradus::test::irisExperiment;
using gradus::test::linear;

namespace {

constexpr int kPatience = 120'000;  // kernels are compiled for two devices

/// Fails as a driver does whose device has gone.
class BrokenProduct final : public MatrixProduct {
 public:
  std::string_view name() const override { return "broken"; }
  void multiply(const MatrixProblem&) override { throw DeviceError("The kernel product: CL_DEVICE_NOT_AVAILABLE"); }
};

/// What can be seen of a run to the bit.
struct Course {
  std::vector<float> batches;
  std::vector<double> epochs;
  double test = 0;

  bool operator==(const Course&) const = default;
};

Experiment longIris() {
  Experiment experiment = irisExperiment();
  experiment.training.epochs = 100'000;
  return experiment;
}

}  // namespace

class DeviceChangeTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init() { qputenv("GRADUS_STEP", "plain"); }  // whose products can be broken
  void cleanup();

  void goesOnToTheBit_data();
  void goesOnToTheBit();
  void goesOnWhileItTrains();
  void finishedStaysFinished();
  void changesWithALayerInTheMiddleOfABatch();
  void refusedRunsGoOverToo();
  void answersWhatWaits();
  void undoesOnTheOtherDevice();
  void samplesChangeOnTheOtherDevice();
  void aRaceGoesOn();
  void theSameDeviceChangesNothing();

  void staysWhereTheOtherOneDoesNotOpen();
  void staysWhereTheOtherOneHasNoRoom();
  void opensTheNextBest();
  void fallsBackWithoutTheRememberedOne();
  void takesTheRememberedOne_data();
  void takesTheRememberedOne();
  void beginsOnceADeviceIsChosen();
  void aFailureWhileTrainingFallsBack_data();
  void aFailureWhileTrainingFallsBack();
  void aFailureWithoutAnotherDeviceIsSaid();
  void aFailureInAnEditKeepsDocumentAndRunTogether();
  void findsDevicesByTheirKeys();

 private:
  void open(const DeviceSource& source = {});
  DeviceSource only(const std::vector<DeviceInfo>& devices) const;
  const DeviceInfo& other() const { return devices_[1 - used_]; }
  bool reaches(SessionState state);
  SnapshotPtr look(const SnapshotRequest& request = {});
  template <class Condition>
  bool lookUntil(const Condition& condition);
  void change(const DeviceInfo& wanted);
  void breakDevice();
  Course courseNow();
  Course straightCourse(const Experiment& experiment);

  std::vector<DeviceInfo> devices_;
  std::size_t used_ = 0;
  QStringList falls_;
  std::vector<DeviceFall> kinds_;
  QStringList failures_;
  int opened_ = 0;
  std::unique_ptr<TrainingSession> session_;
  std::unique_ptr<QSignalSpy> states_;
  std::unique_ptr<QSignalSpy> snapshots_;
};

void DeviceChangeTest::initTestCase() {
  qputenv("POCL_DEVICES", "basic pthread");  // before the driver is loaded
  devices_ = listDevices();
  QCOMPARE(devices_.size(), std::size_t{2});
}

void DeviceChangeTest::cleanup() {
  session_.reset();
  falls_.clear();
  kinds_.clear();
  failures_.clear();
  opened_ = 0;
  qunsetenv("GRADUS_STEP");
}

void DeviceChangeTest::open(const DeviceSource& source) {
  session_ = std::make_unique<TrainingSession>(source);
  connect(session_.get(), &TrainingSession::deviceReady, this, [this](const DeviceInfo& device) {
    used_ = device.index;
    ++opened_;
  });
  connect(session_.get(), &TrainingSession::deviceFell, this, [this](DeviceFall fall, const QString& message) {
    kinds_.push_back(fall);
    falls_.push_back(message);
  });
  connect(session_.get(), &TrainingSession::failed, this,
          [this](const QString& message) { failures_.push_back(message); });
  states_ = std::make_unique<QSignalSpy>(session_.get(), &TrainingSession::stateChanged);
  snapshots_ = std::make_unique<QSignalSpy>(session_.get(), &TrainingSession::snapshotReady);
}

DeviceSource DeviceChangeTest::only(const std::vector<DeviceInfo>& devices) const {
  DeviceSource source;
  source.list = [devices] { return devices; };
  return source;
}

/// Waits until the session says that it is in `state`, and forgets what it said until then.
bool DeviceChangeTest::reaches(SessionState state) {
  for (;;) {
    while (!states_->isEmpty()) {
      const auto next = states_->takeFirst().first().value<SessionState>();
      if (next == state) return true;
      if (next == SessionState::Failed) return false;
    }
    if (!states_->wait(kPatience)) return false;
  }
}

SnapshotPtr DeviceChangeTest::look(const SnapshotRequest& request) {
  snapshots_->clear();
  session_->requestSnapshot(request);
  return snapshots_->wait(kPatience) ? snapshots_->takeLast().first().value<SnapshotPtr>() : nullptr;
}

template <class Condition>
bool DeviceChangeTest::lookUntil(const Condition& condition) {
  for (int tries = 0; tries < 100'000; ++tries) {
    const SnapshotPtr snapshot = look();
    if (!snapshot) return false;
    if (condition(*snapshot)) return true;
  }
  return false;
}

void DeviceChangeTest::change(const DeviceInfo& wanted) {
  const int before = opened_;
  session_->changeDevice(wanted);
  QTRY_VERIFY_WITH_TIMEOUT(opened_ > before, kPatience);
}

/// From the next product on.
void DeviceChangeTest::breakDevice() {
  session_->engine().post(
      [&engine = session_->engine()] { engine.device().setMatrixProduct(std::make_unique<BrokenProduct>()); });
}

Course DeviceChangeTest::courseNow() {
  const SnapshotPtr snapshot = look();
  Course course{.batches = {}, .epochs = {}, .test = snapshot->test.loss};
  for (const BatchPoint& point : snapshot->batches) course.batches.push_back(point.loss);
  for (const EpochPoint& point : snapshot->epochs) {
    course.epochs.insert(course.epochs.end(), {point.train.loss, point.valid.loss, point.test.loss});
  }
  return course;
}

/// Of a run that is never disturbed.
Course DeviceChangeTest::straightCourse(const Experiment& experiment) {
  open();
  session_->load(experiment);
  session_->start();
  return reaches(SessionState::Finished) ? courseNow() : Course{};
}

void DeviceChangeTest::goesOnToTheBit_data() {
  QTest::addColumn<QByteArray>("way");
  QTest::addColumn<QByteArray>("optimizer");
  QTest::addColumn<int>("steps");
  QTest::newRow("before the first step") << QByteArray("plain") << QByteArray("adam") << 0;
  QTest::newRow("in the middle of an epoch") << QByteArray("plain") << QByteArray("adam") << 9;
  QTest::newRow("at the end of an epoch") << QByteArray("plain") << QByteArray("nadam") << 7;
  QTest::newRow("by layers") << QByteArray("layers") << QByteArray("sgd") << 3;
  QTest::newRow("by rows") << QByteArray("rows") << QByteArray("adamw") << 10;
  QTest::newRow("in lanes") << QByteArray("lanes") << QByteArray("adam") << 10;
}

void DeviceChangeTest::goesOnToTheBit() {
  QFETCH(QByteArray, way);
  QFETCH(QByteArray, optimizer);
  QFETCH(int, steps);
  qputenv("GRADUS_STEP", way);
  Experiment experiment = irisExperiment();
  experiment.training.optimizer = {optimizer.toStdString(), {{"lr", 0.01}}};
  const LayerSpec norm{.layer = {"batch_norm", {}}, .activation = {"relu", {}}};
  if (way == "plain") experiment.network.hidden.insert(experiment.network.hidden.begin() + 1, norm);
  const Course expected = straightCourse(experiment);
  QCOMPARE(expected.epochs.size(), std::size_t{15});

  open();
  session_->load(experiment);
  for (int i = 0; i < steps; ++i) session_->stepBatch();
  QVERIFY(reaches(steps > 0 ? SessionState::Paused : SessionState::Ready));
  const SnapshotPtr before = look();
  change(other());
  const SnapshotPtr after = look();
  QCOMPARE(after->step, before->step);
  QCOMPARE(after->epoch, before->epoch);
  QCOMPARE(after->run, before->run);  // whose history goes on in every view
  QCOMPARE(after->origin, before->origin);
  QCOMPARE(after->version, before->version);
  QVERIFY(after->state == before->state);
  session_->stepBatch();
  change(other());  // and back
  session_->start();
  QVERIFY(reaches(SessionState::Finished));
  QVERIFY(courseNow() == expected);
  QVERIFY2(falls_.isEmpty(), qPrintable(falls_.join(u'\n')));
}

void DeviceChangeTest::goesOnWhileItTrains() {
  Experiment experiment = irisExperiment();
  experiment.training.epochs = 400;
  const Course expected = straightCourse(experiment);
  open();
  session_->load(experiment);
  session_->start();
  QVERIFY(reaches(SessionState::Running));
  for (int i = 0; i < 4; ++i) change(other());
  QVERIFY(look()->state == SessionState::Running || look()->state == SessionState::Finished);
  QVERIFY(look()->state == SessionState::Finished || reaches(SessionState::Finished));
  QVERIFY(courseNow() == expected);
}

void DeviceChangeTest::finishedStaysFinished() {
  open();
  session_->load(irisExperiment());
  session_->start();
  QVERIFY(reaches(SessionState::Finished));
  const Course before = courseNow();
  change(other());
  QVERIFY(look()->state == SessionState::Finished);
  QVERIFY(courseNow() == before);
}

/// The batch is done to its end first: half of one is no state of a run.
void DeviceChangeTest::changesWithALayerInTheMiddleOfABatch() {
  open();
  session_->load(irisExperiment());
  session_->stepPhase();
  QVERIFY(reaches(SessionState::Paused));
  QVERIFY(look()->focus.has_value());
  change(other());
  const SnapshotPtr after = look();
  QCOMPARE(after->step, 1);
  QVERIFY(!after->focus.has_value());
  QVERIFY(after->state == SessionState::Paused);
}

/// A network that cannot be stands in the way until it is mended, on the other device too.
void DeviceChangeTest::refusedRunsGoOverToo() {
  open();
  session_->load(irisExperiment(), 1);
  session_->stepBatch();
  QVERIFY(reaches(SessionState::Paused));
  Experiment broken = irisExperiment();
  broken.network.hidden[0].activation.name = "rellu";
  session_->apply(broken, 2);
  QVERIFY(reaches(SessionState::Failed));
  change(other());
  QVERIFY(look()->state == SessionState::Failed);
  session_->apply(irisExperiment(), 3);
  QVERIFY(reaches(SessionState::Paused));
  QCOMPARE(look()->step, 1);
}

void DeviceChangeTest::answersWhatWaits() {
  open();
  session_->load(longIris());
  session_->start();
  QVERIFY(reaches(SessionState::Running));
  std::shared_ptr<const SampleAnswer> before, after;
  session_->ask(SampleQuestion{.row = 3}, this, [&](const auto& answer) { before = answer; });
  session_->changeDevice(other());
  session_->ask(SampleQuestion{.row = 3}, this, [&](const auto& answer) { after = answer; });
  QTRY_VERIFY_WITH_TIMEOUT(before && after, kPatience);
  QVERIFY2(before->problem.empty() && after->problem.empty(), after->problem.c_str());
  const SnapshotPtr snapshot = look({.layers = true, .sample = 3, .statistics = true});
  QVERIFY(snapshot->sample && snapshot->statistics && snapshot->state == SessionState::Running);
}

/// What an edit has left behind on one device comes back on the other one.
void DeviceChangeTest::undoesOnTheOtherDevice() {
  open();
  session_->load(irisExperiment(), 1);
  for (int i = 0; i < 5; ++i) session_->stepBatch();
  QVERIFY(reaches(SessionState::Paused));
  QTRY_COMPARE_WITH_TIMEOUT(look()->step, 5, kPatience);
  Experiment wider = irisExperiment();
  wider.network.hidden[0] = linear(20);
  session_->apply(wider, 2);
  session_->start();
  QVERIFY(reaches(SessionState::Finished));
  change(other());
  session_->apply(irisExperiment(), 1);
  QTRY_COMPARE_WITH_TIMEOUT(look()->step, 5, kPatience);
  session_->start();
  QVERIFY(reaches(SessionState::Finished));
  const Course undone = courseNow();
  QVERIFY(undone == straightCourse(irisExperiment()));
}

void DeviceChangeTest::samplesChangeOnTheOtherDevice() {
  open();
  session_->load(irisExperiment(), 1);
  session_->start();
  QVERIFY(reaches(SessionState::Finished));
  const SnapshotPtr before = look({.layers = true});
  change(other());
  Experiment fewer = irisExperiment();
  fewer.data.excluded = {3};
  session_->apply(fewer, 2);
  QVERIFY(reaches(SessionState::Ready));
  const SnapshotPtr after = look({.layers = true});
  QCOMPARE(after->step, 0);
  for (std::size_t i = 0; i < after->layers.size(); ++i) QVERIFY(after->layers[i].weight == before->layers[i].weight);
}

void DeviceChangeTest::aRaceGoesOn() {
  open();
  session_->load(irisExperiment());
  QVERIFY(reaches(SessionState::Ready));
  RaceSpec spec;
  spec.experiment = irisExperiment();
  spec.activations = {{"relu", {}}, {"tanh", {}}};
  spec.epochs = 60;
  const auto run = [&](bool changes) {
    Race race(session_->engine());
    RaceStandingPtr last;
    connect(&race, &Race::progressed, this, [&](const RaceStandingPtr& standing) {
      if (!last && changes) session_->changeDevice(other());
      last = standing;
    });
    race.start(spec);
    if (!QTest::qWaitFor([&] { return last && last->isFinished; }, kPatience)) return std::vector<double>{};
    std::vector<double> losses;
    for (const RaceEntrant& each : last->entrants) {
      for (const EpochPoint& point : each.epochs) losses.push_back(point.train.loss);
    }
    return losses;
  };
  const std::vector<double> expected = run(false);
  QCOMPARE(expected.size(), std::size_t{120});
  const int before = opened_;
  QVERIFY(run(true) == expected);
  QTRY_COMPARE_WITH_TIMEOUT(opened_, before + 1, kPatience);
}

void DeviceChangeTest::theSameDeviceChangesNothing() {
  open();
  session_->load(irisExperiment());
  session_->stepBatch();
  QVERIFY(reaches(SessionState::Paused));
  change(devices_[used_]);
  QCOMPARE(look()->step, 1);
  QVERIFY(falls_.isEmpty());
}

void DeviceChangeTest::staysWhereTheOtherOneDoesNotOpen() {
  open();
  session_->load(irisExperiment());
  session_->start();
  DeviceInfo gone = other();
  gone.index = 99;
  gone.name = "Gone";
  const std::size_t before = used_;
  change(gone);
  QTRY_COMPARE_WITH_TIMEOUT(falls_.size(), 1, kPatience);
  QVERIFY(kinds_.front() == DeviceFall::NotChanged);
  QCOMPARE(used_, before);
  QVERIFY2(falls_.front().contains(QString::fromStdString(devices_[before].title())), qPrintable(falls_.front()));
  QVERIFY2(falls_.front().contains(QStringLiteral("Gone")), qPrintable(falls_.front()));
  QVERIFY(look()->state == SessionState::Finished || reaches(SessionState::Finished));
  QVERIFY(courseNow() == straightCourse(irisExperiment()));
}

/// It opens, and only then it shows that the run has no place there.
void DeviceChangeTest::staysWhereTheOtherOneHasNoRoom() {
  open();
  session_->load(irisExperiment());
  session_->start();
  QVERIFY(reaches(SessionState::Finished));
  const Course before = courseNow();
  DeviceInfo tiny = other();
  tiny.memory = 1000;
  change(tiny);
  QTRY_COMPARE_WITH_TIMEOUT(falls_.size(), 1, kPatience);
  QVERIFY(kinds_.front() == DeviceFall::NotChanged);
  QVERIFY(look()->state == SessionState::Finished);
  QVERIFY(courseNow() == before);
}

void DeviceChangeTest::opensTheNextBest() {
  DeviceInfo gone = devices_.front();
  gone.index = 99;
  gone.type = DeviceType::Gpu;  // the best
  gone.name = "Gone";
  open(only({gone, devices_[0], devices_[1]}));
  session_->load(irisExperiment());
  QVERIFY(reaches(SessionState::Ready));
  QTRY_COMPARE_WITH_TIMEOUT(falls_.size(), 1, kPatience);
  QVERIFY(kinds_.front() == DeviceFall::NotOpened);
  QCOMPARE(used_, std::size_t{0});
  QVERIFY2(falls_.front().contains(QStringLiteral("Gone")), qPrintable(falls_.front()));
  QVERIFY(failures_.isEmpty());
}

void DeviceChangeTest::fallsBackWithoutTheRememberedOne() {
  open({.remembered = "0 Fast Board Fast Platform"});
  session_->load(irisExperiment());
  QVERIFY(reaches(SessionState::Ready));
  QTRY_COMPARE_WITH_TIMEOUT(falls_.size(), 1, kPatience);
  QVERIFY(kinds_.front() == DeviceFall::NotOpened);
  QVERIFY2(falls_.front().contains(QStringLiteral("Fast Board")), qPrintable(falls_.front()));
}

void DeviceChangeTest::takesTheRememberedOne_data() {
  QTest::addColumn<QByteArray>("request");
  QTest::addColumn<int>("expected");
  QTest::newRow("remembered") << QByteArray() << 1;
  QTest::newRow("another one is requested") << QByteArray("0") << 0;
}

void DeviceChangeTest::takesTheRememberedOne() {
  QFETCH(QByteArray, request);
  QFETCH(int, expected);
  open({.request = request.toStdString(), .remembered = devices_[1].key()});
  session_->load(irisExperiment());
  QVERIFY(reaches(SessionState::Ready));
  QCOMPARE(static_cast<int>(used_), expected);
  QVERIFY(falls_.isEmpty());
}

/// Where the only device that was known does not open, a person may still choose.
void DeviceChangeTest::beginsOnceADeviceIsChosen() {
  DeviceInfo gone = devices_.front();
  gone.index = 99;
  open(only({gone}));
  session_->load(irisExperiment());
  QVERIFY(reaches(SessionState::Failed));
  QTRY_COMPARE_WITH_TIMEOUT(failures_.size(), 1, kPatience);  // it is told after the state
  change(devices_[1]);
  QVERIFY(reaches(SessionState::Ready));
  session_->start();
  QVERIFY(reaches(SessionState::Finished));
}

void DeviceChangeTest::aFailureWhileTrainingFallsBack_data() {
  QTest::addColumn<bool>("trains");
  QTest::newRow("while it trains") << true;
  QTest::newRow("while somebody looks") << false;
}

void DeviceChangeTest::aFailureWhileTrainingFallsBack() {
  QFETCH(bool, trains);
  Experiment experiment = irisExperiment();
  experiment.training.epochs = 60;
  const Course expected = straightCourse(experiment);
  open();
  session_->load(experiment);
  for (int i = 0; i < 100; ++i) session_->stepBatch();
  QTRY_COMPARE_WITH_TIMEOUT(look()->step, 100, kPatience);
  const SnapshotPtr before = look();
  const std::size_t lost = used_;
  breakDevice();
  if (!trains) {
    const SnapshotPtr after = look({.statistics = true});
    QVERIFY(after->statistics && after->state == SessionState::Paused);
  }
  session_->start();
  QVERIFY(reaches(SessionState::Finished));
  QTRY_COMPARE_WITH_TIMEOUT(falls_.size(), 1, kPatience);
  QVERIFY(kinds_.front() == DeviceFall::Failed);
  QVERIFY(used_ != lost);
  QVERIFY2(falls_.front().contains(QStringLiteral("CL_DEVICE_NOT_AVAILABLE")), qPrintable(falls_.front()));
  QVERIFY(failures_.isEmpty());
  // It has gone back a little, and from there on the same way.
  QVERIFY(courseNow() == expected);
  QVERIFY(look()->run != before->run && look()->origin == before->origin);
}

void DeviceChangeTest::aFailureWithoutAnotherDeviceIsSaid() {
  open(only({devices_[0]}));
  session_->load(longIris());
  session_->stepBatch();
  QVERIFY(reaches(SessionState::Paused));
  breakDevice();
  session_->start();
  QVERIFY(reaches(SessionState::Failed));
  QTRY_COMPARE_WITH_TIMEOUT(failures_.size(), 1, kPatience);
  QVERIFY(falls_.isEmpty());
  QVERIFY(failures_.front().contains(QStringLiteral("CL_DEVICE_NOT_AVAILABLE")));
}

/// Undo of an edit that the device has failed at finds the network that there was.
void DeviceChangeTest::aFailureInAnEditKeepsDocumentAndRunTogether() {
  open(only({devices_[0]}));
  session_->load(irisExperiment(), 1);
  session_->stepBatch();
  QVERIFY(reaches(SessionState::Paused));
  const SnapshotPtr before = look({.layers = true});
  breakDevice();
  Experiment wider = irisExperiment();
  wider.network.hidden[0] = linear(20);
  session_->apply(wider, 2);
  QVERIFY(reaches(SessionState::Failed));
  session_->apply(irisExperiment(), 1);
  QVERIFY(reaches(SessionState::Paused));
  const SnapshotPtr after = look({.layers = true});
  QCOMPARE(after->parameterCount, before->parameterCount);
  QVERIFY(after->layers.front().weight == before->layers.front().weight);
}

void DeviceChangeTest::findsDevicesByTheirKeys() {
  const auto at = [](std::size_t index, const char* name) {
    DeviceInfo info;
    info.index = index;
    info.name = name;
    info.platform = "Platform";
    return info;
  };
  const std::vector<DeviceInfo> twins = {at(0, "Board"), at(1, "Board"), at(2, "Other")};
  QCOMPARE(findDevice(twins, twins[1].key())->index, std::size_t{1});
  QCOMPARE(findDevice(twins, "7 Other Platform")->index, std::size_t{2});
  for (const char* unknown : {"", "1", "1 Boar", "1 Board Platfor", "Board Platform", "x Boards Platform"}) {
    QVERIFY2(findDevice(twins, unknown) == nullptr, unknown);
  }
}

QTEST_GUILESS_MAIN(DeviceChangeTest)
#include "device_change_test.moc"
