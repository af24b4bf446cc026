// The random numbers against those of PyTorch: words, uniform numbers and permutations bit for bit, normals
// to 2e-6.
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/base/generator.h"
#include "test_support.h"

using namespace gradus;
using namespace gradus::test;

class RandomTest : public QObject {
  Q_OBJECT

 private slots:
  void words_data() { addCases("words"); }
  void words() {
    QFETCH(QJsonValue, fixture);
    Generator generator(seedOf(fixture));
    constexpr std::uint64_t kWithoutSign = (1ULL << 63U) - 1;
    for (const QJsonValue& draw : fixture[QStringLiteral("draws")].toArray()) {
      QCOMPARE(generator.random64() & kWithoutSign, draw.toString().toULongLong());
    }
  }

  void uniforms_data() { addCases("uniforms"); }
  void uniforms() {
    QFETCH(QJsonValue, fixture);
    Generator generator(seedOf(fixture));
    for (const QJsonValue& unit : fixture[QStringLiteral("unit")].toArray()) {
      QCOMPARE(static_cast<double>(generator.uniform(0, 1)) * (1 << 24), unit.toDouble());
    }
    const auto bound = static_cast<float>(fixture[QStringLiteral("bound")].toDouble());
    for (const QJsonValue& scaled : fixture[QStringLiteral("scaled")].toArray()) {
      const float value = generator.uniform(-bound, bound);
      QVERIFY(value == static_cast<float>(scaled.toDouble()));  // QCOMPARE would forgive the last bits
    }
  }

  void goesOnFromItsState() {
    Generator generator(42);
    std::vector<float> three(3);
    generator.normal(three);  // one of the second pair is left
    const Generator::State state = generator.state();
    QVERIFY(state.normal.has_value());
    Generator other(7);
    other.setState(state);
    QVERIFY(other.state() == state);
    std::vector<float> ours(5);
    std::vector<float> theirs(5);
    generator.normal(ours);
    other.normal(theirs);
    QCOMPARE(theirs, ours);
    for (int i = 0; i < 2000; ++i) QCOMPARE(other.random(), generator.random());
  }

  void whatIsNoStateIsRefused() {
    Generator generator(42);
    Generator::State state = generator.state();
    state.engine.back() = 625;
    QVERIFY_THROWS_EXCEPTION(FormatError, generator.setState(state));
    state.engine.pop_back();
    QVERIFY_THROWS_EXCEPTION(FormatError, generator.setState(state));
    QCOMPARE(generator.random(), Generator(42).random());
  }

  void normals_data() { addCases("normals"); }
  void normals() {
    QFETCH(QJsonValue, fixture);
    Generator generator(seedOf(fixture));
    for (const QJsonValue& draw : fixture[QStringLiteral("draws")].toArray()) {
      const QJsonArray expected = draw.toArray();
      std::vector<float> values(static_cast<std::size_t>(expected.size()));
      generator.normal(values);
      for (qsizetype i = 0; i < expected.size(); ++i) {
        const double difference = std::abs(values[static_cast<std::size_t>(i)] - expected[i].toDouble());
        QVERIFY2(difference < 2e-6, qPrintable(QStringLiteral("number %1 of %2").arg(i).arg(expected.size())));
      }
    }
  }

  void permutations_data() { addCases("permutations"); }
  void permutations() {
    QFETCH(QJsonValue, fixture);
    Generator generator(seedOf(fixture));
    for (const QJsonValue& draw : fixture[QStringLiteral("draws")].toArray()) {
      QCOMPARE(generator.randperm(draw.toArray().size()), integers(draw));
    }
  }

  void permutationRefusesWhatPyTorchDrawsOtherwise() {
    Generator generator(0);
    constexpr std::int64_t kLimit = 0xFFFFFFFFLL / 20;
    QVERIFY(errorOf<Error>([&] { generator.randperm(kLimit); }).contains(QStringLiteral("randperm: n is 214748364")));
    QVERIFY(errorOf<Error>([&] { generator.randperm(-1); }).contains(QStringLiteral("randperm: n is -1")));
  }

  void seedStartsAnew() {
    Generator generator(5);
    std::vector<float> first(3);
    std::vector<float> second(3);
    generator.normal(first);  // an odd number of normals leaves one behind, which the seed has to clear
    generator.manualSeed(5);
    generator.normal(second);
    QCOMPARE(second, first);
  }

 private:
  static void addCases(const char* section) {
    QTest::addColumn<QJsonValue>("fixture");
    forEachCase(section,
                [](const QString& name, const QJsonValue& fixture) { QTest::newRow(qPrintable(name)) << fixture; });
  }
};

QTEST_GUILESS_MAIN(RandomTest)
#include "random_test.moc"
