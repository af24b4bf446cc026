// Experiments as JSON: written and read again, and what is wrong with those that cannot be read or run.
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/experiment/experiment_json.h"
#include "test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

/// An experiment that differs from the defaults in every value.
Experiment example() {
  Experiment experiment;
  experiment.name = "two layers, \"quoted\" · µ";
  experiment.seed = 18446744073709551615ULL;
  experiment.data = {{"moons", {{"noise", 12.5}, {"points", 200}}}, 0.25, 0.3, 9, false};
  experiment.network.hidden = {{{"linear", {{"units", 16}}}, {"tanh", {}}, {"xavier_uniform", {{"gain", 1.5}}}},
                               {{"linear", {{"units", 4}}}, {"leaky_relu", {{"negative_slope", 0.1}}}}};
  experiment.network.outputActivation = {"leaky_relu", {{"negative_slope", 0.25}}};
  experiment.network.outputInitialization = {"normal", {{"std", 0.01}}};
  experiment.training = {.loss = {"cross_entropy", {}},
                         .optimizer = {"sgd", {{"lr", 0.05}, {"momentum", 0.9}}},
                         .schedule = {"step", {{"step_size", 5}}},
                         .l1 = 0.001,
                         .clipNorm = 1.5,
                         .clipValue = 0.5,
                         .batchSize = 7,
                         .shuffle = false,
                         .dropLast = true,
                         .balanceClasses = true,
                         .epochs = 3,
                         .patience = 2};
  return experiment;
}

constexpr const char* kExampleFile = GRADUS_FIXTURES "/experiment.json";

}  // namespace

class ExperimentTest : public QObject {
  Q_OBJECT

