// The window where people write decimals with a comma: every number that it says has the signs of their language, on
// each page, in labels, fields and tips, on axes and in what is read aloud.
#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>

#include "tests/window_driver.h"
#include "ui/inspect/inspect_page.h"
#include "ui/plots/custom_plot.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

/// What no German number looks like, and what no number of this program does.
struct Foreign {
  const char* what;
  QRegularExpression sign;
};

const std::vector<Foreign>& foreignSigns() {
  static const std::vector<Foreign> all = [] {
    const auto of = [](const char* what, const char16_t* pattern) {
      return Foreign{what, QRegularExpression(QString::fromUtf16(pattern))};
    };
    return std::vector<Foreign>{
        of("a point before decimals, or between thousands", uR"(\d\.\d)"),
        of("a comma, an apostrophe or a wide blank between thousands", uR"(\d[\x{00A0}'’]\d{3}(?!\d)|\d,\d{3},\d)"),
        of("thousands that nothing parts", uR"((?<![\d,\x{202F}])\d{5,}(?![\d,]))"),
        of("a hyphen for a minus", uR"((^|[\s(=·])-\d)"),
        of("an exponent as C writes it", uR"(\de[-+]?0?\d*[-+]\d|\de[-+]\d|\de0\d)"),
        of("a blank before a unit at which a line breaks", uR"(\d %)"),
        of("a number that C calls so", uR"(\b(inf|nan)\b)"),
    };
  }();
  return all;
}

/// Not by Qt, which would make plain blanks of those at which no line breaks.
QString plainText(QString text) {
  if (!Qt::mightBeRichText(text)) return text;
  static const QRegularExpression kTag(QStringLiteral("<[^>]*>"));
  return text.replace(QStringLiteral("&nbsp;"), QString(QChar::Nbsp)).remove(kTag);
}

/// Functions are typed and printed as code, with a point in every language.
bool isCode(const QWidget& widget) {
  return widget.objectName() == u"formulaField" || widget.objectName() == u"formulaDerivative";
}

/// Everything that `widget` says, by where it says it. Tips that are the same for all numbers, such as the explanation
/// of a setting, are sentences of their own: they follow the language with its translation.
std::vector<std::pair<QString, QString>> saidBy(const QWidget& widget) {
  std::vector<std::pair<QString, QString>> said;
  const auto add = [&](const char* where, const QString& text) {
    if (!text.isEmpty()) said.emplace_back(QString::fromLatin1(where), plainText(text));
  };
  if (const auto* label = qobject_cast<const QLabel*>(&widget)) add("label", label->text());
  if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) add("button", button->text());
  if (const auto* edit = qobject_cast<const QLineEdit*>(&widget)) add("field", edit->text());
  if (const auto* box = qobject_cast<const QComboBox*>(&widget)) add("choice", box->currentText());
  add("name", widget.accessibleName());
  add("description", widget.accessibleDescription());
  if (const auto* plot = qobject_cast<const QCustomPlot*>(&widget)) {
    for (const QCPAxis* axis : {plot->xAxis, plot->yAxis, plot->yAxis2}) {
      for (const QString& label : axis->tickVectorLabels()) add("axis", label);
    }
    for (int i = 0; i < plot->itemCount(); ++i) {
      if (const auto* text = qobject_cast<const QCPItemText*>(plot->item(i))) add("mark", text->text());
    }
  }
  return said;
}

}  // namespace

class UiLanguageTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    driver_.prepare();
    QLocale::setDefault(QLocale(QStringLiteral("de_DE")));
  }
  void cleanup() { driver_.close(); }
  void cleanupTestCase() { QLocale::setDefault(QLocale::c()); }

  void theSignsAreFound_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isForeign");
    const auto row = [](const char16_t* text, bool isForeign) {
      QTest::newRow(qPrintable(QString::fromUtf16(text))) << QString::fromUtf16(text) << isForeign;
    };
    row(u"best 0.241", true);
    row(u"25,818,000", true);
    row(u"25\u00A0818", true);
    row(u"25818", true);
    row(u"-3", true);
    row(u"1e-05", true);
    row(u"1,2e-5", true);
    row(u"95 %", true);
    row(u"inf", true);
    row(u"0,241", false);
    row(u"25\u202F818", false);
    row(u"−3", false);
    row(u"1,2e−5", false);
    row(u"95\u00A0%", false);
    row(u"8-8", false);
  }
  void theSignsAreFound() {
    QFETCH(QString, text);
    QFETCH(bool, isForeign);
    QCOMPARE(!foreignIn(text).isEmpty(), isForeign);
  }

  void everyNumberIsInTheLanguage_data() {
    QTest::addColumn<QString>("dataset");
    for (const char* name : {"two-spirals", "iris", "mnist-10k", "auto-mpg"}) {
      QTest::newRow(name) << QString::fromLatin1(name);
    }
  }
  void everyNumberIsInTheLanguage() {
    QFETCH(QString, dataset);
    Experiment experiment = withDataset(firstExperiment(), {dataset.toStdString(), {}});
    experiment.training.epochs = 3;
    driver_.open(experiment);
    driver_.click("trainButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->state == SessionState::Finished, kPatience);
    for (const char* page : {"train", "inspect", "activations"}) {
      QVERIFY(driver_.window->showPage(QString::fromLatin1(page)));
      if (page == QByteArray("inspect")) {
        const auto* inspect = driver_.find<InspectPage>("inspectPage");
        QTRY_VERIFY_WITH_TIMEOUT(inspect->result() != nullptr, kPatience);
      }
      // Whatever is still to come from the engine has come once it has answered a question of ours.
      driver_.lookAtNetwork();
      QTest::qWait(0);
      QStringList problems;
      for (const QWidget* widget : driver_.window->findChildren<QWidget*>()) {
        if (!widget->isVisible() || isCode(*widget)) continue;
        for (const auto& [where, text] : saidBy(*widget)) {
          if (const QString what = foreignIn(text); !what.isEmpty()) {
            problems << QStringLiteral("%1, %2 of %3: %4 (%5)")
                            .arg(QString::fromLatin1(page), where,
                                 widget->objectName() + u' ' + QString::fromLatin1(widget->metaObject()->className()),
                                 text, what);
          }
        }
      }
      QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    }
  }

 private:
  static QString foreignIn(const QString& text) {
    for (const Foreign& each : foreignSigns()) {
      if (each.sign.match(text).hasMatch()) return QString::fromLatin1(each.what);
    }
    return {};
  }

  WindowDriver driver_;
};

QTEST_MAIN(UiLanguageTest)
#include "ui_language_test.moc"
