// What the tests of the network canvas share: small networks and data, and a canvas as a person has it before them.
#pragma once

#include <QHelpEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QtTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/data/prepared_data.h"
#include "core/nn/activation.h"
#include "core/nn/layer_registry.h"
#include "ui/network/activation_menu.h"
#include "ui/network/activation_pill.h"
#include "ui/network/layer_header.h"
#include "ui/network/network_canvas.h"
#include "ui/network/network_edit.h"
#include "ui/network/round_button.h"
#include "ui/theme/style.h"

namespace gradus::ui::test {

inline const QRectF kArea(16, 98, 668, 616);

inline LayerSpec layer(int units, const char* activation) {
  return {Choice{"linear", {{"units", static_cast<double>(units)}}}, Choice{activation, {}}};
}

inline NetworkSpec twoLayers() {
  return {{layer(8, "relu"), layer(4, "tanh")}};
}

inline Dataset images() {
  Dataset data;
  data.rows = 1;
  data.features = 784;
  data.image = {1, 28, 28};
  data.pixels.assign(784, 100);
  data.labels = {3};
  for (int i = 0; i < 10; ++i) data.classNames.push_back(std::to_string(i));
  return data;
}

inline Dataset table(int features) {
  Dataset data;
  data.rows = 1;
  data.features = features;
  for (int i = 0; i < features; ++i) data.featureNames.push_back("feature " + std::to_string(i + 1));
  data.values.assign(static_cast<std::size_t>(features), 0.5F);
  data.labels = {1};
  data.classNames = {"setosa", "versicolor", "virginica"};
  return data;
}

inline Dataset plane() {
  Dataset data = table(2);
  data.points = data.values;
  data.featureNames = {"sin x₁", "sin x₂"};
  return data;
}

/// "images", "plane", or a table of so many features.
inline Dataset dataOf(const QString& kind, int features) {
  return kind == u"images" ? images() : kind == u"plane" ? plane() : table(features);
}

inline PreparedDataPtr prepared(const Dataset& data) {
  auto all = std::make_shared<PreparedData>();
  all->dataset = std::make_shared<Dataset>(data);
  return all;
}

inline LayerSpec plainLayer(const char* name, const char* activation = "identity") {
  return {Choice{name, {}}, Choice{activation, {}}};
}

/// Weights 0.01, 0.02, … with alternating signs, where a layer has any; every bias is 0.5, every value 0.25.
inline SnapshotPtr snapshotOf(const NetworkSpec& network, const Dataset& data) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->run = 1;
  int inputs = static_cast<int>(data.features);
  for (std::size_t i = 0; i <= network.hidden.size(); ++i) {
    LayerSnapshot made;
    made.inputs = inputs;
    const bool isOutput = i == network.hidden.size();
    const bool isDense = isOutput || unitsOf(network.hidden[i]) > 0;
    made.outputs = isOutput ? static_cast<int>(data.classes()) : isDense ? unitsOf(network.hidden[i]) : inputs;
    for (int w = 0; isDense && w < made.inputs * made.outputs; ++w) {
      made.weight.push_back(0.01F * static_cast<float>(w + 1) * (w % 2 == 0 ? 1.0F : -1.0F));
    }
    if (isDense) made.bias.assign(static_cast<std::size_t>(made.outputs), 0.5F);
    made.values.assign(static_cast<std::size_t>(made.outputs), 0.25F);
    inputs = made.outputs;
    snapshot->layers.push_back(made);
  }
  SampleSnapshot sample;
  sample.input.assign(static_cast<std::size_t>(data.features), 1.0F);
  sample.probabilities.assign(static_cast<std::size_t>(data.classes()), 0.1F);
  snapshot->sample = sample;
  return snapshot;
}

/// A canvas as a person has it before them, and the last network it told of.
struct Desk {
  explicit Desk(const NetworkSpec& network = twoLayers(), const Dataset& data = table(4)) {
    canvas.resize(700, 800);
    canvas.setData(prepared(data));
    canvas.setNetwork(network);
    QObject::connect(&canvas, &NetworkCanvas::networkEdited, &canvas,
                     [this](const NetworkSpec& edited, const QString& name) {
                       QVERIFY(!name.isEmpty());
                       last = edited;
                       what = name;
                       ++edits;
                     });
    canvas.show();
    canvas.activateWindow();
    canvas.setFocus();
  }

  QPoint boxOf(int column, std::size_t box) const {
    return canvas.view().map(canvas.networkLayout().at(column).boxes[box].center()).toPoint();
  }
  /// A pointer that already is there does not move: it comes from elsewhere.
  void pointAt(const QPoint& position) {
    QTest::mouseMove(&canvas, {2, 100});
    QTest::mouseMove(&canvas, position);
  }
  LayerHeader* header(int column) const {
    return canvas.findChild<LayerHeader*>(QStringLiteral("header%1").arg(column));
  }
  /// Picks a kind of layer in the menu that `opener` opens.
  void chooseKind(QWidget* opener, const char* kind) {
    if (opener == nullptr) qFatal("Nothing to open the menu of kinds with");
    QTest::mouseClick(opener, Qt::LeftButton);
    pick("kind:", kind);
  }
  /// By the keyboard: Qt ignores a click on a menu that has only just opened. Without the line no test can go on.
  void pick(const char* prefix, const char* name) {
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    if (menu == nullptr) qFatal("No menu is open to pick %s%s in", prefix, name);
    auto* action = menu->findChild<QAction*>(QString::fromLatin1(prefix) + QString::fromLatin1(name));
    if (action == nullptr) qFatal("The open menu has no line %s%s", prefix, name);
    menu->setActiveAction(action);
    QTest::keyClick(menu, Qt::Key_Return);
  }
  std::vector<std::string> kinds() const {
    std::vector<std::string> all;
    for (const LayerSpec& each : canvas.network().hidden) all.push_back(each.layer.name);
    return all;
  }
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::keyClick(&canvas, key, modifiers);
  }
  std::vector<int> units() const {
    std::vector<int> all;
    for (const LayerSpec& each : last.hidden) all.push_back(unitsOf(each));
    return all;
  }

  NetworkCanvas canvas;
  NetworkSpec last;
  QString what;  ///< the name of the last change
  int edits = 0;
};

/// Says whether the widget took the turn; else it would go on to its parent.
inline bool turnWheel(QWidget* widget, const QPoint& at, int delta, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(widget, &event);
  return event.isAccepted();
}

}  // namespace gradus::ui::test