 private slots:
  void writesStableJson() {
    QFile file(QString::fromUtf8(kExampleFile));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromStdString(toJson(example())), QString::fromUtf8(file.readAll()));
  }

  void readsWhatItWrote() {
    QVERIFY(experimentFromJson(toJson(example()), "e.json") == example());
    QVERIFY(experimentFromJson(toJson(Experiment{}), "e.json") == Experiment{});
    Experiment awkward = example();
    awkward.training.optimizer.values = {{"lr", 0.1}, {"momentum", 1.0 / 3.0}};
    awkward.data.dataset.values = {{"noise", 5e-324}, {"points", 1.7976931348623157e308}};
    QVERIFY(experimentFromJson(toJson(awkward), "e.json") == awkward);
    Experiment plane = example();
    plane.data.features = {"x1", "sin_x2"};
    plane.data.points = {{1, -2.5, 1}, {0.1234, 5e-7, 0}};
    QVERIFY(QString::fromStdString(toJson(plane)).contains(QStringLiteral("[1, -2.5, 1],\n      [0.1234, 5e-07, 0]")));
    QVERIFY(experimentFromJson(toJson(plane), "e.json") == plane);
  }

  void refusesToWriteWhatIsNotFinite() {
    Experiment experiment = example();
    experiment.training.optimizer.values["lr"] = std::nan("");
    QVERIFY(errorOf<FormatError>([&] { toJson(experiment); }).startsWith(QStringLiteral("sgd.lr is not finite")));
  }

  void keepsDefaultsForMissingKeys() {
    QVERIFY(experimentFromJson(R"({"gradus": 1})", "e.json") == Experiment{});
    const Experiment some = experimentFromJson(R"({"gradus": 1, "training": {"epochs": 7}})", "e.json");
    QCOMPARE(some.training.epochs, 7);
    QCOMPARE(some.training.batchSize, Experiment{}.training.batchSize);
  }

  void refusesJson_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* text, const char* expected) {
      QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("empty", "", "e.json:1:1: this is not JSON: ");
    row("no JSON", "hello", "e.json:1:1: this is not JSON: ");
    row("comma too many", "{\n  \"gradus\": 1,\n}", "e.json:3:1: this is not JSON: ");
    row("cut", "{\"gradus\": 1, \"name\": \"µ", "e.json:1:25: this is not JSON: ");
    row("two documents", "{\"gradus\": 1} {}", "e.json:1:15: this is not JSON: ");
    row("a list", "[1]", "e.json: is no experiment of Gradus");
    row("other JSON", R"({"name": "x"})", "e.json: is no experiment of Gradus");
    row("newer version", R"({"gradus": 2, "new": 1})", "e.json: gradus is 2, expected 1");
    row("version as text", R"({"gradus": "1"})", R"(e.json: gradus is "1", expected a whole number)");
    row("unknown key", R"({"gradus": 1, "sed": 5})", "e.json: sed is not a known key; there are: data, gradus, name,");
    row("unknown key below", R"({"gradus": 1, "data": {"valid": 0}})", "e.json: data.valid is not a known key");
    row("unknown key in a layer", R"({"gradus": 1, "network": {"hidden": [{}, {"units": 4}]}})",
        "e.json: network.hidden[1].units is not a known key; there are: activation, initialization, layer");
    row("text for a number", R"({"gradus": 1, "training": {"epochs": "many"}})",
        R"(e.json: training.epochs is "many", expected a whole number from 0 to 2147483647)");
    row("fraction", R"({"gradus": 1, "training": {"batch_size": 1.5}})",
        "e.json: training.batch_size is 1.5, expected");
    row("negative", R"({"gradus": 1, "seed": -1})", "e.json: seed is -1, expected a whole number from 0");
    row("beyond int", R"({"gradus": 1, "training": {"epochs": 2147483648}})", "e.json: training.epochs is 2147483648");
    row("beyond 64 bits", R"({"gradus": 1, "seed": 18446744073709551616})", "e.json: seed is 1.8446744073709552e+19");
    row("number for a switch", R"({"gradus": 1, "training": {"shuffle": 1}})",
        "e.json: training.shuffle is 1, expected true or false");
    row("number for text", R"({"gradus": 1, "name": 5})", "e.json: name is 5, expected text");
    row("null", R"({"gradus": 1, "data": {"valid_share": null}})",
        "e.json: data.valid_share is null, expected a number");
    row("object for a list", R"({"gradus": 1, "network": {"hidden": {}}})",
        "e.json: network.hidden is object, expected a list");
    row("list for an object", R"({"gradus": 1, "network": []})", "e.json: network is array, expected an object");
    row("text for a choice", R"({"gradus": 1, "training": {"loss": "mse"}})",
        R"(e.json: training.loss is "mse", expected an object such as)");
    row("choice without name", R"({"gradus": 1, "training": {"optimizer": {"lr": 1}}})",
        "e.json: training.optimizer has no 'name'");
    row("point of two numbers", R"({"gradus": 1, "data": {"points": [[1, 2]]}})",
        "e.json: data.points[0] is array, expected a list of three numbers");
    row("point with text", R"({"gradus": 1, "data": {"points": [[1, "2", 0]]}})",
        R"(e.json: data.points[0][1] is "2", expected a number)");
    row("parameter as text", R"({"gradus": 1, "training": {"optimizer": {"name": "adam", "lr": "0.1"}}})",
        R"(e.json: training.optimizer.lr is "0.1", expected a number)");
  }
  void refusesJson() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const QString message = errorOf<FormatError>([&] { experimentFromJson(text.toStdString(), "e.json"); });
    QVERIFY2(message.startsWith(expected), qPrintable(message));
  }

  void refusesWhatIsTooLarge_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QByteArray keys = "{";
    for (int i = 0; i < 100000; ++i) keys += "\"k" + QByteArray::number(i) + "\": 1, ";
    keys += "\"k\": 1}";
    const auto row = [](const char* name, const QByteArray& text, const char* expected) {
      QTest::newRow(name) << text << QString::fromLatin1(expected);
    };
    row("number", "1e999", "e.json: a number is too large");
    row("number in a list", "[1e999]", "e.json: a number is too large");
    row("depth", QByteArray(100000, '[') + QByteArray(100000, ']'), "e.json:1:65: more than 64 lists and objects");
    row("keys", keys, "an object has more than 256 keys");
    row("name", "{\"gradus\": 1, \"name\": \"" + QByteArray(16 << 20, 'x') + "\"}",
        "e.json:1:23: a text has more than 16384 bytes");
  }

  /// Layers take many times the room of their text.
  void longListsAreRefused() {
    const std::string layers = '[' + QByteArray("{},").repeated(1'000'000).toStdString() + "{}]";
    const auto expected = QStringLiteral("has 1000001 entries, expected at most");
    const auto whole = [&] { experimentFromJson(R"({"gradus": 1, "network": {"hidden": )" + layers + "}}", "e.json"); };
    QVERIFY(errorOf<FormatError>(whole).contains(QStringLiteral("network.hidden ") + expected));
    QVERIFY(errorOf<FormatError>([&] { layersFromJson(layers, "e.json"); }).contains(expected));
  }
  void refusesWhatIsTooLarge() {
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const std::string words = text.toStdString();
    const QString message = errorOf<FormatError>([&] { experimentFromJson(words, "e.json"); });
    QVERIFY2(message.contains(expected), qPrintable(message));
    QVERIFY(errorOf<FormatError>([&] { layersFromJson(words, "e.json"); }).contains(expected));
  }

  void limitsWhatIsRun() {
    Experiment named;
    named.name = std::string(201, 'x');
    QVERIFY(errorOf<FormatError>([&] { check(named, "e"); }).contains(QStringLiteral("name has 201 letters")));
    Experiment deep;
    deep.network.hidden.resize(129);
    QVERIFY(errorOf<FormatError>([&] { check(deep, "e"); }).contains(QStringLiteral("has 129 layers")));
    Experiment wide;
    wide.network.hidden.resize(1);
    wide.network.hidden[0].layer.values["units"] = 16385;
    QVERIFY(errorOf<FormatError>([&] { check(wide, "e"); }).contains(QStringLiteral("16384")));
  }

  void readsFiles() {
    const Folder folder;
    QVERIFY(readExperiment(kExampleFile) == example());
    QVERIFY(errorOf<FormatError>([&] {
              readExperiment(folder.path("absent.json"));
            }).contains(QStringLiteral("absent.json: cannot be found")));
    const std::string large = folder.write("large.json", QByteArray((64 << 20) + 1, ' '));
    QVERIFY(errorOf<FormatError>([&] { readExperiment(large); }).contains(QStringLiteral("more than 67108864 bytes")));
    const std::string deep = folder.write("deep.json", QByteArray(1 << 20, '['));
    QVERIFY(errorOf<FormatError>([&] {
              readExperiment(deep);
            }).contains(QStringLiteral("deep.json:1:65: more than 64 lists")));
  }

  void acceptsWhatCanBeRun() {
    check(Experiment{}, "e.json");
    Experiment regression;
    regression.data.dataset = {"auto-mpg", {}};
    regression.training.loss = {"mse", {}};
    check(regression, "e.json");
    Experiment linear = example();
    linear.network.hidden.clear();
    check(linear, "e.json");
  }

  void refusesWhatCannotBeRun_data() {
    QTest::addColumn<Experiment>("experiment");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* expected, auto change) {
      Experiment experiment = example();
      change(experiment);
      QTest::newRow(name) << experiment << QString::fromUtf8(expected);
    };
    row("data set", "e.json: data.dataset: There is no data set 'x'", [](auto& e) { e.data.dataset = {"x", {}}; });
    row("data set's parameter", "e.json: data.dataset: moons has no parameter 'size'",
        [](auto& e) { e.data.dataset.values["size"] = 1; });
    row("data set's range", "e.json: data.dataset: ", [](auto& e) { e.data.dataset.values["noise"] = 51; });
    row("no whole number", "e.json: data.dataset: ", [](auto& e) { e.data.dataset.values["points"] = 99.5; });
    row("feature", "e.json: data.features: There is no feature 'x3'", [](auto& e) { e.data.features = {"x3"}; });
    row("feature twice", "e.json: data.features: The feature 'x1' is there twice", [](auto& e) {
      e.data.features = {"x1", "x1"};
    });
    row("features of a table", "e.json: data.features: iris has columns of its own", [](auto& e) {
      e.data.dataset = {"iris", {}};
      e.data.features = {"x1"};
    });
    row("point far away", "e.json: data.points[1][0] is 1001, expected -1000 to 1000", [](auto& e) {
      e.data.points = {{0, 0, 0}, {1001, 0, 0}};
    });
    row("points of a table", "e.json: data.points: iris is no set of points", [](auto& e) {
      e.data.dataset = {"iris", {}};
      e.data.points = {{0, 0, 0}};
    });
    row("layer", "e.json: network.hidden[1].layer: ", [](auto& e) { e.network.hidden[1].layer = {"x", {}}; });
    row("units", "e.json: network.hidden[0].layer: ", [](auto& e) { e.network.hidden[0].layer.values["units"] = 0; });
    row("output activation", "e.json: network.output_activation: ", [](auto& e) {
      e.network.outputActivation = {"x", {}};
    });
    row("activation", "e.json: network.hidden[1].activation: ", [](auto& e) {
      e.network.hidden[1].activation = {"x", {}};
    });
    row("loss", "e.json: training.loss: ", [](auto& e) { e.training.loss = {"x", {}}; });
    row("loss of another task", "e.json: training.loss: mse is a loss for numbers, but moons has 2 classes",
        [](auto& e) {
          e.training.loss = {"mse", {}};
        });
    row("task of another loss", "e.json: training.loss: cross_entropy is a loss for classes, but auto-mpg has numbers",
        [](auto& e) {
          e.data.dataset = {"auto-mpg", {}};
        });
    row("one output for three classes",
        "e.json: training.loss: bce_with_logits is a loss for two classes, but blobs has 3 classes to predict; choose",
        [](auto& e) {
          e.data.dataset = {"blobs", {{"classes", 3}}};
          e.training.loss = {"bce_with_logits", {}};
        });
    row("one output for numbers",
        "e.json: training.loss: bce is a loss for two classes, but auto-mpg has numbers to predict; choose another",
        [](auto& e) {
          e.data.dataset = {"auto-mpg", {}};
          e.training.loss = {"bce", {}};
        });
    row("no probability",
        "e.json: training.loss: bce takes probabilities, but network.output_activation is tanh, which gives numbers "
        "outside 0 … 1; choose sigmoid there, or the loss bce_with_logits",
        [](auto& e) {
          e.training.loss = {"bce", {}};
          e.network.outputActivation = {"tanh", {}};
        });
    row("weights of classes for one output",
        "e.json: training.balance_classes: bce_with_logits knows no weights of classes; leave it out, or", [](auto& e) {
          e.training.loss = {"bce_with_logits", {}};
          e.training.balanceClasses = true;
        });
    row("optimizer", "e.json: training.optimizer: ", [](auto& e) { e.training.optimizer = {"x", {}}; });
    row("learning rate", "e.json: training.optimizer: ", [](auto& e) { e.training.optimizer.values["lr"] = -1; });
    row("batch size", "e.json: training.batch_size is 0, expected 1 to", [](auto& e) { e.training.batchSize = 0; });
    row("epochs", "e.json: training.epochs is 0, expected 1 to", [](auto& e) { e.training.epochs = 0; });
    row("validation share", "e.json: data.valid_share is 0.95, expected 0 to 0.9",
        [](auto& e) { e.data.validShare = 0.95; });
    row("test share", "e.json: data.test_share is -0.1", [](auto& e) { e.data.testShare = -0.1; });
    row("share that is no number", "e.json: data.test_share is nan", [](auto& e) { e.data.testShare = std::nan(""); });
  }
  void refusesWhatCannotBeRun() {
    QFETCH(Experiment, experiment);
    QFETCH(QString, expected);
    const QString message = errorOf<FormatError>([&] { check(experiment, "e.json"); });
    QVERIFY2(message.startsWith(expected), qPrintable(message));
  }
};

QTEST_GUILESS_MAIN(ExperimentTest)
#include "experiment_test.moc"
