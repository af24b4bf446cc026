// The losses that losses_test tries, by the names of fixtures/make_layers.py.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "core/nn/loss.h"
#include "core/nn/softmax.h"
#include "tests/fixture_digest.h"

namespace gradus::test {

/// The shapes of the inputs for n samples.
using Shapes = std::vector<Shape> (*)(std::int64_t n);

inline std::int64_t classesFor(std::int64_t n) {
  return n > 1 ? 4 : 2;
}

inline std::vector<Shape> pairs(std::int64_t n) {
  return {{n, 3}, {n, 3}};
}
inline std::vector<Shape> rows(std::int64_t n) {
  return {{n, classesFor(n)}};
}
inline std::vector<Shape> rowsAndShares(std::int64_t n) {
  return {{n, classesFor(n)}, {n, classesFor(n)}};
}
inline std::vector<Shape> places(std::int64_t n) {
  return {{2, classesFor(n), n}};
}
inline std::vector<Shape> placesAndShares(std::int64_t n) {
  return {{2, classesFor(n), n}, {2, classesFor(n), n}};
}

/// A loss with its options.
struct LossCase {
  const char* name;
  std::function<Tensor(const std::vector<Tensor>& inputs, Reduction reduction)> apply;
  Shapes shapes = pairs;
};

using Tensors = const std::vector<Tensor>&;

inline Tensor half(const Tensor& x) {
  return affine(x, 0.5, 0.5);
}

/// Classes for an output (n, C, …).
inline Tensor labelsFor(const Tensor& output) {
  const Shape shape = output.shape().without(1);
  std::vector<std::int64_t> labels;
  for (std::int64_t i = 0; i < shape.numel(); ++i) labels.push_back(i * 7 % output.size(1));
  return Tensor::from(output.device(), labels, shape);
}

inline Tensor classWeights(const Tensor& output) {
  return someTensor(output, {output.size(1)}, 5) + 1.5;
}

/// What the losses of classes are tried with.
struct ClassOptions {
  const char* name;
  bool isWeighted;
  double smoothing;
  std::optional<std::int64_t> ignored;
};

inline constexpr std::array<ClassOptions, 6> kCrossEntropies = {{{"cross_entropy", false, 0, {}},
                                                                 {"cross_entropy weight", true, 0, {}},
                                                                 {"cross_entropy smoothing", false, 0.1, {}},
                                                                 {"cross_entropy weight smoothing", true, 0.2, {}},
                                                                 {"cross_entropy ignore_index", false, 0, 1},
                                                                 {"cross_entropy all options", true, 0.2, 1}}};
inline constexpr std::array<ClassOptions, 4> kOfProbabilities = {
    {{"cross_entropy probabilities", false, 0, {}},
     {"cross_entropy probabilities weight", true, 0, {}},
     {"cross_entropy probabilities smoothing", false, 0.1, {}},
     {"cross_entropy probabilities weight smoothing", true, 0.2, {}}}};

inline CrossEntropyOptions crossEntropyOptions(const ClassOptions& row, const Tensor& output, Reduction reduction) {
  return {reduction, row.isWeighted ? classWeights(output) : Tensor(), row.smoothing, row.ignored};
}

inline std::vector<LossCase> classCases() {
  std::vector<LossCase> all;
  for (const ClassOptions& row : kCrossEntropies) {
    const auto apply = [row](Tensors t, Reduction r) {
      return crossEntropy(t[0] * 5.0, labelsFor(t[0]), crossEntropyOptions(row, t[0], r));
    };
    all.push_back({row.name, apply, rows});
  }
  for (const ClassOptions& row : kOfProbabilities) {
    const auto apply = [row](Tensors t, Reduction r) {
      return crossEntropy(t[0] * 5.0, half(t[1]), crossEntropyOptions(row, t[0], r));
    };
    all.push_back({row.name, apply, rowsAndShares});
  }
  const auto nll = [](bool isWeighted, std::optional<std::int64_t> ignored) {
    return [=](Tensors t, Reduction r) {
      return nllLoss(logSoftmax(t[0] * 5.0, 1), labelsFor(t[0]),
                     {r, isWeighted ? classWeights(t[0]) : Tensor(), ignored});
    };
  };
  all.push_back({"nll", nll(false, kIgnoredClass), rows});
  all.push_back({"nll weight", nll(true, kIgnoredClass), rows});
  all.push_back({"nll ignore_index", nll(true, 1), rows});
  all.push_back({"nll places", nll(true, 1), places});
  all.push_back({"cross_entropy places",
                 [](Tensors t, Reduction r) {
                   return crossEntropy(t[0] * 5.0, labelsFor(t[0]), {r, classWeights(t[0]), 0.2, 1});
                 },
                 places});
  all.push_back({"cross_entropy places probabilities",
                 [](Tensors t, Reduction r) {
                   return crossEntropy(t[0] * 5.0, half(t[1]), {r, classWeights(t[0]), 0.2});
                 },
                 placesAndShares});
  return all;
}

inline std::vector<LossCase> lossCases() {
  std::vector<LossCase> all = {
      {"mse", [](Tensors t, Reduction r) { return mseLoss(t[0], t[1], r); }},
      {"l1", [](Tensors t, Reduction r) { return l1Loss(t[0], t[1], r); }},
      {"smooth_l1",
       [](Tensors t, Reduction r) {
         return smoothL1Loss(t[0], t[1], {r, 0.5});
       }},
      {"smooth_l1 beta 0",
       [](Tensors t, Reduction r) {
         return smoothL1Loss(t[0], t[1], {r, 0});
       }},
      {"huber",
       [](Tensors t, Reduction r) {
         return huberLoss(t[0], t[1], {r, 0.4});
       }},
      {"bce",
       [](Tensors t, Reduction r) {
         return bceLoss(half(t[0]), half(t[1]), {r, {}});
       }},
      {"bce weight",
       [](Tensors t, Reduction r) {
         return bceLoss(half(t[0]), half(t[1]), {r, someTensor(t[0], {3}, 5) + 2});
       }},
      {"bce_with_logits",
       [](Tensors t, Reduction r) {
         return bceWithLogitsLoss(t[0] * 8.0, half(t[1]), {r, {}, {}});
       }},
      {"bce_with_logits pos_weight",
       [](Tensors t, Reduction r) {
         return bceWithLogitsLoss(t[0] * 8.0, half(t[1]), {r, someTensor(t[0], {3}, 5) + 2, {}});
       }},
      {"bce_with_logits weights",
       [](Tensors t, Reduction r) {
         const Tensor weight = someTensor(t[0], {t[0].size(0), 1}, 6) + 1.5;
         return bceWithLogitsLoss(t[0] * 8.0, half(t[1]), {r, someTensor(t[0], {3}, 5) + 2, weight});
       }},
  };
  const std::vector<LossCase> classes = classCases();
  all.insert(all.end(), classes.begin(), classes.end());
  return all;
}

}  // namespace gradus::test
