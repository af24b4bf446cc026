// A person's own formula as a row of the activation table, so that whatever works with rows works with it.
#pragma once

#include <string>

#include "core/nn/activation.h"

namespace gradus {

/// The row for kOwnFunction. Throws FormulaError for what is wrong with the formula.
Activation ownActivation(const std::string& formula);

/// How far f′ is from differences of f, looked at from −8 to 8.
struct DerivativeCheck {
  int places = 0;         ///< where f is finite and has no kink
  double worst = 0;       ///< |f′ − difference| / max(1, |f′|), the largest
  double worstPlace = 0;  ///< x there

  /// What rounding can explain.
  bool isGood() const { return places > 0 && worst < 1e-5; }
};

/// Holds f′ against central differences, by any row.
DerivativeCheck checkDerivative(const Activation& activation, const ActivationParameters& parameters);

}  // namespace gradus
