// Training at a chosen speed: how many steps are due when, on a clock that the test turns itself.
#include <QTest>

#include "core/session/pace.h"

using namespace gradus;
using namespace std::chrono_literals;

class PaceTest : public QObject {
  Q_OBJECT

 private slots:
  void dealsStepsEvenly() {
    Pace pace;
    QVERIFY(!pace.isLimited());
    pace.setRate(4);
    QVERIFY(pace.isLimited());
    const Pace::Clock::time_point start{10s};
    pace.start(start);
    QCOMPARE(pace.due(start), 0);
    QCOMPARE(pace.due(start + 249ms), 0);
    QCOMPARE(pace.due(start + 251ms), 1);
    pace.note(1);
    QCOMPARE(pace.due(start + 260ms), 0);
    QVERIFY(pace.next() == start + 500ms);
    QCOMPARE(pace.due(start + 501ms), 1);
  }

  void beginsAnewAtAnotherTime() {
    Pace pace;
    pace.setRate(100);
    const Pace::Clock::time_point start{10s};
    pace.start(start);
    pace.note(pace.due(start + 51ms));
    pace.start(start + 1s);
    QCOMPARE(pace.due(start + 1s + 21ms), 2);
  }

  void dealsManyStepsByPictures() {
    Pace pace;
    pace.setRate(6000);
    const Pace::Clock::time_point start{10s};
    pace.start(start);
    std::int64_t made = 0;
    Pace::Clock::time_point now = start;
    int pictures = 0;
    for (; now < start + 1s; now = pace.next(), ++pictures) {
      const std::int64_t due = pace.due(now);
      pace.note(due);
      made += due;
    }
    QVERIFY2(made > 5800 && made <= 6000, qPrintable(QString::number(made)));
    QVERIFY(pictures >= 59 && pictures <= 61);
  }

  void makesNoBurstAfterAPause() {
    Pace pace;
    pace.setRate(100);
    const Pace::Clock::time_point start{10s};
    pace.start(start);
    QCOMPARE(pace.due(start + 60s), 1);
    pace.note(1);
    QVERIFY(pace.due(start + 60s + 20ms) <= 2);
  }
};

QTEST_GUILESS_MAIN(PaceTest)
#include "pace_test.moc"
