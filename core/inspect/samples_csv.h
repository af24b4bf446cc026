// Samples and what the network says about them as a table for other programs.
#pragma once

#include <span>
#include <string>

#include "core/data/prepared_data.h"
#include "core/probe/predictions.h"

namespace gradus {

/// A line of names and a line for each of `places` in `predictions`: the row in the data set, what is true and what is
/// predicted, confidence and loss, the probability of each class, and for data that are no images the features in the
/// units of their columns. As RFC 4180 has it.
std::string samplesCsv(const PreparedData& data, const Predictions& predictions, std::span<const std::size_t> places);

}  // namespace gradus
