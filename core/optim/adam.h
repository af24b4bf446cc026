// Adam (Kingma, Ba: Adam: A Method for Stochastic Optimization, 2015), as `torch.optim.Adam`.
#pragma once

#include "core/base/choice.h"
#include "core/optim/optimizer.h"
#include "core/optim/optimizer_registry.h"

namespace gradus {

struct AdamOptions {
  double lr = 0.001;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  double weightDecay = 0;
  bool amsgrad = false;  ///< divide by the largest mean square so far (Reddi et al., 2018)
};

/// g += weight_decay · p; m = β₁m + (1 − β₁)g; v = β₂v + (1 − β₂)g²;
/// p −= lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε), the corrections computed in double; with AMSGrad the
/// largest v so far stands in for v.
class Adam : public Optimizer {
 public:
  Adam(const ParameterArena& parameters, const AdamOptions& options)
      : Adam(parameters, options, WeightDecay::InGradient) {}

  UpdateFormula formula() const override;
  static OptimizerInfo row();

 protected:
  enum class WeightDecay {
    InGradient,  ///< g += weight_decay · p
    Decoupled    ///< p *= 1 − lr · weight_decay, before all else
  };

  Adam(const ParameterArena& parameters, const AdamOptions& options, WeightDecay decay);

  UpdateNumbers numbers(std::int64_t step) override;

  /// The parameters that the forms of Adam and AdamW share.
  static std::vector<ParameterInfo> parameterInfos(double defaultWeightDecay);
  static AdamOptions optionsOf(const Choice& choice, const ChoiceInfo& info);

 private:
  AdamOptions options_;
  WeightDecay decay_;
};

}  // namespace gradus
