// What is done to all gradients between backward and the optimizer's step: clipping, as
// `torch.nn.utils.clip_grad_norm_` and `clip_grad_value_`, and the L1 penalty.
#pragma once

#include "core/optim/optimizer.h"

namespace gradus {

/// Scales all gradients by min(1, maxNorm / (norm + 1e-6)), where norm is that of all of them as one vector, of order
/// `normType` (infinity is the largest size). Returns the norm before, of shape []; nothing waits for the device.
/// Throws Error unless normType is above 0.
Tensor clipGradNorm(const ParameterArena& arena, double maxNorm, double normType = 2);

/// Clamps every gradient to [−clipValue, clipValue].
void clipGradValue(const ParameterArena& arena, double clipValue);

/// Makes every step of `optimizer` add λ · sign(w) to the gradients first: the gradient of λ · Σ|w|, with 0 at 0.
void addL1Penalty(Optimizer& optimizer, double lambda);

/// Makes every step of `optimizer` clip the gradients first, after the hooks added before.
void addClipGradNorm(Optimizer& optimizer, double maxNorm, double normType = 2);
void addClipGradValue(Optimizer& optimizer, double clipValue);

}  // namespace gradus
