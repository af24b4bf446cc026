// The card in which activations race, on a real race: who takes part, the curves, the verdict, and an end at once.
#include <QLabel>
#include <QTest>

#include "tests/window_driver.h"
#include "ui/activations/race_card.h"
#include "ui/activations/race_plot.h"
#include "ui/document/document.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/number_field.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

Experiment moons() {
  Experiment experiment;
  experiment.data.dataset.name = "moons";
  experiment.network.hidden = {{{"linear", {{"units", 8}}}, {"tanh", {}}}};
  return experiment;
}

}  // namespace

class UiRaceTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { card_.reset(); }

  void theShownOneRacesAgainstOthers() {
    open(moons());
    card_->setCandidate({"leaky_relu", {{"negative_slope", 0.2}}});
    const std::vector<Choice> entrants = card_->entrants();
    QCOMPARE(entrants.size(), std::size_t{3});
    QCOMPARE(entrants[0], (Choice{"leaky_relu", {{"negative_slope", 0.2}}}));
    QCOMPARE(entrants[1].name, std::string("relu"));
    QCOMPARE(entrants[2].name, std::string("sigmoid"));
    card_->setCandidate({"relu", {}});
    QCOMPARE(card_->entrants()[0].name, std::string("relu"));
    QCOMPARE(card_->entrants()[1].name, std::string("sigmoid"));
    // What somebody has chosen stays.
    choose(1, "mish");
    card_->setCandidate({"gelu", {}});
    QCOMPARE(card_->entrants()[0].name, std::string("mish"));
  }

  void twoDifferentOnesAreNeeded() {
    open(moons());
    for (int i = 1; i <= 2; ++i) choose(i, "relu");
    choose(3, "");
    QVERIFY(!find<Button>("raceButton").isEnabled());
    QVERIFY(find<Button>("raceButton").toolTip().contains(QStringLiteral("two different")));
    choose(4, "tanh");
    QVERIFY(find<Button>("raceButton").isEnabled());
    QCOMPARE(card_->entrants().size(), std::size_t{2});
  }

  void lastsAsLongAsTheDocumentTrains() {
    Experiment experiment = moons();
    experiment.training.epochs = 7;
    open(experiment);
    QCOMPARE(find<NumberField>("raceEpochs").value(), 7.0);
    experiment.training.epochs = 1000;
    document_->change(experiment, QStringLiteral("Change the epochs"));
    QCOMPARE(find<NumberField>("raceEpochs").value(), 300.0);
  }

  void racesToAVerdict() {
    open(moons());
    card_->setOwnFunction({kOwnFunction, {}, "x * sigmoid(1.702 * x)"});
    choose(4, kOwnFunction);
    find<NumberField>("raceEpochs").setValue(3);
    QTest::mouseClick(&find<Button>("raceButton"), Qt::LeftButton);
    QVERIFY(card_->isRacing());
    QCOMPARE(find<Button>("raceButton").text(), QStringLiteral("Stop"));
    QVERIFY(!find<ComboBox>("raceCombo1").isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!card_->isRacing(), kPatience);
    const QString words = find<QLabel>("raceWords").text();
    QVERIFY2(words.contains(QStringLiteral("reached a training loss of")), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("Training loss after 3 epochs")), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("x * sigmoid(1.702 * x)")), qPrintable(words));
    QCOMPARE(find<RacePlot>("racePlot").reading().count(u'\n'), 3);
    QVERIFY(find<ComboBox>("raceCombo1").isEnabled());
    // The document is none the wiser.
    QVERIFY(document_->experiment() == moons());
    // The keyboard reads the curves.
    auto& plot = find<RacePlot>("racePlot");
    QTest::keyClick(&plot, Qt::Key_Left);
    QVERIFY(plot.reading().startsWith(QStringLiteral("after 2.0 epochs")));
    QVERIFY(plot.accessibleDescription().contains(QStringLiteral("ReLU ")));
  }

  /// A close that waited for the race's end would outlast the test.
  void canBeStoppedAndClosedInTheMiddle() {
    open(moons());
    find<NumberField>("raceEpochs").setValue(1'000'000);
    card_->start();
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("raceProgress").text().startsWith(QStringLiteral("epoch ")), kPatience);
    QTest::mouseClick(&find<Button>("raceButton"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!card_->isRacing(), kPatience);
    QCOMPARE(find<QLabel>("raceProgress").text(), QStringLiteral("stopped"));
    find<QLabel>("raceProgress").clear();
    card_->start();
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("raceProgress").text().startsWith(QStringLiteral("epoch ")), kPatience);
    QVERIFY(card_->isRacing());
    card_.reset();
  }

  /// While the window trains too. A close that waited for an end would outlast the test.
  void closingTheWindowEndsTheRace() {
    Experiment experiment = moons();
    experiment.data.dataset.name = "mnist-10k";
    experiment.network.hidden[0].layer.values["units"] = 64;
    experiment.training.epochs = 1'000'000;
    driver_.open(experiment);
    auto* race = driver_.window->findChild<RaceCard*>();
    QVERIFY(race != nullptr);
    QCOMPARE(race->entrants().front(), experiment.network.hidden[0].activation);
    driver_.session->start();
    race->findChild<NumberField*>(QStringLiteral("raceEpochs"))->setValue(1'000'000);
    race->start();
    auto* progress = race->findChild<QLabel*>(QStringLiteral("raceProgress"));
    QTRY_VERIFY_WITH_TIMEOUT(progress->text().startsWith(QStringLiteral("epoch ")), kPatience);
    QVERIFY(race->isRacing());
    QCOMPARE(driver_.last()->state, SessionState::Running);
    driver_.close();
  }

  void showsWhatIsWrong() {
    Experiment experiment = moons();
    experiment.training.loss.name = "mse";
    open(experiment);
    card_->start();
    QTRY_VERIFY_WITH_TIMEOUT(!card_->isRacing(), kPatience);
    QVERIFY(find<QLabel>("raceWords").isVisible());
    QVERIFY(find<QLabel>("raceWords").text().contains(QStringLiteral("mse")));
  }

 private:
  void open(const Experiment& experiment) {
    document_ = std::make_unique<Document>(experiment);
    card_ = std::make_unique<RaceCard>(*document_, engine_);
    card_->resize(330, 420);
    card_->show();
  }

  template <typename T>
  T& find(const char* name) const {
    T* found = card_->findChild<T*>(QString::fromLatin1(name));
    if (found == nullptr) qFatal("no widget is called %s", name);
    return *found;
  }

  void choose(int place, const char* name) {
    auto& combo = find<ComboBox>(qPrintable(QStringLiteral("raceCombo%1").arg(place)));
    combo.setCurrentIndex(combo.findData(QString::fromLatin1(name)));
    emit combo.activated(combo.currentIndex());
  }

  WindowDriver driver_;
  std::unique_ptr<Document> document_;
  EngineThread engine_{{.request = "cpu"}};
  std::unique_ptr<RaceCard> card_;
};

QTEST_MAIN(UiRaceTest)
#include "ui_race_test.moc"
