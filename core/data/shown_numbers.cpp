#include "core/data/shown_numbers.h"

namespace gradus {
namespace {

constexpr QChar kNarrowBlank(0x202F);
constexpr QChar kTypographicApostrophe(0x2019);

bool cannotBeDecimal(const QString& sign) {
  return sign.size() == 1 && (sign[0].isSpace() || sign[0] == kTypographicApostrophe || sign[0] == u'\'');
}

}  // namespace

NumberText numbersOf(const QLocale& locale) {
  const bool hasOurDigits = locale.zeroDigit() == u"0";
  const QString group = locale.groupSeparator();
  NumberSigns signs;
  if (hasOurDigits) signs.decimal = locale.decimalPoint().toStdString();
  signs.group = (hasOurDigits && cannotBeDecimal(group) ? group : QString(kNarrowBlank)).toStdString();
  signs.minus = "−";
  signs.blank = "\u00A0";
  signs.infinity = "∞";
  return NumberText(std::move(signs));
}

NumberText shownNumbers() {
  return numbersOf(QLocale());
}

}  // namespace gradus
