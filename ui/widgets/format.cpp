#include "ui/widgets/format.h"

#include <algorithm>
#include <cmath>

#include "core/data/shown_numbers.h"

namespace gradus::ui {
namespace {

constexpr int kFigures = 3;

QString shown(const std::string& number) {
  return QString::fromStdString(number);
}

QString measured(double number, const std::string& text) {
  return std::isnan(number) ? QStringLiteral("–") : shown(text);
}

/// With its sign before, whichever that is; what is zero when it is rounded is not below it.
QString withSign(double number, const QString& size) {
  if (std::isnan(number)) return size;
  const bool isZero = std::ranges::all_of(size, [](QChar sign) { return !sign.isDigit() || sign == u'0'; });
  return (number < 0 && (!isZero || std::isinf(number)) ? QChar(u'−') : QChar(u'+')) + size;
}

}  // namespace

QString grouped(std::int64_t number) {
  return shown(shownNumbers().count(number));
}

QString counted(std::int64_t number, const QString& thing) {
  return grouped(number) + u' ' + thing + (number == 1 ? QString() : QStringLiteral("s"));
}

QString withUnit(const QString& number, const QString& unit) {
  return shown(shownNumbers().withUnit(number.toStdString(), unit.toStdString()));
}

QString figures(double number) {
  return measured(number, shownNumbers().figures(number, kFigures));
}

QString signedFigures(double number) {
  return withSign(number, figures(std::abs(number)));
}

QString tableNumber(double number) {
  constexpr double kMostWhole = 1e6;
  const bool isWhole = std::abs(number) < kMostWhole && number == std::round(number);
  return isWhole ? grouped(std::llround(number)) : measured(number, shownNumbers().brief(number, kFigures));
}

QString percent(double share, int decimals) {
  return measured(share, shownNumbers().percent(share, decimals));
}

QString compact(double number) {
  return measured(number, shownNumbers().rate(number));
}

QString byteSize(std::int64_t bytes) {
  return shown(shownNumbers().bytes(bytes));
}

QString epochNumber(double epochs) {
  const double tenths = std::round(10 * epochs) / 10;
  if (tenths == std::floor(tenths)) return grouped(std::llround(tenths));
  return withDecimals(tenths, 1);
}

QString duration(double seconds) {
  return shown(durationText(seconds));
}

QString withFigures(double number, int figures) {
  return shown(shownNumbers().brief(number, figures));
}

QString preciseNumber(double number) {
  return withFigures(number, 4);
}

QString finelyRead(double number) {
  return withFigures(number, 5);
}

QString withDecimals(double number, int decimals) {
  return shown(shownNumbers().decimals(number, decimals));
}

QString withSignAndDecimals(double number, int decimals) {
  return withSign(number, withDecimals(std::abs(number), decimals));
}

QString withDecimalsAtMost(double number, int decimals) {
  const double unit = std::pow(10.0, decimals);
  return withFigures(std::round(number * unit) / unit, 6);
}

QString withPower(double number, int figures) {
  return shown(shownNumbers().power(number, figures));
}

QString shortNumber(double number, int decimals) {
  const double size = std::abs(number);
  if (size >= 99999.5) return withPower(number, 1);
  const int sensible = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
  return withDecimals(number, std::min(sensible, decimals));
}

QString exactly(double number) {
  return shown(shownNumbers().exact(number));
}

QString typeable(double number) {
  return shown(shownNumbers().ungrouped().exact(number));
}

QString typeable(double number, int figures) {
  return shown(shownNumbers().ungrouped().brief(number, figures));
}

}  // namespace gradus::ui
