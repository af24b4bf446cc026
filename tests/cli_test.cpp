// The command line as people type it: the real program in processes of its own.
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "cli_program.h"

using namespace gradus::test;

namespace {

/// The same curve twice, whatever the clock said.
QList<QJsonObject> withoutTimes(QList<QJsonObject> objects) {
  for (QJsonObject& object : objects) {
    object.remove(QStringLiteral("seconds"));
    object.remove(QStringLiteral("us_per_step"));
  }
  return objects;
}

constexpr const char* kDigits =
    "train --dataset mnist-10k --layers 32:relu,16:relu --optimizer adam --lr 0.001 --batch-size 100 --epochs 20 "
    "--seed 123 --json";

}  // namespace

class CliTest : public QObject {
  Q_OBJECT

 private slots:
  void digitsReach92PercentTwice() {
    const Outcome first = runGradus(kDigits);
    QCOMPARE(first.exitCode, 0);
    QCOMPARE(first.objects().size(), 21);
    QVERIFY(first.objects().last()[u"test_accuracy"].toDouble() >= 0.92);
    QCOMPARE(withoutTimes(runGradus(kDigits).objects()), withoutTimes(first.objects()));
  }

  void epochsHaveTheirKeys() {
    const Outcome outcome = runGradus("train --dataset iris --layers 8:tanh --epochs 2 --json");
    QCOMPARE(outcome.objects().size(), 3);
    QCOMPARE(outcome.objects().first().keys(),
             QStringLiteral("epoch seconds steps train_accuracy train_loss us_per_step valid_accuracy valid_loss")
                 .split(u' '));
    QCOMPARE(outcome.objects().last().keys(), QStringLiteral("test_accuracy test_loss").split(u' '));
    QVERIFY(outcome.objects()[1][u"seconds"].toDouble() >= outcome.objects()[0][u"seconds"].toDouble());
  }

  /// Whole epochs of Fashion-MNIST: 60,000 images, none kept for validation. PyTorch's seeds spread from 80 to 83.5 %.
  void garmentsAreLearnedInOneEpoch() {
    const Outcome outcome = runGradus(
        "train --dataset fashion-mnist --layers 100:relu --optimizer sgd --lr 0.1 --batch-size 100 --epochs 1 --valid "
        "0 "
        "--seed 4 --json");
    QCOMPARE(outcome.objects().first()[u"steps"].toInt(), 600);
    QVERIFY(outcome.objects().first()[u"train_accuracy"].toDouble() >= 0.83);
    QVERIFY(outcome.objects().first()[u"valid_loss"].isNull());
  }

