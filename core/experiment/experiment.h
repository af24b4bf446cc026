// The document: everything that is needed to do a run again. It is a value; files, the command line and the window
// all speak of this one type.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/choice.h"
#include "core/data/plane_point.h"
#include "core/data/sample_changes.h"

namespace gradus {

struct DataSpec {
  Choice dataset{"two-spirals", {}};  ///< a row of the data-set catalog
  double validShare = 0.1;            ///< share of the training rows kept for validation
  double testShare = 0.2;             ///< share of all rows; ignored where the test part is published
  std::uint64_t seed = 0;             ///< of the split and of generated points: another seed, other data
  bool standardize = true;            ///< numeric columns to mean 0 and deviation 1, fitted on the training part

  std::vector<std::string> features{};  ///< of points in the plane, by name in planeFeatures(); none: x₁ and x₂
  std::vector<PlanePoint> points{};     ///< made by hand, in place of the generated ones; none: those are used

  std::vector<std::int64_t> excluded{};  ///< rows that are not trained on, ascending
  std::vector<Relabel> relabeled{};      ///< rows of another class than the data set says, ascending

  bool operator==(const DataSpec&) const = default;
};

/// One hidden layer and the activation after it. The size of the output layer follows from the data.
struct LayerSpec {
  Choice layer{"linear", {{"units", 8}}};
  Choice activation{"relu", {}};
  Choice initialization{"default", {}};  ///< of the weights; layers without a matrix of weights leave it alone

  bool operator==(const LayerSpec&) const = default;
};

struct NetworkSpec {
  std::vector<LayerSpec> hidden;
  Choice outputActivation{"identity", {}};
  Choice outputInitialization{"default", {}};

  bool operator==(const NetworkSpec&) const = default;
};

struct TrainingSpec {
  Choice loss{"cross_entropy", {}};
  Choice optimizer{"adam", {}};
  Choice schedule{"constant", {}};  ///< of the learning rate
  double l1 = 0;         ///< λ of the penalty λ·Σ|w| on all parameters, added to the gradient as λ·sign(w)
  double clipNorm = 0;   ///< the largest norm of all gradients together, as `clip_grad_norm_`; 0: as they come
  double clipValue = 0;  ///< the largest absolute value of a gradient, as `clip_grad_value_`; 0: as they come
  int batchSize = 32;
  bool shuffle = true;
  bool dropLast = false;
  bool balanceClasses = false;  ///< in the loss each class counts by the inverse of its share of the training part
  int epochs = 20;
  int patience = 0;  ///< training stops once the validation loss was not better for so many epochs; 0: never

  bool operator==(const TrainingSpec&) const = default;
};

struct Experiment {
  std::string name = "untitled";
  std::uint64_t seed = 123;  ///< of weights and batches; the data stay the same, so that runs can be compared
  DataSpec data;
  NetworkSpec network;
  TrainingSpec training;

  bool operator==(const Experiment&) const = default;
};

}  // namespace gradus
