// How the program ends when it is asked to: on a terminal, in a pipe and with a window, by each of the three signals.
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QFile>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <vector>

namespace {

constexpr int kPatience = 300'000;

/// The program on a terminal of its own.
class Terminal {
 public:
  explicit Terminal(const char* words) {
    process_ = ::forkpty(&file_, nullptr, nullptr, nullptr);
    if (process_ != 0) return;
    QList<QByteArray> list = QByteArray(words).split(' ');
    std::vector<char*> arguments = {const_cast<char*>(GRADUS_PROGRAM)};
    for (QByteArray& word : list) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execv(GRADUS_PROGRAM, arguments.data());
    ::_exit(127);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal() {
    if (!isOver_) ::kill(process_, SIGKILL);
    if (!isOver_) ::waitpid(process_, nullptr, 0);
    ::close(file_);
  }

  /// What it has written once `sign` is in it, or the program ends.
  QByteArray readUntil(const QByteArray& sign) {
    while (!text_.contains(sign) && readMore()) {
    }
    return text_;
  }

  void send(int signal) const { ::kill(process_, signal); }

  /// All that it wrote; −1 for what did not exit by itself.
  QByteArray readAll(int& exitCode) {
    while (readMore()) {
    }
    int status = 0;
    ::waitpid(process_, &status, 0);
    isOver_ = true;
    exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return text_;
  }

 private:
  bool readMore() {
    pollfd ready{file_, POLLIN, 0};
    char bytes[4096];
    if (::poll(&ready, 1, kPatience) <= 0) return false;
    const ssize_t count = ::read(file_, bytes, sizeof bytes);
    if (count > 0) text_.append(bytes, count);
    return count > 0;
  }

  int file_ = -1;
  pid_t process_ = -1;
  bool isOver_ = false;
  QByteArray text_;
};

/// Whether the process has a handler of its own for `signal`.
bool isCaught(qint64 process, int signal) {
  QFile file(QStringLiteral("/proc/%1/status").arg(process));
  if (!file.open(QIODevice::ReadOnly)) return false;
  for (const QByteArray& line : file.readAll().split('\n')) {
    if (line.startsWith("SigCgt:")) return (line.mid(7).trimmed().toULongLong(nullptr, 16) >> (signal - 1) & 1U) != 0;
  }
  return false;
}

}  // namespace

class CliSignalsTest : public QObject {
  Q_OBJECT

  static void addSignals() {
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
  }

 private slots:
  void trainingEndsAfterTheBatch_data() { addSignals(); }
  void trainingEndsAfterTheBatch() {
    QFETCH(int, signal);
    // An epoch takes seconds.
    Terminal terminal(
        "train --dataset fashion-mnist --layers 512:relu,512:relu,512:relu --batch-size 50 --epochs 1000");
    QVERIFY(terminal.readUntil("batch ").contains("batch "));
    terminal.send(signal);
    int exitCode = -1;
    const QByteArray text = terminal.readAll(exitCode);
    QCOMPARE(exitCode, 128 + signal);
    QVERIFY2(text.contains("Test  loss "), text.constData());
    QVERIFY2(!text.contains("train loss"), text.constData());
    QCOMPARE(text.mid(text.lastIndexOf('\r', -3) + 1).left(3), QByteArray("\033[K"));
  }

  void shortEpochsEndWithTheTestLine_data() { addSignals(); }
  void shortEpochsEndWithTheTestLine() {
    QFETCH(int, signal);
    QProcess process;
    process.start(QStringLiteral(GRADUS_PROGRAM),
                  QStringLiteral("train --dataset iris --epochs 1000000 --json").split(u' '));
    QVERIFY(process.waitForReadyRead(kPatience));
    ::kill(static_cast<pid_t>(process.processId()), signal);
    QVERIFY(process.waitForFinished(kPatience));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 128 + signal);
    QVERIFY(process.readAllStandardOutput().trimmed().split('\n').last().contains("test_loss"));
  }

  void whatTheCallerIgnoresStaysIgnored() {
    QProcess process;
    process.start(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("trap '' HUP; exec '" GRADUS_PROGRAM
                                                                              "' train --dataset iris --epochs "
                                                                              "1000000")});
    QVERIFY(process.waitForReadyRead(kPatience));
    ::kill(static_cast<pid_t>(process.processId()), SIGHUP);
    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(kPatience));
    QCOMPARE(process.exitCode(), 128 + SIGTERM);
  }

  void theWindowKeepsItsPlace_data() { addSignals(); }
  void theWindowKeepsItsPlace() {
    QFETCH(int, signal);
    const QTemporaryDir folder;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.path());
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(GRADUS_PROGRAM), QStringList());
    // Until it is another program it has the handlers of this test.
    QVERIFY(process.waitForStarted(kPatience));
    QTRY_VERIFY_WITH_TIMEOUT(isCaught(process.processId(), signal), kPatience);
    ::kill(static_cast<pid_t>(process.processId()), signal);
    QVERIFY(process.waitForFinished(kPatience));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 128 + signal);
    const QSettings settings(folder.filePath(QStringLiteral("gradus/gradus.conf")), QSettings::IniFormat);
    QVERIFY(!settings.value(QStringLiteral("window/geometry")).toByteArray().isEmpty());
    QCOMPARE(settings.value(QStringLiteral("window/page")).toString(), QStringLiteral("Train"));
  }
};

QTEST_GUILESS_MAIN(CliSignalsTest)
#include "cli_signals_test.moc"
