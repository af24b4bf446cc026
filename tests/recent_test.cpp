// A series without end in a fixed amount of memory.
#include <QTest>

#include "core/base/recent.h"

using namespace gradus;

class RecentTest : public QObject {
  Q_OBJECT

 private slots:
  void keepsTheLast_data() {
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 3, 5, 6, 7, 8, 1000}) QTest::addRow("%d", count) << count;
  }

  void keepsTheLast() {
    QFETCH(int, count);
    Recent<int> recent(3);
    for (int i = 0; i < count; ++i) recent.push_back(i);
    QVERIFY(recent.size() <= 6);
    QVERIFY(recent.size() >= static_cast<std::size_t>(std::min(count, 3)));
    int expected = count;
    for (std::size_t i = recent.size(); i-- > 0;) QCOMPARE(recent[i], --expected);
    QCOMPARE(recent.empty(), count == 0);
    recent.clear();
    QVERIFY(recent.empty());
  }
};

QTEST_GUILESS_MAIN(RecentTest)
#include "recent_test.moc"
