// Numbers as the window and the laboratory's sentences write them: with the signs of the person's language.
#pragma once

#include <QLocale>

#include "core/base/number_text.h"

namespace gradus {

/// The decimal sign is the locale's, and so is the sign between groups of digits where that is a blank or an
/// apostrophe. A point or a comma there would be taken for the sign before decimals, which a point is in every field
/// and file of this program: a narrow blank stands for it, as ISO 80000-1 has it. Digits are always those from 0 to 9,
/// as in formulas and code beside them; where the locale has others, its signs go with those, and a point is written.
NumberText numbersOf(const QLocale& locale);

/// Those of QLocale's default.
NumberText shownNumbers();

}  // namespace gradus
