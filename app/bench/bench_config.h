// What `gradus bench` trains: networks with the names and shapes of PyTorch's side of the comparison, or any other
// written as text.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"

namespace gradus {

struct BenchConfig {
  std::string name;
  std::vector<std::int64_t> widths;  ///< inputs, hidden layers, outputs; one output is a number, more are classes
  std::string activation;            ///< after every hidden layer, and after the output where it is one number
  std::string optimizer;             ///< with lr 0.001 for adam and 0.03 for sgd
  int batchSize = 1;
  std::string data;       ///< "fashion", or "random" numbers with random targets
  std::int64_t rows = 0;  ///< of random data

  /// "784-32-16-10,relu,adam,100,random,60000": all but the name.
  std::string text() const;

  /// Floating-point operations of one training step: products forward, and backward by weights and by inputs, except
  /// by the inputs of the network.
  double operations() const;

  std::int64_t parameters() const;
};

/// The six of the comparison.
std::span<const BenchConfig> benchConfigs();

/// One of them by name, or what text() wrote. Throws FormatError that lists the names.
BenchConfig findBenchConfig(const std::string& name);

Experiment experimentOf(const BenchConfig& config);

/// Fashion-MNIST with all 60,000 training images, or random numbers from seed 123.
PreparedDataPtr dataOf(const BenchConfig& config);

}  // namespace gradus
