// How well each class is known, and all of them together: precision, recall, F1 and accuracy.
#pragma once

#include <cstdint>
#include <vector>

#include "core/inspect/confusion.h"

namespace gradus {

/// What scikit-learn's precision_recall_fscore_support gives with zero_division=0: a quotient by nothing is 0. Of a
/// class without samples nothing is known, so that its zeros are no judgement.
struct ClassScore {
  double precision = 0;      ///< of the samples taken for the class, the share that is of it
  double recall = 0;         ///< of the samples of the class, the share taken for it
  double f1 = 0;             ///< the harmonic mean of both
  std::int64_t support = 0;  ///< samples of the class

  bool occurs() const { return support > 0; }
};

/// A share and where it lies in truth, with 95 % of confidence.
struct ShareInterval {
  double share = 0;
  double low = 0;
  double high = 1;
};

/// Wilson's score interval (1927), as scipy's binomtest(…).proportion_ci(method="wilson"); NaN without samples.
ShareInterval wilsonInterval(std::int64_t hits, std::int64_t samples);

struct ClassReport {
  std::vector<ClassScore> classes;  ///< one for each, whether it occurs or not
  ClassScore macro;                 ///< the mean over the classes that occur; with labels=unique(truth)
  ClassScore weighted;              ///< the mean, each class weighted by its samples
  ClassScore micro;                 ///< counted over all classes together, which is the accuracy three times
  ShareInterval accuracy;
};

ClassReport classReportOf(const ConfusionMatrix& matrix);

}  // namespace gradus
