// Both plots of the Train page together: what one reads the other reads, and runs that were left stay to compare with.
#include <QMenu>
#include <QSignalSpy>

#include "core/base/error.h"
#include "tests/window_driver.h"
#include "ui/plots/curve_cursor.h"
#include "ui/plots/custom_plot.h"
#include "ui/plots/ghost_legend.h"
#include "ui/train/curves_panel.h"
#include "ui/widgets/banner.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

Experiment shortExperiment() {
  Experiment experiment = firstExperiment();
  experiment.data.dataset = {"iris", {}};  // points in the plane leave no room for the metric
  experiment.training.epochs = 3;
  return experiment;
}

}  // namespace

class UiCurvesPanelTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void plotsReadAndZoomTogether();
  void aChangedRunLeavesAGhost();
  void equalRunsLeaveOneGhost();
  void noEpochLeavesNoGhost();
  void ghostsHideAndGo();
  void ghostsOfOtherDataStayAway();
  void keepsTheLastFew();
  void marksWhatChangedInTheMiddle();
  void theOtherPlotIsInTheMenuWhereThereIsRoomForOne();
  void menuTurnsSmoothingOffForGood();
  void tellsWhatCannotBeSaved();

 private:
  /// Trains all epochs.
  void train() {
    driver_.click("trainButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->state, SessionState::Finished, kPatience);
  }

  /// Makes a change and begins anew with it.
  void change(const std::function<void(Experiment&)>& edit) {
    Experiment next = driver_.experiment();
    edit(next);
    const std::uint64_t run = driver_.last()->run;
    driver_.window->document().change(next, QStringLiteral("Change"));
    driver_.click("rewindButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->run != run && driver_.isReady(), kPatience);
  }

  QList<QAbstractButton*> legendButtons() const {
    QList<QAbstractButton*> buttons = driver_.find<GhostLegend>("ghostLegend")->findChildren<QAbstractButton*>();
    buttons.removeIf([](const QAbstractButton* button) { return !button->isVisible(); });
    return buttons;
  }

  QStringList legend() const {
    QStringList lines;
    for (const QAbstractButton* button : legendButtons()) {
      if (!button->text().isEmpty()) lines << button->text();
    }
    return lines;
  }

  CurvePlot& plot(const char* name) const { return *driver_.find<CurvePlot>(name); }

  WindowDriver driver_;
};

void UiCurvesPanelTest::plotsReadAndZoomTogether() {
  driver_.open(shortExperiment());
  train();
  plot("lossPlot").setFocus();
  QTest::keyClick(&plot("lossPlot"), Qt::Key_End);
  QCOMPARE(plot("lossPlot").cursor().title(), QStringLiteral("epoch 3"));
  QCOMPARE(plot("metricPlot").cursor().title(), QStringLiteral("epoch 3"));
  QVERIFY(plot("metricPlot").cursor().sentence().contains(u'%'));
  QTest::keyClick(&plot("lossPlot"), Qt::Key_Plus);
  const auto positions = [this](const char* name) {
    plot(name).refresh();
    return plot(name).findChild<QCustomPlot*>()->xAxis->range();
  };
  QCOMPARE(positions("metricPlot"), positions("lossPlot"));
  QVERIFY(positions("metricPlot").lower > 0);
  QTest::keyClick(&plot("metricPlot"), Qt::Key_0);
  QCOMPARE(positions("lossPlot").lower, 0.0);
}

void UiCurvesPanelTest::aChangedRunLeavesAGhost() {
  driver_.open(shortExperiment());
  train();
  QVERIFY(legend().isEmpty());
  change([](Experiment& e) {
    for (LayerSpec& spec : e.network.hidden) spec.activation = {"relu", {}};
  });
  QTRY_COMPARE_WITH_TIMEOUT(
      legend(), QStringList{QStringLiteral("previous run: Tanh instead of ReLU, same initial weights")}, kPatience);
  QCOMPARE(plot("lossPlot").ghosts().size(), std::size_t{1});
  QCOMPARE(plot("lossPlot").ghosts().front().line->size(), std::size_t{3});
  QCOMPARE(plot("metricPlot").ghosts().front().line->size(), std::size_t{3});
  driver_.window->document().undoStack().undo();
  QTRY_COMPARE_WITH_TIMEOUT(legend(), QStringList{QStringLiteral("previous run: same settings")}, kPatience);
}

void UiCurvesPanelTest::equalRunsLeaveOneGhost() {
  driver_.open(shortExperiment());
  for (int i = 0; i < 3; ++i) {
    train();
    driver_.click("rewindButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady(), kPatience);
  }
  QCOMPARE(legend(), QStringList{QStringLiteral("previous run: same settings")});
}

void UiCurvesPanelTest::noEpochLeavesNoGhost() {
  driver_.open(shortExperiment());
  driver_.window->setFocus();
  driver_.session->stepBatch();
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->step, 1, kPatience);
  change([](Experiment& e) { e.seed = 5; });
  QVERIFY(legend().isEmpty());
}

void UiCurvesPanelTest::ghostsHideAndGo() {
  driver_.open(shortExperiment());
  train();
  change([](Experiment& e) { e.seed = 5; });
  QTRY_COMPARE_WITH_TIMEOUT(legend(), QStringList{QStringLiteral("previous run: other initial weights (seed 123)")},
                            kPatience);
  QCOMPARE(legendButtons().size(), 2);  // the words and the cross
  QTest::mouseClick(legendButtons().front(), Qt::LeftButton);
  QVERIFY(plot("lossPlot").ghosts().empty());
  QTRY_COMPARE_WITH_TIMEOUT(legend().size(), 1, kPatience);
  QTest::mouseClick(legendButtons().front(), Qt::LeftButton);
  QCOMPARE(plot("lossPlot").ghosts().size(), std::size_t{1});
  QTRY_COMPARE_WITH_TIMEOUT(legend().size(), 1, kPatience);
  QTest::mouseClick(legendButtons().back(), Qt::LeftButton);
  QVERIFY(plot("lossPlot").ghosts().empty());
  QVERIFY(legend().isEmpty());
}

void UiCurvesPanelTest::ghostsOfOtherDataStayAway() {
  driver_.open(shortExperiment());
  train();
  change([](Experiment& e) { e.data.dataset = {"wine", {}}; });
  QVERIFY(legend().isEmpty());
  QVERIFY(plot("lossPlot").ghosts().empty());
  change([](Experiment& e) { e.data.dataset = {"iris", {}}; });
  QTRY_COMPARE_WITH_TIMEOUT(legend(), QStringList{QStringLiteral("previous run: same settings")}, kPatience);
}

void UiCurvesPanelTest::keepsTheLastFew() {
  driver_.open(shortExperiment());
  for (std::uint64_t seed = 1; seed <= RunBook::kMost + 1; ++seed) {
    train();
    change([seed](Experiment& e) { e.seed = seed; });
  }
  QTRY_COMPARE_WITH_TIMEOUT(plot("lossPlot").ghosts().size(), RunBook::kMost, kPatience);
  QCOMPARE(plot("lossPlot").ghosts().back().name, QStringLiteral("4 runs ago"));
  QTRY_COMPARE_WITH_TIMEOUT(legend().size(), static_cast<qsizetype>(GhostLegend::kLines), kPatience);
}

void UiCurvesPanelTest::marksWhatChangedInTheMiddle() {
  driver_.open(shortExperiment());
  const auto edit = [this](const std::function<void(Experiment&)>& change) {
    Experiment next = driver_.experiment();
    change(next);
    static int number = 0;  // changes of the same name would be undone together
    driver_.window->document().change(next, QStringLiteral("Change %1").arg(++number));
  };
  edit([](Experiment& e) { e.training.optimizer.values["lr"] = 0.02; });  // before the first step: nothing to mark
  train();
  QVERIFY(plot("lossPlot").marks().empty());
  edit([](Experiment& e) { e.training.optimizer.values["lr"] = 0.01; });
  QTRY_COMPARE_WITH_TIMEOUT(plot("lossPlot").marks().size(), std::size_t{1}, kPatience);
  QCOMPARE(plot("lossPlot").marks().front().position, 3.0);
  QCOMPARE(plot("lossPlot").marks().front().words, QStringLiteral("learning rate 0.01 instead of 0.02"));
  QCOMPARE(plot("metricPlot").marks().size(), std::size_t{1});
  edit([](Experiment& e) { e.training.batchSize = 16; });
  QTRY_COMPARE_WITH_TIMEOUT(plot("lossPlot").marks().front().words,
                            QStringLiteral("learning rate 0.01 instead of 0.02, batch size 16 instead of 32"),
                            kPatience);
  driver_.window->document().undoStack().undo();
  driver_.window->document().undoStack().undo();
  QTRY_VERIFY_WITH_TIMEOUT(plot("lossPlot").marks().empty(), kPatience);  // as if nothing had been
  edit([](Experiment& e) { e.training.optimizer.values["lr"] = 0.01; });
  QTRY_COMPARE_WITH_TIMEOUT(plot("lossPlot").marks().size(), std::size_t{1}, kPatience);
  driver_.click("rewindButton");
  QTRY_VERIFY_WITH_TIMEOUT(plot("lossPlot").marks().empty(), kPatience);
}

void UiCurvesPanelTest::theOtherPlotIsInTheMenuWhereThereIsRoomForOne() {
  driver_.open(shortExperiment());
  auto* panel = driver_.window->findChild<CurvesPanel*>();
  const auto choose = [&](const char* name, const QString& text) {
    panel->openMenu(plot(name), driver_.window->mapToGlobal(QPoint(900, 300)));
    QWidget* menu = QApplication::activePopupWidget();
    for (auto* action : menu->findChildren<QAction*>()) {
      if (action->text() == text) action->trigger();
    }
    menu->close();
  };
  panel->setRoomForBoth(false);
  QVERIFY(plot("lossPlot").isVisible() && !plot("metricPlot").isVisible());
  choose("lossPlot", QStringLiteral("Show accuracy instead"));
  QVERIFY(!plot("lossPlot").isVisible() && plot("metricPlot").isVisible());
  choose("metricPlot", QStringLiteral("Show loss instead"));
  QVERIFY(plot("lossPlot").isVisible() && !plot("metricPlot").isVisible());
  panel->setRoomForBoth(true);
  QVERIFY(plot("lossPlot").isVisible() && plot("metricPlot").isVisible());
}

void UiCurvesPanelTest::menuTurnsSmoothingOffForGood() {
  driver_.open(shortExperiment());
  QVERIFY(plot("lossPlot").look().smoothing > 0);
  QAction* off = nullptr;
  driver_.window->findChild<CurvesPanel*>()->openMenu(plot("metricPlot"),
                                                      driver_.window->mapToGlobal(QPoint(900, 300)));
  for (auto* action : QApplication::activePopupWidget()->findChildren<QAction*>()) {
    if (action->text() == u"Off") off = action;
  }
  QVERIFY(off != nullptr);
  off->trigger();
  QApplication::activePopupWidget()->close();
  QCOMPARE(plot("lossPlot").look().smoothing, 0.0);
  QCOMPARE(plot("metricPlot").look().smoothing, 0.0);
  driver_.close();
  driver_.open(shortExperiment());
  QCOMPARE(plot("lossPlot").look().smoothing, 0.0);
}

void UiCurvesPanelTest::tellsWhatCannotBeSaved() {
  driver_.open(shortExperiment());
  driver_.window->findChild<CurvesPanel*>()->save(plot("lossPlot"), QStringLiteral("/no/such/folder/loss.png"));
  QVERIFY(driver_.find<Banner>("banner")->isVisible());
  QVERIFY(driver_.find<Banner>("banner")->message().contains(QStringLiteral("/no/such/folder/loss.png")));
}

QTEST_MAIN(UiCurvesPanelTest)
#include "ui_curves_panel_test.moc"
