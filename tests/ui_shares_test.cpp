// The parts of the data: each data set has shares and a seed of its own, seen in the Data card and changed there.
#include <QLabel>

#include "tests/window_driver.h"
#include "ui/train/part_bar.h"
#include "ui/widgets/seed_field.h"

using namespace gradus;
using namespace gradus::ui;

class SharesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void anotherSetBringsItsOwn();
  void everySetShowsItsShares_data();
  void everySetShowsItsShares();
  void keysMoveTheDividers();
  void theHandMovesTheDividers();
  void aGivenTestPartStays();
  void theSplitHasItsOwnSeed();

 private:
  QString count(const char* part) const {
    return driver_.find<QLabel>((QByteArray("count") + part).constData())->text();
  }
  bool shows(const QString& train, const QString& valid, const QString& test) const {
    return count("Train") == train && count("Valid") == valid && count("Test") == test;
  }
  PartBar& bar() const { return *driver_.find<PartBar>("partBar"); }
  QPoint placeOn(double share) const { return {static_cast<int>(share * bar().width()), bar().height() / 2}; }

  WindowDriver driver_;
};

void SharesTest::anotherSetBringsItsOwn() {
  driver_.open(withDataset(firstExperiment(), {"moons", {}}));
  bar().setFocus();
  QTest::keyClick(&bar(), Qt::Key_Down);  // holds the divider of the test part
  for (int press = 0; press < 3; ++press) QTest::keyClick(&bar(), Qt::Key_Left, Qt::ShiftModifier);
  QTRY_COMPARE_WITH_TIMEOUT(count("Test"), QStringLiteral("140"), kPatience);
  driver_.choose("datasetCombo", "iris");
  QTRY_VERIFY_WITH_TIMEOUT(shows(QStringLiteral("108"), QStringLiteral("12"), QStringLiteral("30")), kPatience);
  QCOMPARE(driver_.experiment().data.testShare, DataSpec().testShare);
  driver_.press(Qt::Key_Shift);             // another movement, which is undone by itself
  driver_.choose("datasetCombo", "moons");  // as it was left
  QTRY_COMPARE_WITH_TIMEOUT(count("Test"), QStringLiteral("140"), kPatience);
  driver_.press(Qt::Key_Z, Qt::ControlModifier);
  driver_.press(Qt::Key_Z, Qt::ControlModifier);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.experiment().data.dataset.name, std::string("moons"), kPatience);
  QVERIFY(std::abs(driver_.experiment().data.testShare - 0.28) < 1e-9);
  driver_.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  QCOMPARE(driver_.experiment().data.testShare, DataSpec().testShare);
}

void SharesTest::everySetShowsItsShares_data() {
  QTest::addColumn<QString>("percents");
  QTest::newRow("moons") << QStringLiteral("72 8 20");
  QTest::newRow("iris") << QStringLiteral("72 8 20");
  QTest::newRow("auto-mpg") << QStringLiteral("72 8 20");
  QTest::newRow("mnist-10k") << QStringLiteral("72 8 20");
}

void SharesTest::everySetShowsItsShares() {
  QFETCH(QString, percents);
  driver_.open(withDataset(firstExperiment(), {QTest::currentDataTag(), {}}));
  QStringList shown;
  for (const char* name : {"shareTrain", "shareValid", "shareTest"}) {
    const auto* label = driver_.find<QLabel>(name);
    QVERIFY(label->isVisible());
    shown << label->text().section(QChar(QChar::Nbsp), 0, 0);
  }
  QCOMPARE(shown.join(u' '), percents);
  QVERIFY(bar().isVisible());
  QVERIFY(driver_.find<SeedField>("splitSeedField")->isVisible());
}

void SharesTest::keysMoveTheDividers() {
  driver_.open(withDataset(firstExperiment(), {"iris", {}}));
  bar().setFocus();
  QTest::keyClick(&bar(), Qt::Key_Left, Qt::ShiftModifier);  // 10 % of all from train to valid
  QTRY_VERIFY_WITH_TIMEOUT(shows(QStringLiteral("93"), QStringLiteral("27"), QStringLiteral("30")), kPatience);
  QVERIFY(std::abs(driver_.experiment().data.validShare - 0.18 / 0.8) < 1e-5);
  QVERIFY(bar().accessibleDescription().contains(QStringLiteral("train 62\u00A0%, valid 18\u00A0%, test 20\u00A0%")));
}

void SharesTest::theHandMovesTheDividers() {
  driver_.open(withDataset(firstExperiment(), {"iris", {}}));
  QTest::mousePress(&bar(), Qt::LeftButton, {}, placeOn(0.8));
  QTest::mouseMove(&bar(), placeOn(0.9));
  QCOMPARE(driver_.experiment().data.testShare, 0.2);  // not while it is dragged
  QCOMPARE(driver_.find<QLabel>("shareTest")->text().section(QChar(QChar::Nbsp), 0, 0), QStringLiteral("10"));
  QTest::mouseRelease(&bar(), Qt::LeftButton, {}, placeOn(0.9));
  QCOMPARE(driver_.experiment().data.testShare, 0.1);
  QTRY_COMPARE_WITH_TIMEOUT(count("Test"), QStringLiteral("15"), kPatience);
  QVERIFY(std::abs((1 - driver_.experiment().data.validShare) * 0.9 - 0.72) < 1e-5);  // train as before
  driver_.press(Qt::Key_Z, Qt::ControlModifier);
  QCOMPARE(driver_.experiment().data.testShare, 0.2);
}

void SharesTest::aGivenTestPartStays() {
  driver_.open(withDataset(firstExperiment(), {"mnist-10k", {}}));
  const double before = driver_.experiment().data.testShare;
  QTest::mousePress(&bar(), Qt::LeftButton, {}, placeOn(0.8));
  QTest::mouseMove(&bar(), placeOn(0.6));
  QTest::mouseRelease(&bar(), Qt::LeftButton, {}, placeOn(0.6));
  QTest::mousePress(&bar(), Qt::LeftButton, {}, placeOn(0.72));
  QTest::mouseMove(&bar(), placeOn(0.4));
  QTest::mouseRelease(&bar(), Qt::LeftButton, {}, placeOn(0.4));
  QCOMPARE(driver_.experiment().data.testShare, before);
  QTRY_VERIFY_WITH_TIMEOUT(
      shows(QStringLiteral("4\u202F000"), QStringLiteral("4\u202F000"), QStringLiteral("2\u202F000")), kPatience);
}

void SharesTest::theSplitHasItsOwnSeed() {
  driver_.open(withDataset(firstExperiment(), {"iris", {}}));
  const std::uint64_t weights = driver_.experiment().seed;
  const SnapshotPtr before = driver_.last();
  auto* seed = driver_.find<SeedField>("splitSeedField");
  driver_.type(seed->lineEdit(), QStringLiteral("93"));
  QCOMPARE(driver_.experiment().data.seed, std::uint64_t{93});
  QCOMPARE(driver_.experiment().seed, weights);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last() != before && driver_.isReady(), kPatience);
  driver_.click("newSplitButton");
  QVERIFY(driver_.experiment().data.seed != 93);
  driver_.press(Qt::Key_Z, Qt::ControlModifier);
  QCOMPARE(seed->seed(), std::uint64_t{93});
}

QTEST_MAIN(SharesTest)
#include "ui_shares_test.moc"
