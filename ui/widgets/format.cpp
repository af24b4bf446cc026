#include "ui/widgets/format.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

namespace gradus::ui {
namespace {

constexpr QChar kMinus(0x2212);
const QString kNothing = QStringLiteral("–");

}  // namespace

QString withMinus(QString number) {
  if (number.startsWith(u'-')) number[0] = kMinus;
  return number;
}

QString withShortExponent(QString number) {
  return number.replace(QStringLiteral("e-0"), QStringLiteral("e-"))
      .replace(QStringLiteral("e+0"), QStringLiteral("e"))
      .remove(u'+');
}

QString grouped(std::int64_t number) {
  constexpr QChar kNoBreakSpace(0x00A0);
  QString digits = QString::number(std::abs(number));
  for (qsizetype at = digits.size() - 3; at > 0; at -= 3) digits.insert(at, kNoBreakSpace);
  return number < 0 ? kMinus + digits : digits;
}

QString counted(std::int64_t number, const QString& thing) {
  return grouped(number) + u' ' + thing + (number == 1 ? QString() : QStringLiteral("s"));
}

QString compact(double number) {
  if (!std::isfinite(number)) return kNothing;
  if (number >= 1e7) return QString::number(number / 1e6, 'f', number < 1e8 ? 1 : 0) + QStringLiteral("\u00A0M");
  if (number < 1000) return QString::number(number, 'f', 0);
  // Four figures are enough for a rate, and the last ones would only flicker.
  const double unit = std::pow(10.0, std::floor(std::log10(number)) - 3);
  return grouped(std::llround(std::round(number / unit) * unit));
}

QString figures(double number) {
  if (std::isnan(number)) return kNothing;
  const double size = std::abs(number);
  if (size != 0 && (size < 1e-4 || size >= 1e6)) return withMinus(withShortExponent(QString::number(number, 'e', 2)));
  const int before = size >= 1 ? static_cast<int>(std::floor(std::log10(size))) + 1 : 0;
  const int zeros = size > 0 && size < 0.1 ? static_cast<int>(-std::floor(std::log10(size))) - 1 : 0;
  return withMinus(QString::number(number, 'f', std::clamp(3 - before + zeros, 0, 7)));
}

QString signedFigures(double number) {
  return (number < 0 ? kMinus : QChar(u'+')) + figures(std::abs(number));
}

QString tableNumber(double number) {
  constexpr double kMostWhole = 1e6;
  if (std::abs(number) < kMostWhole && number == std::round(number)) {
    return withMinus(QString::number(std::llround(number)));
  }
  QString text = figures(number);
  if (text.contains(u'e') || !text.contains(u'.')) return text;
  while (text.endsWith(u'0')) text.chop(1);
  if (text.endsWith(u'.')) text.chop(1);
  return text;
}

QString percent(double share, int decimals) {
  if (std::isnan(share)) return kNothing;
  return QString::number(share * 100, 'f', decimals) + QStringLiteral("\u00A0%");
}

QString epochNumber(double epochs) {
  const double tenths = std::round(10 * epochs) / 10;
  if (tenths == std::floor(tenths)) return grouped(std::llround(tenths));
  return QString::number(tenths, 'f', 1);
}

QString duration(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return QStringLiteral("--:--");
  const auto whole = std::llround(seconds);
  const auto two = [](long long part) { return QStringLiteral("%1").arg(part, 2, 10, QLatin1Char('0')); };
  const QString rest = two(whole / 60 % 60) + u':' + two(whole % 60);
  return whole < 3600 ? rest : QString::number(whole / 3600) + u':' + rest;
}

QString plain(double number) {
  const double size = std::abs(number);
  const bool plainly = size == 0 || (size >= 1e-5 && size < 1e7);
  return withShortExponent(QString::number(number, plainly ? 'f' : 'e', QLocale::FloatingPointShortest));
}

}  // namespace gradus::ui
