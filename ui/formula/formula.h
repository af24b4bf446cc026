// A formula as people write it in one line, set as a textbook sets it: letters in italics, real powers, fractions,
// roots and cases. What the activation table says, and what somebody types, is all that is needed for it.
//
//   sum:      [−] product { + − ∓ ± product }
//   product:  power { [· *] power } [ / power ]        the line of a fraction takes what stands before it
//   power:    factor [ ^ factor | ⁻¹ˣ… ]
//   factor:   number, letter (with a subscript, as zᵢ), name, name( sum, … ), ( sum ), | sum |, √ factor
//   formula:  sum [ < > ≤ ≥ = sum ], or "sum if condition, else sum"
#pragma once

#include <QString>

#include "ui/formula/formula_box.h"

namespace gradus::ui {

/// `text` as a formula; what is none is set as it stands.
FormulaBoxPtr setFormula(const QString& text);

/// Whether it is one.
bool isFormula(const QString& text);

}  // namespace gradus::ui
