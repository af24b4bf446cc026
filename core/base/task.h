// What is to be predicted: data sets have it, losses fit it.
#pragma once

namespace gradus {

enum class Task { Classification, Regression };

}  // namespace gradus
