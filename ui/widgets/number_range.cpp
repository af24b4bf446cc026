#include "ui/widgets/number_range.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>
#include <limits>

#include "core/base/typed_number.h"
#include "core/data/shown_numbers.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr double kUnlimited = 1e30;  ///< a limit that nobody meets needs no words

QString tr(const char* text) {
  return QCoreApplication::translate("gradus::ui::NumberRange", text);
}

TypedNumber typed(const QString& text) {
  return typedNumber(text.toStdString(), QLocale().decimalPoint().toStdString());
}

/// A limit as people read it, such as "1 000 000".
QString limitText(double limit) {
  return exactly(limit);
}

QString expected(const NumberRange& range) {
  if (range.maximum >= kUnlimited) return range.integer ? tr("Expected a whole number") : tr("Expected a number");
  const QString words =
      range.integer ? tr("Expected a whole number from %1 to %2") : tr("Expected a number from %1 to %2");
  return words.arg(limitText(range.minimum), limitText(range.maximum));
}

/// How a number is written whose digits something parts.
QString howToWrite(const QString& expected, bool isWhole) {
  if (isWhole) return tr("%1, with nothing between its digits.").arg(expected);
  const QString sign = QString::fromStdString(shownNumbers().signs().decimal);
  if (sign == u".") return tr("%1. Decimals follow a point, as in 0.5; nothing parts groups of digits.").arg(expected);
  return tr("%1. Decimals follow “%2” or a point, as in %3 or 0.5; nothing parts groups of digits.")
      .arg(expected, sign, u'0' + sign + u'5');
}

}  // namespace

std::optional<double> readNumber(const QString& text, const NumberRange& range) {
  const TypedNumber number = typed(text);
  const bool isAccepted = number.fault == NumberFault::None && number.value >= range.minimum &&
                          number.value <= range.maximum && (number.isWhole || !range.integer);
  return isAccepted ? std::optional(number.value) : std::nullopt;
}

QString problemWithNumber(const QString& text, const NumberRange& range) {
  if (readNumber(text, range)) return {};
  const TypedNumber number = typed(text);
  const bool isParted = number.fault == NumberFault::PartedDigits ||
                        (number.fault == NumberFault::None && range.integer && !number.isWhole);
  return isParted ? howToWrite(expected(range), range.integer) : expected(range);
}

std::optional<std::uint64_t> readSeed(const QString& text) {
  const TypedWhole seed = typedWhole(text.toStdString());
  return seed.fault == NumberFault::None && seed.fits ? std::optional(seed.value) : std::nullopt;
}

QString problemWithSeed(const QString& text) {
  if (readSeed(text)) return {};
  const QString words = tr("Expected a whole number from 0 to %1").arg(std::numeric_limits<std::uint64_t>::max());
  return typedWhole(text.toStdString()).fault == NumberFault::PartedDigits ? howToWrite(words, true) : words;
}

}  // namespace gradus::ui
