// The tabs beside the network: code that follows the document and can be taken away, and the summary.
#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTableWidget>
#include <QTextBlock>

#include "core/io/exporter.h"
#include "tests/window_driver.h"
#include "ui/code/code_view.h"
#include "ui/code/python_highlighter.h"
#include "ui/theme/legible.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/confirming_button.h"
#include "ui/widgets/tabbed_panel.h"

using namespace gradus;
using namespace gradus::ui;

class CodeTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void keysChangeTheTab();
  void followsTheDocument();
  void followsOtherData();
  void copies();
  void saves();
  void sharesWhatThereAreExportersFor();
  void saysWhatCannotBeWritten();
  void marksWhatChanged();
  void keepsItsPlace();
  void colours_data();
  void colours();
  void coloursAreLegible();
  void summarises();

 private:
  QString code() const { return driver_.find<CodeView>("codeView")->toPlainText(); }
  void openTab(int index) { driver_.find<TabbedPanel>("centreTabs")->setCurrent(index); }

  WindowDriver driver_;
};

void CodeTest::keysChangeTheTab() {
  driver_.open(firstExperiment());
  driver_.press(Qt::Key_2, Qt::ControlModifier);
  QVERIFY(driver_.find<CodeView>("codeView")->isVisible());
  QVERIFY(driver_.find<QWidget>("copyCodeButton")->isVisible());
  QVERIFY(!driver_.find<QWidget>("addLayerButton")->isVisible());
  driver_.press(Qt::Key_3, Qt::ControlModifier);
  QVERIFY(driver_.find<QTableWidget>("summaryTable")->isVisible());
  driver_.press(Qt::Key_1, Qt::ControlModifier);
  QVERIFY(driver_.find<QWidget>("networkCanvas")->isVisible());
  QVERIFY(driver_.find<QWidget>("addLayerButton")->isVisible());
  QVERIFY(!driver_.find<QWidget>("copyCodeButton")->isVisible());
}

void CodeTest::followsTheDocument() {
  driver_.open(firstExperiment());
  openTab(1);
  QVERIFY(code().contains(QStringLiteral("nn.Linear(2, ")));
  QVERIFY(!code().contains(QStringLiteral("nn.LeakyReLU(negative_slope=0.3)")));
  Experiment next = driver_.experiment();
  next.network.hidden.push_back({{"linear", {{"units", 5}}}, {"leaky_relu", {{"negative_slope", 0.3}}}});
  driver_.window->document().change(next, QStringLiteral("Add a layer"));
  QVERIFY(code().contains(QStringLiteral("nn.LeakyReLU(negative_slope=0.3)")));
  QVERIFY(code().contains(QStringLiteral("nn.Linear(5, 2)")));
  // What changes behind another tab is there when this one comes back.
  openTab(0);
  next.training.batchSize = 17;
  driver_.window->document().change(next, QStringLiteral("Change the batch size"));
  openTab(1);
  QVERIFY(code().contains(QStringLiteral("BATCH_SIZE = 17\n")));
}

void CodeTest::followsOtherData() {
  driver_.open(firstExperiment());
  openTab(1);
  QVERIFY(code().contains(QStringLiteral("POINTS = ")));
  driver_.choose("datasetCombo", "iris");
  QVERIFY(!driver_.find<QWidget>("copyCodeButton")->isEnabled());
  QTRY_VERIFY_WITH_TIMEOUT(code().contains(QStringLiteral("5.1,3.5,1.4,0.2,setosa\n")), kPatience);
  QVERIFY(!code().contains(QStringLiteral("POINTS")));
  QVERIFY(driver_.find<QWidget>("copyCodeButton")->isEnabled());
}

void CodeTest::copies() {
  driver_.open(firstExperiment());
  openTab(1);
  auto* button = driver_.find<ConfirmingButton>("copyCodeButton");
  const int width = button->width();
  driver_.click("copyCodeButton");
  QCOMPARE(QGuiApplication::clipboard()->text(), code());
  QVERIFY(code().startsWith(QStringLiteral("\"\"\"")));
  QCOMPARE(button->text(), QStringLiteral("Copied"));
  QCoreApplication::processEvents();
  QCOMPARE(button->width(), width);
  QTRY_COMPARE_WITH_TIMEOUT(button->text(), QStringLiteral("Copy"), kPatience);
}

