// A function that a person types: what is accepted is printed, read again, and computes the same.
#include <array>
#include <bit>
#include <cmath>

#include "core/nn/formula/formula.h"
#include "tests/fuzz/fuzz.h"

using namespace gradus;

namespace {

bool isSame(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

constexpr std::array kInputs = {-1e30, -2.5, -1.0, -1e-9, 0.0, 0.5, 1.0, 88.0, 1e30};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::accepted([&] {
    const Formula formula(fuzz::asText(data, size));
    const std::vector<double> parameters(formula.parameters().size(), 0.75);
    const std::string printed = formula.text();
    fuzz::accepted([&] {  // a tree of more digits than a person typed may be longer than what is accepted
      const Formula again(printed);
      fuzz::hold(again.parameters() == formula.parameters(), "what is printed has the same parameters");
      for (const double x : kInputs) {
        fuzz::hold(isSame(again.evaluate(x, parameters.data()), formula.evaluate(x, parameters.data())),
                   "what is printed computes the same");
      }
    });
    constexpr std::size_t kEllipsisBytes = 3;
    fuzz::hold(formula.derivativeText().size() <= 4 * Formula::kMostShown + kEllipsisBytes,
               "a slope is shown in short");
    for (const double x : kInputs) formula.evaluateDerivative(x, parameters.data());
    formula.openclFunctions("own");
  });
  return 0;
}