  void linesForPeople() {
    const Outcome outcome = runGradus("train --dataset auto-mpg --layers 8:relu --lr 0.01 --epochs 2");
    const QStringList lines = outcome.out.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith(QStringLiteral("Epoch 1/2  train loss ")));
    QVERIFY(lines[2].contains(QStringLiteral("MAE")));
  }

  void filesAndOptionsAgree() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("moons.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"gradus": 1, "seed": 7,
                   "data": {"dataset": {"name": "moons", "noise": 20}},
                   "network": {"hidden": [{"layer": {"name": "linear", "units": 6}, "activation": {"name": "tanh"}}]},
                   "training": {"optimizer": {"name": "sgd", "lr": 0.1, "momentum": 0.9}, "batch_size": 10, "epochs": 3}})");
    file.close();
    const Outcome fromFile = runGradus({QStringLiteral("train"), path, QStringLiteral("--json")});
    const Outcome fromOptions = runGradus(
        "train --dataset moons --set noise=20 --layers 6:tanh --optimizer sgd --lr 0.1 --set momentum=0.9 --batch-size "
        "10 "
        "--epochs 3 --seed 7 --json");
    QCOMPARE(fromFile.exitCode, 0);
    QCOMPARE(withoutTimes(fromFile.objects()), withoutTimes(fromOptions.objects()));
  }

  void exportsAScript() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("moons.py"));
    const QStringList words = {QStringLiteral("export"), QStringLiteral(GRADUS_FIXTURES "/experiment.json"),
                               QStringLiteral("--to"), QStringLiteral("pytorch")};
    const Outcome written = runGradus(words + QStringList{path});
    QVERIFY2(written.exitCode == 0, qPrintable(written.err));
    QVERIFY(written.out.isEmpty());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString script = QString::fromUtf8(file.readAll());
    QVERIFY(script.contains(QStringLiteral("nn.Sequential(")));
    QCOMPARE(runGradus(words + QStringList{QStringLiteral("-")}).out, script);
  }

  void lists_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("expected");
    QTest::newRow("devices") << "devices"
                             << "PoCL";
    QTest::newRow("datasets") << "datasets"
                              << "fashion-mnist";
    QTest::newRow("help") << "--help"
                          << "screenshot";
    QTest::newRow("help of a command") << "train --help"
                                       << "--batch-size";
    QTest::newRow("export formats") << "export --help"
                                    << "pytorch";
    QTest::newRow("version") << "--version"
                             << "gradus 0.";
  }
  void lists() {
    QFETCH(QString, words);
    QFETCH(QString, expected);
    const Outcome outcome = runGradus(words.toUtf8().constData());
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.out.contains(expected), qPrintable(outcome.out));
  }

  void functionsOfOnesOwnAreTrained() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("own.json"));
    const auto train = [&](const char* formula) {
      QFile file(path);
      if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(path));
      file.write(
          R"({"gradus": 1, "data": {"dataset": {"name": "iris"}}, "training": {"epochs": 2}, "network": {"hidden": [
                     {"layer": {"name": "linear", "units": 4}, "activation": {"name": "own", "formula": ")");
      file.write(formula);
      file.write(R"("}}]}})");
      file.close();
      return runGradus({QStringLiteral("train"), path});
    };
    const Outcome good = train("x * sigmoid(a * x)");
    QVERIFY2(good.exitCode == 0, qPrintable(good.err));
    QCOMPARE(good.out.count(u'\n'), 3);
    const Outcome bad = train("x * sigmod(a * x)");
    QCOMPARE(bad.exitCode, 2);
    QVERIFY2(bad.err.contains(path + QStringLiteral(": network.hidden[0].activation.formula: Character 5: there is no "
                                                    "function 'sigmod'")),
             qPrintable(bad.err));
  }

  void wrongWordsAreSaidInOneLine_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("expected");
    QTest::newRow("command") << "trian"
                             << "trian";
    QTest::newRow("option") << "train --learning-rate 1"
                            << "--learning-rate";
    QTest::newRow("data set") << "train --dataset mnits"
                              << "mnits";
    QTest::newRow("layer") << "train --layers 32:relu,x"
                           << "'x'";
    QTest::newRow("no units") << "train --layers 0:relu"
                              << "0:relu";
    QTest::newRow("activation") << "train --layers 8:rellu"
                                << "rellu";
    QTest::newRow("optimizer") << "train --optimizer adamax"
                               << "adamax";
    QTest::newRow("rate") << "train --lr -1"
                          << "lr";
    QTest::newRow("rate is no number") << "train --lr fast"
                                       << "--lr";
    QTest::newRow("batch size") << "train --batch-size 0"
                                << "--batch-size";
    QTest::newRow("setting") << "train --set momentum=0.9"
                             << "momentum";
    QTest::newRow("shares") << "train --dataset iris --test 1.5"
                            << "1.5";
    QTest::newRow("unfit loss") << "train --dataset iris --loss mse"
                                << "mse";
    QTest::newRow("device") << "train --dataset iris --device quantum"
                            << "quantum";
    QTest::newRow("file") << "train /no/such/file.json"
                          << "/no/such/file.json";
    QTest::newRow("file and options") << "train " GRADUS_FIXTURES "/experiment.json --epochs 3"
                                      << "not both";
    QTest::newRow("export format") << "export " GRADUS_FIXTURES "/experiment.json --to keras out.py"
                                   << "keras";
    QTest::newRow("no export format") << "export " GRADUS_FIXTURES "/experiment.json out.py"
                                      << "--to";
    QTest::newRow("place of the export") << "export " GRADUS_FIXTURES
                                            "/experiment.json --to pytorch /no/such/folder/out.py"
                                         << "/no/such/folder/out.py";
    QTest::newRow("not JSON") << "train " GRADUS_FIXTURES "/make_curves.py"
                              << "make_curves.py:1:1";
    QTest::newRow("configuration") << "bench iris-adam mnist-tiny"
                                   << "mnist-tiny";
    QTest::newRow("widths of a configuration") << "bench 4-0-3,relu,adam,1,random,10"
                                               << "'0'";
    QTest::newRow("two kinds of bench") << "bench --scaling --interface"
                                        << "--scaling";
    QTest::newRow("size") << "screenshot out.png --size huge"
                          << "huge";
    QTest::newRow("page") << "screenshot out.png --page nowhere"
                          << "nowhere";
    QTest::newRow("place of the picture") << "screenshot /no/such/folder/out.png"
                                          << "/no/such/folder/out.png";
  }
  void wrongWordsAreSaidInOneLine() {
    QFETCH(QString, words);
    QFETCH(QString, expected);
    const Outcome outcome = runGradus(words.toUtf8().constData());
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.err.contains(expected), qPrintable(outcome.err));
    QCOMPARE(outcome.err.count(u'\n'), 1);
    QVERIFY(outcome.out.isEmpty());
  }

  void lostOutputIsAFailure_data() {
    QTest::addColumn<QString>("words");
    for (const char* words : {"--version", "devices", "datasets", "train --dataset iris --epochs 1"}) {
      QTest::newRow(words) << words;
    }
  }
  void lostOutputIsAFailure() {
    QFETCH(QString, words);
    for (const char* where : {">/dev/full", ">&-"}) {
      QProcess process;
      process.start(
          QStringLiteral("sh"),
          {QStringLiteral("-c"),
           QStringLiteral("'%1' %2 %3").arg(QStringLiteral(GRADUS_PROGRAM), words, QString::fromUtf8(where))});
      QVERIFY(process.waitForFinished(300'000));
      QVERIFY2(process.exitCode() == 2, where);
      QVERIFY(process.readAllStandardError().contains("cannot be written"));
    }
  }

  void exportsThroughWhatIsNoPlainFile() {
    const QString words = QStringLiteral("export " GRADUS_FIXTURES "/experiment.json --to summary ");
    QCOMPARE(runGradus((words + QStringLiteral("/dev/null")).toUtf8().constData()).exitCode, 0);
    const Outcome full = runGradus((words + QStringLiteral("/dev/full")).toUtf8().constData());
    QCOMPARE(full.exitCode, 2);
    QVERIFY2(full.err.contains(QStringLiteral("/dev/full: cannot be written")), qPrintable(full.err));
  }

  void benchMeasures() {
    const Outcome outcome = runGradus("bench --json 2-4-1,tanh,sgd,10,random,100 3-5-2,relu,adam,7,random,50");
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    const QStringList lines = outcome.out.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    for (const QString& line : lines) {
      const QJsonObject json = QJsonDocument::fromJson(line.toUtf8()).object();
      for (const char* name : {"us_per_step", "samples_per_s", "gflops", "peak_gflops", "peak_share",
                               "launches_per_step", "peak_memory_mib", "loss", "steps"}) {
        QVERIFY2(json[QString::fromLatin1(name)].toDouble() > 0, name);
      }
      QVERIFY(json[QStringLiteral("peak_share")].toDouble() < 1);
    }
  }

  void picturesTheWindow_data() {
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QString>("page");
    QTest::addColumn<bool>("isDark");
    QTest::newRow("dark") << "dark"
                          << "train" << true;
    QTest::newRow("light") << "light"
                           << "train" << false;
    QTest::newRow("inspect") << "light"
                             << "inspect" << false;
    QTest::newRow("activations") << "dark"
                                 << "activations" << true;
  }
  void picturesTheWindow() {
    QFETCH(QString, theme);
    QFETCH(QString, page);
    QFETCH(bool, isDark);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("window.png"));
    const Outcome outcome = runGradus(QStringLiteral("screenshot %1 --theme %2 --page %3 --size 1280x720 --epochs 2")
                                          .arg(path, theme, page)
                                          .toUtf8()
                                          .constData());
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    const QImage picture(path);
    QCOMPARE(picture.size(), QSize(1280, 720));
    QCOMPARE(picture.pixelColor(640, 4).lightness() < 128, isDark);
  }
};

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
