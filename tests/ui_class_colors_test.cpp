// The colours of classes stay apart for those who lack a kind of cone.
#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme/theme.h"

namespace gradus::ui {
namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

Vector times(const Matrix& m, const Vector& v) {
  Vector product{};
  for (std::size_t i = 0; i < 3; ++i) product[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
  return product;
}

Vector linear(const QColor& color) {
  const auto channel = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return {channel(color.redF()), channel(color.greenF()), channel(color.blueF())};
}

/// CIELAB under D65.
Vector lab(const Vector& rgb) {
  static constexpr Matrix kToXyz{{{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}};
  static constexpr Vector kWhite{0.9505, 1, 1.089};
  Vector f = times(kToXyz, rgb);
  for (std::size_t i = 0; i < 3; ++i) {
    f[i] /= kWhite[i];
    f[i] = f[i] > 0.008856 ? std::cbrt(f[i]) : 7.787 * f[i] + 16.0 / 116;
  }
  return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

/// As eyes see it that `cones` simulates, of linear RGB.
Vector seen(const QColor& color, const Matrix& cones) {
  Vector rgb = times(cones, linear(color));
  for (double& channel : rgb) channel = std::clamp(channel, 0.0, 1.0);
  return lab(rgb);
}

class UiClassColorsTest : public QObject {
  Q_OBJECT

 private slots:
  void classesDiffer_data();
  void classesDiffer();
};

/// The matrices of Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color
/// Vision Deficiency", at severity 1.
void UiClassColorsTest::classesDiffer_data() {
  QTest::addColumn<Matrix>("cones");
  QTest::addRow("all cones") << Matrix{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  QTest::addRow("deuteranopia") << Matrix{
      {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
  QTest::addRow("protanopia") << Matrix{
      {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
  QTest::addRow("tritanopia") << Matrix{
      {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
}

void UiClassColorsTest::classesDiffer() {
  constexpr std::size_t kClasses = 5;
  QFETCH(Matrix, cones);
  for (const Theme* theme : {&Theme::dark(), &Theme::light()}) {
    for (std::size_t i = 0; i < kClasses; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const Vector a = seen(theme->classColor(i), cones);
        const Vector b = seen(theme->classColor(j), cones);
        const double distance = std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        QVERIFY2(distance >= 25, qPrintable(QStringLiteral("%1, %2: %3").arg(i).arg(j).arg(distance)));
      }
    }
  }
}

}  // namespace
}  // namespace gradus::ui

QTEST_APPLESS_MAIN(gradus::ui::UiClassColorsTest)
#include "ui_class_colors_test.moc"