void CodeTest::saves() {
  QTemporaryDir folder;
  Experiment experiment = firstExperiment();
  experiment.name = "../two spirals/α";
  driver_.open(experiment);
  openTab(1);
  driver_.click("saveCodeButton");
  auto* dialog = driver_.find<QFileDialog>("exportDialog");
  QVERIFY(!dialog->selectedFiles().isEmpty());
  QCOMPARE(QFileInfo(dialog->selectedFiles().front()).fileName(), QStringLiteral("_two_spirals_α.py"));
  emit dialog->fileSelected(folder.filePath(QStringLiteral("a.py")));
  dialog->close();
  QFile file(folder.filePath(QStringLiteral("a.py")));
  QVERIFY(file.open(QIODevice::ReadOnly));
  QCOMPARE(QString::fromUtf8(file.readAll()), code());
  QCOMPARE(driver_.find<ConfirmingButton>("saveCodeButton")->text(), QStringLiteral("Saved"));
}

void CodeTest::sharesWhatThereAreExportersFor() {
  QTemporaryDir folder;
  driver_.open(firstExperiment());
  driver_.click("shareButton");
  auto* menu = driver_.find<QWidget>("shareButton")->findChild<QMenu*>();
  QVERIFY(menu->isVisible());
  QCOMPARE(static_cast<std::size_t>(menu->actions().size()), exporters().size());
  menu->actions().at(1)->trigger();
  menu->close();
  auto* dialog = driver_.find<QFileDialog>("exportDialog");
  emit dialog->fileSelected(folder.filePath(QStringLiteral("no/such/folder/a.txt")));
  QVERIFY(driver_.window->findChild<Banner*>()->message().contains(QStringLiteral("no/such/folder")));
  emit dialog->fileSelected(folder.filePath(QStringLiteral("a.txt")));
  dialog->close();
  QFile file(folder.filePath(QStringLiteral("a.txt")));
  QVERIFY(file.open(QIODevice::ReadOnly));
  QVERIFY(file.readAll().startsWith("Layer"));
  QVERIFY(driver_.find<ConfirmingButton>("shareButton")->isConfirming());
}

void CodeTest::saysWhatCannotBeWritten() {
  driver_.open(firstExperiment());
  openTab(1);
  Experiment next = driver_.experiment();
  next.training.loss.name = "mse";
  driver_.window->document().change(next, QStringLiteral("Change the loss"));
  QVERIFY2(code().startsWith(QStringLiteral("# ")) && code().contains(QStringLiteral("mse")), qPrintable(code()));
  QVERIFY(!driver_.find<QWidget>("copyCodeButton")->isEnabled());
  QVERIFY(!driver_.find<QWidget>("saveCodeButton")->isEnabled());
}

void CodeTest::marksWhatChanged() {
  CodeView view;
  view.setCode(QStringLiteral("a\nb\nc\nd"));
  QCOMPARE(view.markedLines(), 0);
  const auto becomes = [&](const char* code, int marked) {
    view.setCode(QString::fromLatin1(code));
    QCOMPARE(view.toPlainText(), QString::fromLatin1(code));
    QCOMPARE(view.markedLines(), marked);
  };
  becomes("a\nB\nc\nd", 1);
  becomes("a\nB\nx\ny\nc\nd", 3);
  becomes("a\nd", 1);
  becomes("", 1);
  view.setCode(QStringLiteral("one"));
  becomes("one\ntwo", 2);
  becomes("zero\none\ntwo", 2);
  QTRY_COMPARE_WITH_TIMEOUT(view.markedLines(), 0, kPatience);
}

void CodeTest::keepsItsPlace() {
  driver_.open(firstExperiment());
  openTab(1);
  auto* view = driver_.find<CodeView>("codeView");
  view->verticalScrollBar()->setValue(20);
  Experiment next = driver_.experiment();
  next.training.batchSize = 33;
  driver_.window->document().change(next, QStringLiteral("Change the batch size"));
  QVERIFY(code().contains(QStringLiteral("BATCH_SIZE = 33")));
  QCOMPARE(view->verticalScrollBar()->value(), 20);
}

