// The training doctor's strip, the strip of gradients and the histograms, on a real session.
#include <QCheckBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTabBar>

#include "tests/window_driver.h"
#include "ui/document/snapshot_feed.h"
#include "ui/network/hover_card.h"
#include "ui/network/network_canvas.h"
#include "ui/statistics/gradient_strip.h"
#include "ui/statistics/ridge_plot.h"
#include "ui/statistics/statistics_history.h"
#include "ui/statistics/value_axis.h"
#include "ui/train/doctor_strip.h"
#include "ui/train/finding_box.h"
#include "ui/widgets/link_button.h"
#include "ui/widgets/tabbed_panel.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

StatisticsPtr momentAt(std::int64_t step, const char* layer = "Linear 1") {
  auto statistics = std::make_shared<NetworkStatistics>();
  statistics->step = step;
  statistics->layers.resize(1);
  statistics->layers.front().name = layer;
  return statistics;
}

/// Eight sigmoid layers: the gradient vanishes on its way to the first.
Experiment illExperiment() {
  Experiment experiment = longExperiment();
  experiment.network.hidden.assign(8, {{"linear", {{"units", 6}}}, {"sigmoid", {}}});
  return experiment;
}

}  // namespace

class UiDoctorTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void saysThatAllIsWell() {
    driver_.open(longExperiment());
    QTRY_VERIFY_WITH_TIMEOUT(row("healthy_layers") != nullptr, kPatience);
    QVERIFY(row("healthy_layers")->accessibleName().startsWith(QStringLiteral("Healthy: Hidden layers are")));
    QVERIFY(row("healthy_layers")->accessibleDescription().contains(QStringLiteral("Gradient flow")));
    QVERIFY(row("vanishing_gradients") == nullptr);
    QVERIFY(!row("healthy_layers")->toolTip().isEmpty());
  }

  void aClickTreatsAndCanBeUndone_data() {
    QTest::addColumn<bool>("byKey");
    QTest::newRow("mouse") << false;
    QTest::newRow("keyboard") << true;
  }
  void aClickTreatsAndCanBeUndone() {
    QFETCH(bool, byKey);
    driver_.open(illExperiment());
    QTRY_VERIFY_WITH_TIMEOUT(row("vanishing_gradients") != nullptr, kPatience);
    const Experiment before = driver_.experiment();
    auto* link = driver_.find<LinkButton>("doctor_vanishing_gradients_treatment");
    QCOMPARE(link->text(), QStringLiteral("Use ReLU for Sigmoid"));
    QVERIFY(link->isVisible());
    if (byKey) {
      row("vanishing_gradients")->setFocus(Qt::TabFocusReason);
      QTest::keyClick(row("vanishing_gradients"), Qt::Key_Tab);
      QVERIFY(link->hasFocus());
      QTest::keyClick(link, Qt::Key_Space);
    } else {
      QTest::mouseClick(link, Qt::LeftButton);
    }
    for (const LayerSpec& layer : driver_.experiment().network.hidden) {
      QCOMPARE(layer.activation.name, std::string("relu"));
    }
    QCOMPARE(driver_.window->document().undoStack().undoText(), QStringLiteral("Use ReLU for Sigmoid"));
    driver_.window->document().undoStack().undo();
    QVERIFY(driver_.experiment() == before);
  }

  void divergenceIsNamedAndRewindingMends() {
    Experiment experiment = withDataset(longExperiment(), {"auto-mpg", {}});
    experiment.training.optimizer = {"sgd", {{"lr", 50}}};
    driver_.open(experiment);
    driver_.click("trainButton");
    QTRY_VERIFY_WITH_TIMEOUT(row("diverged") != nullptr, kPatience);
    QVERIFY2(row("diverged")->accessibleDescription().contains(QStringLiteral("At step ")),
             qPrintable(row("diverged")->accessibleDescription()));
    driver_.click("doctor_diverged_treatment");
    QVERIFY(driver_.experiment().training.optimizer.values.at("lr") <= 1.0);
    QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady() && row("diverged") == nullptr, kPatience);
    // The rate that is offered was tried, and goes well.
    driver_.click("trainButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->epoch >= 5, kPatience);
    QCOMPARE(QString::fromStdString(driver_.last()->message), QString());
  }

  void treatmentsReachBackToTheBeginning() {
    driver_.open(longExperiment());
    auto* strip = driver_.find<DoctorStrip>("doctorStrip");
    QSignalSpy rewinds(strip, &DoctorStrip::rewindWanted);
    QTRY_VERIFY_WITH_TIMEOUT(row("healthy_layers") != nullptr, kPatience);
    Snapshot snapshot;
    snapshot.run = 99;
    snapshot.state = SessionState::Paused;
    snapshot.statistics = driver_.last()->statistics ? driver_.last()->statistics : momentAt(0);
    snapshot.batches = {{1, 0.1, 1.0F, 0}};
    for (int epoch = 1; epoch <= 9; ++epoch) {
      const double valid = epoch <= 4 ? 1.0 / epoch : 0.1 * epoch;
      snapshot.epochs.push_back({epoch, {1.0 / epoch, 0}, {valid, 0}, {}, epoch, 0, 0});
    }
    strip->setSnapshot(snapshot);
    QVERIFY(row("over_fitting") != nullptr);
    QVERIFY(row("over_fitting")->accessibleDescription().contains(QStringLiteral("epoch 4")));
    driver_.click("doctor_over_fitting_treatment");
    QCOMPARE(driver_.experiment().training.epochs, 4);
    QCOMPARE(rewinds.size(), 1);
  }

  /// A root of negative numbers: the function is named before the first step and when the run stops, never the rate.
  void theCauseIsNamedNotTheRate() {
    Experiment experiment = withDataset(longExperiment(), {"moons", {}});
    experiment.network.hidden = {{{"linear", {{"units", 4}}}, {kOwnFunction, {}, "sqrt(x)"}}};
    experiment.training.optimizer = {"sgd", {{"lr", 1e-5}}};
    driver_.open(experiment);
    QTRY_VERIFY_WITH_TIMEOUT(row("diverged") != nullptr, kPatience);
    driver_.click("trainButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->state == SessionState::Failed, kPatience);
    const QString message = QString::fromStdString(driver_.last()->message);
    QVERIFY2(message.startsWith(QStringLiteral("Training stopped at step 1: sqrt(x) of Linear 1 got ")),
             qPrintable(message));
    QVERIFY(message.contains(QStringLiteral("negative input")));
    QTRY_VERIFY_WITH_TIMEOUT(row("diverged")->accessibleDescription().startsWith(QStringLiteral("At step 1, ")),
                             kPatience);
    driver_.click("doctor_diverged_treatment");
    QCOMPARE(driver_.experiment().network.hidden.front().activation.name, std::string("relu"));
    QCOMPARE(driver_.experiment().training.optimizer.values.at("lr"), 1e-5);
    QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady() && row("diverged") == nullptr, kPatience);
  }

  /// Below the canvas, without scrolling, always as high, whatever it says.
  void stripIsInView_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("usual") << QSize(1440, 900);
    QTest::newRow("small") << QSize(1280, 720);
  }
  void stripIsInView() {
    QFETCH(QSize, size);
    driver_.open(deadExperiment());
    driver_.window->resize(size);
    auto* strip = driver_.find<DoctorStrip>("doctorStrip");
    showDead({5, 0, 3, 2});
    QVERIFY(strip->visibleRegion().boundingRect() == strip->rect());
    QCOMPARE(strip->height(), 104);
    const auto* canvas = driver_.find<NetworkCanvas>("networkCanvas");
    const auto* flow = driver_.find<GradientStrip>("gradientStrip");
    const auto topOf = [&](const QWidget* widget) { return widget->mapTo(driver_.window.get(), QPoint()).y(); };
    QVERIFY(topOf(canvas) + canvas->height() <= topOf(strip));
    QVERIFY(topOf(strip) + strip->height() <= topOf(flow));
    QVERIFY(topOf(flow) + flow->height() <= size.height());
    const QList<FindingBox*> shown = boxes();
    QCOMPARE(shown.size(), 2);
    QVERIFY(shown[0]->visibleRegion().boundingRect() == shown[0]->rect());
    QVERIFY(!shown[0]->geometry().intersects(shown[1]->geometry()));
    showDead({0, 0, 3, 0});
    QCOMPARE(strip->height(), 104);
    QCOMPARE(boxes().size(), 1);
    QVERIFY(boxes().front()->width() > strip->width() - 40);
    showDead({0, 0, 0, 0});
    QCOMPARE(strip->height(), 104);
    QVERIFY(row("healthy_layers") != nullptr);
  }

  /// The worst two side by side, each with its figure; the others open upwards.
  void theOthersOpenUpwards() {
    driver_.open(deadExperiment());
    driver_.window->resize(1280, 720);
    showDead({5, 0, 3, 4});
    const QList<FindingBox*> shown = boxes();
    QCOMPARE(shown.size(), 2);
    QCOMPARE(shown[0]->observation().title, std::string("Linear 1 has dead units."));
    QCOMPARE(shown[0]->observation().figure, std::string("63\u00A0%"));
    QCOMPARE(shown[0]->observation().note, std::string("5 of 8"));
    QCOMPARE(shown[1]->observation().title, std::string("Linear 4 has dead units."));
    QVERIFY(shown[0]->toolTip().contains(QStringLiteral("Source")));
    auto* more = driver_.find<LinkButton>("moreFindings");
    QVERIFY(more->isVisible());
    QCOMPARE(more->text(), QStringLiteral("+1 more"));
    more->click();
    auto* list = driver_.find<QFrame>("doctorList");
    QTRY_VERIFY_WITH_TIMEOUT(list->isVisible(), kPatience);
    const auto* strip = driver_.find<DoctorStrip>("doctorStrip");
    QVERIFY(list->geometry().bottom() <= strip->mapToGlobal(QPoint()).y());
    const QList<FindingBox*> others = list->findChildren<FindingBox*>();
    QCOMPARE(others.size(), 1);
    QCOMPARE(others.front()->observation().title, std::string("Linear 3 has dead units."));
    QTest::keyClick(others.front(), Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(driver_.window->findChild<QFrame*>(QStringLiteral("doctorList")) == nullptr, kPatience);
  }

  /// Pointer and keyboard frame the column and mark gradient flow; a click pins, Esc releases.
  void aFindingShowsWhatItMeans() {
    driver_.open(deadExperiment());
    auto* canvas = driver_.find<NetworkCanvas>("networkCanvas");
    auto* flow = driver_.find<GradientStrip>("gradientStrip");
    showDead({5, 0, 3, 0});
    FindingBox* first = boxes()[0];
    FindingBox* second = boxes()[1];
    QVERIFY(canvas->frameRect().isNull());
    QCOMPARE(flow->markedLayer(), -1);
    second->setFocus(Qt::TabFocusReason);
    QCOMPARE(flow->markedLayer(), 2);
    const QRectF frame = canvas->frameRect();
    QVERIFY(frame.contains(canvas->view().map(canvas->networkLayout().at(3).bounds).center()));
    QVERIFY(!frame.contains(canvas->view().map(canvas->networkLayout().at(2).bounds).center()));
    QVERIFY(second->isFramed() && !first->isFramed());
    QTest::mouseClick(first, Qt::LeftButton, {}, {20, 10});
    canvas->setFocus();
    QTest::mouseMove(canvas, {3, 3});
    QCOMPARE(flow->markedLayer(), 0);  // though the keyboard has gone
    QVERIFY(first->isFramed());
    first->setFocus(Qt::TabFocusReason);
    QTest::keyClick(first, Qt::Key_Escape);
    canvas->setFocus();
    QCOMPARE(flow->markedLayer(), -1);
    QVERIFY(canvas->frameRect().isNull());
  }

  /// Which units are dead is marked and said, as is which layer is new; what was measured of another network is not.
  void deadUnitsAndNewLayersAreMarked() {
    driver_.open(deadExperiment());
    auto* canvas = driver_.find<NetworkCanvas>("networkCanvas");
    showDead({0, 0, 0, 0}, -1);
    const QImage before = canvas->grab().toImage();
    showDead({2, 0, 3, 0}, -1);
    QVERIFY(canvas->isDead(1, 0) && canvas->isDead(1, 1) && !canvas->isDead(1, 2));
    QVERIFY(!canvas->isDead(2, 0) && canvas->isDead(3, 2));
    QVERIFY(canvas->grab().toImage() != before);
    const auto legend = [&] { return canvas->findChild<HoverCard*>()->accessibleDescription(); };
    QVERIFY2(legend().contains(QStringLiteral("slope 0 for all 256 samples")), qPrintable(legend()));
    showDead({0, 0, 0, 0}, 1);
    QVERIFY(row("untrained_layer") != nullptr);
    QVERIFY(row("untrained_layer")->accessibleName().contains(QStringLiteral("Linear 2 is not trained yet")));
    QVERIFY(legend().trimmed().isEmpty());
  }

  /// A layer that is put in is new until it is trained.
  void aLayerThatIsPutInIsNew() {
    driver_.open(longExperiment());
    driver_.click("stepButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->step > 0, kPatience);
    Experiment next = driver_.experiment();
    next.network.hidden.insert(next.network.hidden.begin() + 1, next.network.hidden.front());
    driver_.window->document().change(next, QStringLiteral("Put in"));
    QTRY_VERIFY_WITH_TIMEOUT(row("untrained_layer") != nullptr, kPatience);
    driver_.click("stepButton");
    QTRY_VERIFY_WITH_TIMEOUT(row("untrained_layer") == nullptr, kPatience);
  }

  void balancedClassesShowInTheCard() {
    driver_.open(longExperiment());
    auto* check = driver_.find<QCheckBox>("balanceCheck");
    QVERIFY(!check->isVisible());
    Experiment next = driver_.experiment();
    next.training.balanceClasses = true;
    driver_.window->document().change(next, QStringLiteral("Balance"));
    QVERIFY(check->isVisible() && check->isChecked());
    check->click();
    QVERIFY(!driver_.experiment().training.balanceClasses);
  }

  void historyStaysSmallAndEven() {
    StatisticsHistory history;
    for (std::int64_t step = 0; step < 1000; ++step) QVERIFY(history.add(1, momentAt(step)));
    const auto& moments = history.moments();
    QCOMPARE(moments.size(), StatisticsHistory::kMost);
    QCOMPARE(moments.front()->step, 0);
    QCOMPARE(moments.back()->step, 999);
    for (std::size_t i = 1; i < moments.size(); ++i) {
      QVERIFY(moments[i]->step > moments[i - 1]->step);
      QVERIFY(moments[i]->step - moments[i - 1]->step <= 120);
    }
    QVERIFY(!history.add(1, moments.back()));
    QVERIFY(history.add(1, momentAt(999)));
    QCOMPARE(history.moments().size(), StatisticsHistory::kMost);
    QVERIFY(history.add(1, momentAt(1000, "Dropout 1")));
    QCOMPARE(history.moments().size(), std::size_t{1});
    history.add(1, momentAt(1001, "Dropout 1"));
    history.add(2, momentAt(1002, "Dropout 1"));
    QCOMPARE(history.moments().size(), std::size_t{1});
  }

  void histogramsFollowTheRun() {
    driver_.open(longExperiment());
    driver_.find<TabbedPanel>("centreTabs")->setCurrent(3);
    QTRY_COMPARE_WITH_TIMEOUT(plots().size(), 3, kPatience);
    QCOMPARE(plots().front()->accessibleName(), QStringLiteral("Linear 1, weights"));
    QCOMPARE(plots().front()->ridges().front().distribution.count, 16);
    driver_.click("trainButton");
    QTRY_VERIFY_WITH_TIMEOUT(plots().front()->ridges().size() > 2, kPatience);
    driver_.click("trainButton");
    auto* chooser = driver_.find<QTabBar>("histogramChooser");
    QVERIFY(chooser->isVisible());
    chooser->setCurrentIndex(1);
    QCOMPARE(plots().front()->accessibleName(), QStringLiteral("Linear 1, activations"));
    const Distribution& newest = plots().front()->ridges().back().distribution;
    QCOMPARE(newest.count, 256 * 8);
    QVERIFY(newest.low >= -1 && newest.high <= 1);  // tanh
  }

  void ridgesAreReadByMouseAndKeys() {
    RidgePlot plot;
    plot.setTheme(Theme::dark());
    plot.resize(300, 220);
    QCOMPARE(plot.reading(), QStringLiteral("not measured yet"));
    std::vector<float> numbers(100, 0.0F);
    numbers.insert(numbers.end(), 300, 1.0F);
    plot.setContent(QStringLiteral("Linear 1"), QStringLiteral("weights"),
                    {{distributionOf(numbers), 0}, {distributionOf(std::vector<float>{0, 1}), 3}});
    QVERIFY(plot.reading().startsWith(QStringLiteral("0.500 ± 0.500")));
    QTest::keyClick(&plot, Qt::Key_Up);
    for (int i = 0; i < 60; ++i) QTest::keyClick(&plot, Qt::Key_Right);
    for (int i = 0; i < 60; ++i) QTest::keyClick(&plot, Qt::Key_Left);
    QCOMPARE(plot.reading(), QStringLiteral("epoch 0: 25.0\u00A0% in 0.000 … 0.0208"));
    QCOMPARE(plot.accessibleDescription(), plot.reading());
    QMouseEvent move(QEvent::MouseMove, QPointF(13, 180), QPointF(13, 180), Qt::NoButton, Qt::NoButton, {});
    QCoreApplication::sendEvent(&plot, &move);
    QVERIFY(plot.reading().startsWith(QStringLiteral("epoch 3: 50.0\u00A0%")));
    QVERIFY(!plot.grab().isNull());
  }

  void stripNamesEveryLayer() {
    driver_.open(illExperiment());
    auto* strip = driver_.find<GradientStrip>("gradientStrip");
    QTRY_COMPARE_WITH_TIMEOUT(strip->accessibleDescription().split(QStringLiteral(", ")).size(), 10, kPatience);
    QVERIFY(strip->accessibleDescription().startsWith(QStringLiteral("Linear 1 ")));
    QVERIFY(strip->accessibleDescription().endsWith(QStringLiteral("Linear 9 1, as of epoch 0")));
  }

  void ticksAreRound_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<QStringList>("texts");
    const auto words = [](const char* text) { return QString::fromUtf8(text).split(u' '); };
    QTest::newRow("around 0") << -1.1 << 1.3 << words("−1 0 1");
    QTest::newRow("small") << -0.25 << 0.31 << words("−0.2 0 0.2");
    QTest::newRow("tiny") << 0.0 << 4.1e-6 << words("0 2e−6 4e−6");
    QTest::newRow("positive") << 3.0 << 37.0 << words("20");
    QTest::newRow("none") << 1.0 << 1.0 << QStringList{};
  }
  void ticksAreRound() {
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(QStringList, texts);
    const std::vector<double> ticks = valueTicks(low, high, 3);
    QStringList got;
    for (const double tick : ticks) got << tickText(tick, ticks);
    QCOMPARE(got, texts);
  }

 private:
  /// Four layers of eight ReLUs on a plane.
  static Experiment deadExperiment() {
    Experiment experiment = longExperiment();
    experiment.network.hidden.assign(4, {{"linear", {{"units", 8}}}, {"relu", {}}});
    return experiment;
  }

  /// As if so many units of each hidden layer were found dead, and one layer were new.
  void showDead(const std::vector<int>& dead, int newLayer = -1) {
    QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady() && driver_.last()->statistics != nullptr, kPatience);
    auto statistics = std::make_shared<NetworkStatistics>();
    statistics->samples = 256;
    statistics->step = 12 + ++shown_;
    statistics->loss = 0.7;
    for (std::size_t i = 0; i <= dead.size(); ++i) {
      LayerStatistics layer;
      layer.name = "Linear " + std::to_string(i + 1);
      layer.activation = i < dead.size() ? "relu" : "";
      layer.units = i < dead.size() ? 8 : 2;
      layer.steps = static_cast<int>(i) == newLayer ? 0 : 12;
      layer.weights = distributionOf(std::vector<float>{1});
      layer.flow = 1;
      for (int unit = 0; i < dead.size() && unit < dead[i]; ++unit) layer.silent.push_back(unit);
      statistics->layers.push_back(layer);
    }
    auto snapshot = std::make_shared<Snapshot>(*driver_.last());
    snapshot->state = SessionState::Paused;
    snapshot->statistics = statistics;
    emit driver_.window->feed().arrived(snapshot);
  }

  /// Those side by side, from the left.
  QList<FindingBox*> boxes() const {
    QList<FindingBox*> all = driver_.window->findChild<DoctorStrip*>()->findChildren<FindingBox*>();
    std::ranges::sort(all, {}, [](const FindingBox* box) { return box->x(); });
    return all;
  }

  int shown_ = 0;

  FindingBox* row(const char* rule) const {
    return driver_.window->findChild<FindingBox*>(QStringLiteral("doctor_") + QLatin1String(rule));
  }
  QList<RidgePlot*> plots() const { return driver_.window->findChildren<RidgePlot*>(); }

  WindowDriver driver_;
};

QTEST_MAIN(UiDoctorTest)
#include "ui_doctor_test.moc"
