// Matrix products by whichever of several providers is the fastest for such a shape on this device. They may round
// differently, so the choice is made before the first product of a kind gives a result, by products of the same
// operands: of at most kMostMeasured rows, columns and inner numbers, so that a few milliseconds do.
#include <algorithm>
#include <bit>
#include <chrono>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "core/opencl/device.h"
#include "core/opencl/matrix_product.h"
#include "core/opencl/measured_choices.h"

namespace gradus {
namespace {

constexpr std::int64_t kMostMeasured = 512;
/// Products of one turn, one behind the other as in training.
constexpr int kProductsPerTurn = 4;

/// Products of one kind are alike in what decides their speed.
using Kind = std::tuple<Precision, bool, bool, int>;

/// Sizes differ by less than eight times within a kind.
Kind kindOf(const MatrixProblem& problem) {
  const auto work = static_cast<std::uint64_t>(problem.rows * problem.columns * problem.inner);
  return {problem.precision, problem.a.transposed, problem.b.transposed, std::bit_width(work) / 3 * 3};
}

std::string textOf(const Kind& kind) {
  const auto& [precision, aTransposed, bTransposed, bits] = kind;
  return std::string(precision == Precision::Double ? "float64" : "float32") + " product " + (aTransposed ? "T" : "N") +
         (bTransposed ? "T" : "N") + " of 2^" + std::to_string(bits);
}

class MeasuredProduct : public MatrixProduct {
 public:
  MeasuredProduct(Device& device, std::vector<std::unique_ptr<MatrixProduct>> providers)
      : device_(device), providers_(std::move(providers)) {}

  std::string_view name() const override { return "measured"; }

  void multiply(const MatrixProblem& problem) override {
    MeasuredChoice& choice = choiceFor(kindOf(problem));
    if (choice.isOpen()) measure(choice, problem);
    providers_[choice.current()]->multiply(problem);
  }

 private:
  MeasuredChoice& choiceFor(const Kind& kind) {
    const auto known = choices_.find(kind);
    if (known != choices_.end()) return known->second;
    std::vector<std::string> names;
    for (const auto& provider : providers_) names.emplace_back(provider->name());
    return choices_.try_emplace(kind, device_.choices(), textOf(kind), std::move(names)).first->second;
  }

  /// Leaves in the result what its providers left there.
  void measure(MeasuredChoice& choice, const MatrixProblem& problem) {
    using Clock = std::chrono::steady_clock;
    MatrixProblem part = problem;
    for (std::int64_t* size : {&part.rows, &part.columns, &part.inner}) *size = std::min(*size, kMostMeasured);
    device_.finish();
    while (choice.isOpen()) {
      const Clock::time_point began = Clock::now();
      for (int i = 0; i < kProductsPerTurn; ++i) providers_[choice.current()]->multiply(part);
      device_.finish();
      choice.note(std::chrono::duration<double>(Clock::now() - began).count());
    }
  }

  Device& device_;
  std::vector<std::unique_ptr<MatrixProduct>> providers_;
  std::map<Kind, MeasuredChoice> choices_;
};

}  // namespace

std::unique_ptr<MatrixProduct> makeMeasuredProduct(Device& device,
                                                   std::vector<std::unique_ptr<MatrixProduct>> providers) {
  return std::make_unique<MeasuredProduct>(device, std::move(providers));
}

}  // namespace gradus
