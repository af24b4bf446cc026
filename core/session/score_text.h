// Scores as text: the window and the command line print the same digits, each with its own signs.
#pragma once

#include <string>

#include "core/base/number_text.h"
#include "core/data/dataset.h"

namespace gradus {

/// Four significant digits, such as "0.2391"; "–" where it was not measured.
std::string lossText(double loss, const NumberText& numbers);

/// "accuracy 93.05 %" or "MAE 2.31"; "–" in place of the number where it was not measured.
std::string metricText(double metric, Task task, const NumberText& numbers);

/// The number alone: "93.05 %" or "2.31".
std::string metricNumber(double metric, Task task, const NumberText& numbers);

}  // namespace gradus
