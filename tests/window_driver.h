// What the tests of the window share: a real window on a real session, and hands to use it with.
#pragma once

#include <QApplication>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include "core/session/training_session.h"
#include "ui/document/document.h"
#include "ui/plots/curve_plot.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/prepare_application.h"

namespace gradus::ui {

constexpr int kPatience = 60000;  // the first kernels may have to be compiled

class WindowDriver {
 public:
  /// Settings go to a folder of their own: a test must not change what the person who runs it has chosen.
  void prepare() {
    prepareApplication();
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path());
    QSettings().clear();
  }

  /// A window on `experiment`, once there are initial weights and a sample to watch.
  void open(const Experiment& experiment, const QString& device = {}) {
    session = std::make_unique<TrainingSession>(device);
    window = std::make_unique<MainWindow>(*session, experiment);
    window->resize(1440, 900);
    window->show();
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    if (!device.isEmpty()) return;
    QTRY_VERIFY_WITH_TIMEOUT(isReady() && last()->sample.has_value(), kPatience);
  }

  void close() {
    window.reset();
    session.reset();
  }

  template <typename T>
  T* find(const char* name) const {
    T* found = window->findChild<T*>(QString::fromLatin1(name));
    if (found == nullptr) qFatal("no widget is called %s", name);
    return found;
  }

  void click(const char* name) const { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }

  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(window.get(), key, modifiers); }

  void type(QLineEdit* edit, const QString& text) const {
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
    QTest::keyClick(edit, Qt::Key_Return);
  }

  void choose(const char* combo, const char* name) const {
    auto* box = find<ComboBox>(combo);
    const int row = box->findData(QString::fromLatin1(name));
    QVERIFY(row >= 0);
    box->setCurrentIndex(row);
    emit box->activated(row);
  }

  const Experiment& experiment() const { return window->document().experiment(); }
  SnapshotPtr last() const { return window->feed().last(); }
  /// With the numbers of the network, which the window itself asks for only where they are shown.
  SnapshotPtr lookAtNetwork() const {
    SnapshotPtr found;
    const auto connection =
        QObject::connect(session.get(), &TrainingSession::snapshotReady, session.get(), [&](const SnapshotPtr& next) {
          if (!next->layers.empty()) found = next;
        });
    session->requestSnapshot({.layers = true});
    if (!QTest::qWaitFor([&] { return found != nullptr; }, kPatience)) qFatal("the session does not answer");
    QObject::disconnect(connection);
    return found;
  }

  bool isReady() const { return last() != nullptr && last()->state == SessionState::Ready; }
  bool isPausedAtStep(std::int64_t step) const { return last()->state == SessionState::Paused && last()->step == step; }
  QString trainLabel() const { return find<Button>("trainButton")->text(); }
  int lossPoints() const { return find<CurvePlot>("lossPlot")->pointCount(); }

  std::unique_ptr<TrainingSession> session;
  std::unique_ptr<MainWindow> window;

 private:
  QTemporaryDir settings_;
};

/// The first experiment, but so long that it does not end while a test looks at it.
inline Experiment longExperiment() {
  Experiment experiment = firstExperiment();
  experiment.training.epochs = 100000;
  return experiment;
}

}  // namespace gradus::ui
