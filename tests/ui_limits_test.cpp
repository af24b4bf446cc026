// The limits of an experiment, by every way on which one comes in: from a file, the command line, the clipboard and the
// hands of a person.
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <functional>

#include "cli_program.h"
#include "core/base/limits.h"
#include "core/experiment/experiment_json.h"
#include "core/train/prepare.h"
#include "network_desk.h"
#include "test_support.h"
#include "ui/document/document.h"
#include "ui/train/output_card.h"
#include "ui/train/training_card.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/prepare_application.h"

using namespace gradus;
using namespace gradus::ui;
using namespace gradus::ui::test;
using gradus::test::errorOf;
using gradus::test::Folder;

namespace {

/// A try, and all that was said to it.
using Way = std::function<QString()>;

/// The command line says it as well of a file.
QString saidOfFile(const QByteArray& content) {
  const Folder folder;
  return gradus::test::runGradus({QStringLiteral("train"), QString::fromStdString(folder.write("large.json", content))})
      .err;
}

QString saidOf(const Experiment& experiment) {
  return saidOfFile(QByteArray::fromStdString(toJson(experiment)));
}

QString saidOfWords(const QString& words) {
  return gradus::test::runGradus((QStringLiteral("train ") + words).split(u' ')).err;
}

/// What a canvas says while `act` is done on it: by refusing, or at a layer that cannot be.
QString saidByCanvas(const NetworkSpec& network, const std::function<void(NetworkCanvas&)>& act) {
  Desk desk(network);
  QStringList said;
  QObject::connect(&desk.canvas.editor(), &NetworkEditor::refused, &desk.canvas,
                   [&](const QString& why) { said << why; });
  act(desk.canvas);
  for (const LayerHeader* header : desk.canvas.findChildren<LayerHeader*>()) said << header->accessibleDescription();
  return said.join(u'\n');
}

QString saidToPasted(const NetworkSpec& network, const QByteArray& text) {
  QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
  return saidByCanvas(network, [](NetworkCanvas& canvas) { QTest::keyClick(&canvas, Qt::Key_V, Qt::ControlModifier); });
}

/// What a field of the training card says to a number.
QString saidByField(const char* name, const QString& number) {
  Document document{Experiment{}};
  TrainingCard card(document);
  card.show();
  auto* field = card.findChild<NumberField*>(QString::fromLatin1(name));
  if (field == nullptr) qFatal("no field is called %s", name);
  auto* edit = field->findChild<QLineEdit*>();
  edit->setFocus();
  edit->selectAll();
  QTest::keyClicks(edit, number);
  const QString said = field->toolTip();
  QTest::keyClick(edit, Qt::Key_Return);
  return document.experiment() == Experiment{} ? said : QStringLiteral("(taken)");
}

NetworkSpec networkOf(std::size_t layers, int units) {
  return {std::vector<LayerSpec>(layers, layer(units, "relu"))};
}

Experiment experimentWith(const NetworkSpec& network) {
  Experiment experiment;
  experiment.data.dataset = {"iris", {}};
  experiment.network = network;
  return experiment;
}

Experiment manyPoints(std::size_t count) {
  Experiment experiment;
  experiment.data.dataset = {"moons", {}};
  experiment.data.points.assign(count, {1, 1, 0});
  experiment.data.points.front().answer = 1;
  return experiment;
}

QByteArray pasted(const NetworkSpec& network) {
  return QByteArray::fromStdString(layersToJson(network.hidden));
}

/// What the output card says to one more point.
QString saidToOneMorePoint() {
  Document document(manyPoints(kMostPoints));
  OutputCard card(document);
  card.setData(prepareData(document.experiment()));
  card.resize(400, 460);
  card.show();
  auto* field = card.findChild<PlaneField*>(QStringLiteral("planeField"));
  QTest::keyClick(field, Qt::Key_Return);
  if (document.experiment().data.points.size() != kMostPoints) return QStringLiteral("(added)");
  return card.findChild<QLabel*>(QStringLiteral("planeReading"))->text();
}

}  // namespace

class LimitsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { prepareApplication(); }
  void everyWayHasThem_data();
  void everyWayHasThem();
  void whatIsAtTheLimitIsTaken();
};

