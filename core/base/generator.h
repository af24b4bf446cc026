// The random numbers of PyTorch's CPU generator, draw for draw, so that manual_seed(123) gives the textbook's
// weights. Source: ATen/CPUGeneratorImpl, ATen/core/TransformationHelper.h and native/cpu/DistributionTemplates.h,
// PyTorch 1.13.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <vector>

namespace gradus {

/// MT19937 seeded and consumed as `torch.Generator` on the CPU.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) { manualSeed(seed); }

  /// Starts the sequence anew from the low 32 bits of `seed`.
  void manualSeed(std::uint64_t seed);

  /// All that the next draws depend on, as a file can hold it.
  struct State {
    std::vector<std::uint32_t> engine;  ///< the 624 words of MT19937 and the place among them
    std::optional<double> normal;       ///< the second one of a pair that was drawn, where it was not asked for yet

    bool operator==(const State&) const = default;
  };
  State state() const;

  /// Throws FormatError, and changes nothing, for numbers that are no state.
  void setState(const State& state);

  std::uint32_t random() { return static_cast<std::uint32_t>(engine_()); }

  /// Two draws, the first is the high word.
  std::uint64_t random64();

  /// A float32 in [from, to): 24 random bits scaled by a fused multiply-add.
  float uniform(float from, float to);

  /// A float64 in [0, 1): 53 random bits.
  double uniformDouble();

  /// Fills `values` with standard normals (mean 0, deviation 1), as `torch.randn`: Box-Muller by blocks of
  /// 16, one by one in double below 16 values.
  void normal(std::span<float> values);
  void normal(std::span<double> values);

  /// A whole number from `low` up to `high`, which is left out, as an element of `torch.randint`. Throws Error unless
  /// low < high.
  std::int64_t randint(std::int64_t low, std::int64_t high);

  /// A permutation of 0 … n−1, as `torch.randperm`. Throws Error for n ≥ 2³²/20, where PyTorch uses another method.
  std::vector<std::int64_t> randperm(std::int64_t n);

 private:
  double normalDouble();
  void uniformUnit(float& value) { value = uniform(0, 1); }
  void uniformUnit(double& value) { value = uniformDouble(); }
  template <class Number>
  void fillNormal(std::span<Number> values);

  std::mt19937 engine_;
  double cachedNormal_ = 0;
  bool hasCachedNormal_ = false;
};

}  // namespace gradus
