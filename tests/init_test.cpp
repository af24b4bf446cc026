// Initial weights against PyTorch's for the same seed.
#include "core/nn/init.h"
#include "core/base/error.h"
#include "tests/fixture_digest.h"

using namespace gradus;
using namespace gradus::test;

namespace {

struct Case {
  const char* name;
  Tensor (*draw)(Device& device, const Shape& shape, Generator& generator);
};

constexpr std::array kCases = {
    Case{"kaiming_uniform",
         [](Device& d, const Shape& s, Generator& g) { return kaimingUniform(d, s, g, {.activation = "relu"}); }},
    Case{"kaiming_uniform fan_out",
         [](Device& d, const Shape& s, Generator& g) {
           return kaimingUniform(d, s, g, {.a = 0.3, .mode = FanMode::Out});
         }},
    Case{"kaiming_normal",
         [](Device& d, const Shape& s, Generator& g) {
           return kaimingNormal(d, s, g, {.mode = FanMode::Out, .activation = "tanh"});
         }},
    Case{"xavier_uniform", [](Device& d, const Shape& s, Generator& g) { return xavierUniform(d, s, g, 1.5); }},
    Case{"xavier_normal", [](Device& d, const Shape& s, Generator& g) { return xavierNormal(d, s, g, 0.7); }},
    Case{"uniform", [](Device& d, const Shape& s, Generator& g) { return uniform(d, s, -0.3, 0.8, g); }},
    Case{"normal", [](Device& d, const Shape& s, Generator& g) { return normal(d, s, 0.5, 2, g); }},
    Case{"orthogonal", [](Device& d, const Shape& s, Generator& g) { return orthogonal(d, s, g, 1.2); }},
    Case{"linear",
         [](Device& d, const Shape& s, Generator& g) { return kaimingUniform(d, s, g, {.a = std::sqrt(5.0)}); }},
};

}  // namespace

class InitTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void equalPyTorch_data() {
    QTest::addColumn<int>("which");
    for (std::size_t i = 0; i < kCases.size(); ++i) QTest::newRow(kCases.at(i).name) << static_cast<int>(i);
  }
  void equalPyTorch() {
    QFETCH(int, which);
    const Case& each = kCases.at(static_cast<std::size_t>(which));
    const QString prefix = QLatin1String(each.name) + QStringLiteral(", ");
    const QJsonObject all = fixtures("init.json");
    int compared = 0;
    for (auto fixture = all.begin(); fixture != all.end(); ++fixture) {
      if (!fixture.key().startsWith(prefix)) continue;
      Generator generator(fixture.key().section(u',', 2).toULongLong());
      const Tensor weight = each.draw(*device_, shapeOf(fixture.value()[QStringLiteral("shape")]), generator);
      const QString what = differenceFrom(weight, fixture.value());
      QVERIFY2(what.isEmpty(), qPrintable(fixture.key() + QStringLiteral(": ") + what));
      ++compared;
    }
    QCOMPARE(compared, 7);
  }

  void orthogonalIsOrthogonal() {
    Generator generator(1);
    const std::vector<float> q = orthogonal(*device_, {3, 5}, generator).toVector<float>();
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) {
        double product = 0;
        for (std::size_t k = 0; k < 5; ++k) product += static_cast<double>(q[i * 5 + k] * q[j * 5 + k]);
        QVERIFY(std::abs(product - (i == j ? 1 : 0)) < 1e-6);
      }
    }
  }

  void misuseIsRefused() {
    Generator generator(1);
    QVERIFY(errorOf<ShapeError>([&] { xavierUniform(*device_, {3}, generator); }).contains(u"[3]"));
    QVERIFY(errorOf<FormatError>([&] { gainFor("rellu"); }).contains(u"leaky_relu"));
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(InitTest)
#include "init_test.moc"