void CodeTest::colours_data() {
  QTest::addColumn<QString>("source");
  QTest::addColumn<int>("line");
  QTest::addColumn<int>("column");
  QTest::addColumn<int>("token");
  const auto row = [](const char* name, const char* source, int line, int column, PythonToken token) {
    QTest::newRow(name) << QString::fromLatin1(source) << line << column << static_cast<int>(token);
  };
  row("keyword", "import csv", 0, 0, PythonToken::Keyword);
  row("plain name", "import csv", 0, 7, PythonToken::Plain);
  row("defined name", "def split(y):", 0, 4, PythonToken::Name);
  row("call", "x = split(y)", 0, 4, PythonToken::Call);
  row("builtin", "x = len(y)", 0, 4, PythonToken::Builtin);
  row("number", "x = 1.5e-08", 0, 9, PythonToken::Number);
  row("digit of a name", "x1 = y", 0, 1, PythonToken::Plain);
  row("text", "x = \"a # b\"", 0, 7, PythonToken::Text);
  row("escaped quote", "x = \"a\\\"b\" + c", 0, 8, PythonToken::Text);
  row("after a text", "x = \"a\\\"b\" + c", 0, 13, PythonToken::Plain);
  row("formatted text", "print(f\"a\")", 0, 6, PythonToken::Text);
  row("comment", "x = 1  # \"no text\"", 0, 10, PythonToken::Comment);
  row("decorator", "@torch.no_grad()", 0, 3, PythonToken::Decorator);
  row("first line of a docstring", "\"\"\"one\nimport\n\"\"\"\nx = len(y)", 0, 4, PythonToken::Text);
  row("inside a docstring", "\"\"\"one\nimport\n\"\"\"\nx = len(y)", 1, 1, PythonToken::Text);
  row("after a docstring", "\"\"\"one\nimport\n\"\"\"\nx = len(y)", 3, 4, PythonToken::Builtin);
  row("docstring of one line", "\"\"\"one\"\"\"\nimport csv", 1, 0, PythonToken::Keyword);
}

void CodeTest::colours() {
  QFETCH(QString, source);
  QFETCH(int, line);
  QFETCH(int, column);
  QFETCH(int, token);
  CodeView view;
  view.setTheme(Theme::dark());
  view.setCode(source);
  QColor found;
  for (const auto& range : view.document()->findBlockByNumber(line).layout()->formats()) {
    if (range.start <= column && column < range.start + range.length) found = range.format.foreground().color();
  }
  QCOMPARE(found.name(), view.highlighter().colorOf(static_cast<PythonToken>(token)).name());
}

void CodeTest::coloursAreLegible() {
  for (const Theme* theme : {&Theme::dark(), &Theme::light()}) {
    CodeView view;
    view.setTheme(*theme);
    for (int token = 0; token <= static_cast<int>(PythonToken::Decorator); ++token) {
      QVERIFY(contrast(view.highlighter().colorOf(static_cast<PythonToken>(token)), theme->card) >= 4.5);
    }
  }
}

void CodeTest::summarises() {
  Experiment experiment = firstExperiment();
  experiment.network.hidden = {{{"linear", {{"units", 6}}}, {"tanh", {}}}};
  experiment.training.batchSize = 10;
  driver_.open(experiment);
  openTab(2);
  auto* table = driver_.find<QTableWidget>("summaryTable");
  const auto textsOf = [&](int row) {
    QStringList texts;
    for (int column = 0; column < table->columnCount(); ++column) texts << table->item(row, column)->text();
    return texts.join(u'|').replace(QChar(0x00A0), u' ');
  };
  QCOMPARE(table->rowCount(), 5);
  QCOMPARE(textsOf(0), QStringLiteral("Input|10 × 2||||"));
  QCOMPARE(textsOf(1), QStringLiteral("Linear 1|10 × 6|18|72 B|240 B|24"));
  QCOMPARE(textsOf(2), QStringLiteral("Tanh|10 × 6|0|0 B|240 B|6"));
  QCOMPARE(textsOf(3), QStringLiteral("Linear 2 output|10 × 2|14|56 B|80 B|24"));
  QCOMPARE(textsOf(4), QStringLiteral("Total||32|128 B|560 B|54"));
  experiment.network.hidden.clear();
  driver_.window->document().change(experiment, QStringLiteral("Remove a layer"));
  QCOMPARE(table->rowCount(), 3);
  driver_.click("copySummaryButton");
  QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("Total")));
}

QTEST_MAIN(CodeTest)
#include "ui_code_test.moc"
