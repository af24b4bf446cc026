// The window and the command line speak of the same run in the same digits.
#include <QApplication>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "core/experiment/experiment_json.h"
#include "core/session/training_session.h"
#include "ui/shell/main_window.h"

using namespace gradus;

Q_DECLARE_METATYPE(gradus::Experiment)

class NumbersTest : public QObject {
  Q_OBJECT

 private slots:
  void windowAndCommandLineAgree_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<Experiment>("experiment");
    Experiment digits;
    digits.data.dataset.name = "mnist-10k";
    digits.network.hidden = {{{"linear", {{"units", 32}}}, {"relu", {}}}, {{"linear", {{"units", 16}}}, {"relu", {}}}};
    digits.training.optimizer.values["lr"] = 0.001;
    digits.training.batchSize = 100;
    QTest::newRow("digits") << "train --dataset mnist-10k --layers 32:relu,16:relu --optimizer adam --lr 0.001 "
                               "--batch-size 100 --epochs 20 --seed 123"
                            << digits;
    Experiment cars;
    cars.data.dataset.name = "auto-mpg";
    cars.network.hidden = {{{"linear", {{"units", 8}}}, {"tanh", {}}}};
    cars.training.loss.name = "mse";
    cars.training.epochs = 5;
    QTest::newRow("numbers") << "train --dataset auto-mpg --layers 8:tanh --epochs 5" << cars;
  }

  void windowAndCommandLineAgree() {
    QFETCH(QString, words);
    QFETCH(Experiment, experiment);
    QProcess process;
    process.start(QStringLiteral(GRADUS_PROGRAM), words.split(QLatin1Char(' ')));
    QVERIFY(process.waitForFinished(120'000));
    const QStringList lines = QString::fromUtf8(process.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);

    TrainingSession session(QStringLiteral("cpu"));
    ui::MainWindow window(session, experiment);
    window.show();
    window.findChild<QPushButton*>(QStringLiteral("trainButton"))->click();
    const auto* test = window.findChild<QLabel*>(QStringLiteral("statusTest"));
    const auto* monitor = window.findChild<QLabel*>(QStringLiteral("statusMonitor"));
    QTRY_VERIFY_WITH_TIMEOUT(test->isVisible(), 120'000);
    // "Test  loss 0.2882 accuracy 92.30 %" is "test loss 0.2882 · test accuracy 92.30 %" in the window.
    const auto inPlainSigns = [](QString text) { return text.replace(QChar(QChar::Nbsp), u' '); };
    QCOMPARE(
        inPlainSigns(test->text()).remove(QStringLiteral("test ")).replace(QStringLiteral(" · "), QStringLiteral(" ")),
        lines.last().mid(6));
    const QString& epoch = lines.at(lines.size() - 2);
    const QString monitored = inPlainSigns(monitor->text());
    QVERIFY2(epoch.contains(monitored.mid(6)), qPrintable(epoch + QStringLiteral(" | ") + monitored));
  }
};

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  const QTemporaryDir settings;
  QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
  NumbersTest test;
  return QTest::qExec(&test, argc, argv);
}
#include "ui_numbers_test.moc"