void LimitsTest::everyWayHasThem_data() {
  QTest::addColumn<Way>("way");
  QTest::addColumn<QString>("expected");
  const auto row = [](const char* name, const char* expected, const Way& way) {
    QTest::newRow(name) << way << QString::fromUtf8(expected);
  };
  const NetworkSpec wide = networkOf(1, kMostUnits + 1);
  row("units: file", "expected a whole number from 1 to 16384", [=] { return saidOf(experimentWith(wide)); });
  row("units: command line", "expected a whole number from 1 to 16384",
      [] { return saidOfWords(QStringLiteral("--layers 16385:relu")); });
  row("units: paste", "expected a whole number from 1 to 16384",
      [=] { return saidToPasted(twoLayers(), pasted(wide)); });
  row("units: window", "Linear 1 has at most 16 384 units", [] {
    return saidByCanvas(twoLayers(), [](NetworkCanvas& canvas) { canvas.editor().setUnits(0, kMostUnits + 1); });
  });

  const NetworkSpec deep = networkOf(kMostLayers + 1, 1);
  const NetworkSpec full = networkOf(kMostLayers, 1);
  row("layers: file", "network.hidden has 129 layers, expected at most 128",
      [=] { return saidOf(experimentWith(deep)); });
  row("layers: command line", "network.hidden has 129 layers, expected at most 128", [] {
    return saidOfWords(QStringLiteral("--layers ") + QStringList(kMostLayers + 1, QStringLiteral("1")).join(u','));
  });
  row("layers: paste", "at most 128 hidden layers; this one would have 131",
      [=] { return saidToPasted(twoLayers(), pasted(deep)); });
  row("layers: paste of one more", "at most 128 hidden layers; this one would have 129",
      [=] { return saidToPasted(full, pasted(networkOf(1, 1))); });
  row("layers: window", "at most 128 hidden layers; this one would have 129",
      [=] { return saidByCanvas(full, [](NetworkCanvas& canvas) { canvas.addLayer(); }); });
  row("layers: duplicates", "at most 128 hidden layers; this one would have 256", [=] {
    return saidByCanvas(full, [](NetworkCanvas& canvas) {
      canvas.editor().selectAll();
      canvas.editor().duplicateSelected();
    });
  });

  const NetworkSpec heavy = networkOf(2, kMostUnits);
  row("parameters: file", "a network may have 256000000 in all", [=] { return saidOf(experimentWith(heavy)); });
  row("parameters: command line", "a network may have 256000000 in all",
      [] { return saidOfWords(QStringLiteral("--layers 16384:relu,16384:relu")); });
  row("parameters: paste", "a network may have 256 000 000 in all",
      [=] { return saidToPasted(networkOf(1, kMostUnits), pasted(networkOf(1, kMostUnits))); });
  row("parameters: window", "a network may have 256 000 000 in all", [] {
    return saidByCanvas(networkOf(2, kMostUnits / 2), [](NetworkCanvas& canvas) {
      canvas.editor().selectAll();
      canvas.editor().setUnits(0, kMostUnits);
    });
  });

  row("points: file", "data.points: has 100001 points, expected at most 100000",
      [] { return saidOf(manyPoints(kMostPoints + 1)); });
  row("points: command line", "expected a whole number from 10 to 100000",
      [] { return saidOfWords(QStringLiteral("--dataset moons --set points=100001")); });
  row("points: window", "There are 100 000 points, and no room for more", &saidToOneMorePoint);

  row("name: file", "name has 201 letters, expected at most 200", [] {
    Experiment experiment;
    experiment.name.clear();
    for (std::size_t i = 0; i <= kMostNameLetters; ++i) experiment.name += "µ";
    return saidOf(experiment);
  });

  Experiment patient;
  patient.training.epochs = kMostEpochs + 1;
  row("epochs: file", "training.epochs is 1000001, expected 1 to 1000000", [=] { return saidOf(patient); });
  row("epochs: command line", "is 1000001, expected a whole number from 1 to 1000000",
      [] { return saidOfWords(QStringLiteral("--epochs 1000001")); });
  row("epochs: window", "Expected a whole number from 1 to 1 000 000",
      [] { return saidByField("epochsField", QStringLiteral("1000001")); });

  Experiment large;
  large.training.batchSize = kMostBatch + 1;
  row("batch: file", "training.batch_size is 1000001, expected 1 to 1000000", [=] { return saidOf(large); });
  row("batch: command line", "is 1000001, expected a whole number from 1 to 1000000",
      [] { return saidOfWords(QStringLiteral("--batch-size 1000001")); });
  row("batch: window", "Expected a whole number from 1 to 1 000 000",
      [] { return saidByField("batchSizeField", QStringLiteral("1000001")); });

  const QByteArray brackets(100'000, '[');
  row("depth: file", "more than 64 lists and objects within each other", [=] { return saidOfFile(brackets); });
  row("depth: paste", "more than 64 lists and objects within each other",
      [=] { return saidToPasted(twoLayers(), brackets); });
  const QByteArray book = "[\"" + QByteArray(16 << 20, 'x') + "\"]";
  row("text: file", "a text has more than 16384 bytes", [=] { return saidOfFile(book); });
  row("text: paste", "a text has more than 16384 bytes", [=] { return saidToPasted(twoLayers(), book); });
  const QByteArray huge = "[1e999]";
  row("number: file", "a number is too large", [=] { return saidOfFile(huge); });
  row("number: paste", "a number is too large", [=] { return saidToPasted(twoLayers(), huge); });
  row("file of 65 MiB", "more than 67108864 bytes", [] { return saidOfFile(QByteArray(65 << 20, ' ')); });
}

void LimitsTest::everyWayHasThem() {
  QFETCH(Way, way);
  QFETCH(QString, expected);
  const QString said = way().replace(QChar(0x202F), u' ');
  QVERIFY2(said.contains(expected), qPrintable(said));
}

void LimitsTest::whatIsAtTheLimitIsTaken() {
  Experiment experiment = manyPoints(kMostPoints);
  experiment.network = networkOf(kMostLayers, kMostUnits);  // whether it has room is another question
  experiment.name = std::string(kMostNameLetters, 'x');
  experiment.training.epochs = kMostEpochs;
  experiment.training.batchSize = kMostBatch;
  check(experimentFromJson(toJson(experiment), "e.json"), "e.json");

  Desk desk(networkOf(kMostLayers - 1, 1));
  desk.canvas.addLayer();
  QCOMPARE(desk.last.hidden.size(), kMostLayers);
  desk.canvas.editor().setUnits(0, kMostUnits);
  QCOMPARE(desk.units().front(), kMostUnits);
}

QTEST_MAIN(LimitsTest)
#include "ui_limits_test.moc"
