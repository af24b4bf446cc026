// The operations that elementwise_test tries, by the names of fixtures/make_elementwise.py.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/tensor/arithmetic.h"
#include "core/tensor/cast.h"
#include "core/tensor/comparison.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/logic.h"

namespace gradus::test {

using Inputs = std::vector<Tensor>;
using Operation = std::function<Tensor(const Inputs&)>;

/// By the names of the fixture; the rows of the unary table are added to them.
inline std::map<std::string, Operation> operations() {
  using In = const Inputs&;
  std::map<std::string, Operation> table = {
      {"neg", [](In in) { return -in[0]; }},
      {"add 2.5", [](In in) { return in[0] + 2.5; }},
      {"sub 2.5", [](In in) { return in[0] - 2.5; }},
      {"mul 2.5", [](In in) { return in[0] * 2.5; }},
      {"add 2", [](In in) { return in[0] + 2; }},
      {"sub 2", [](In in) { return in[0] - 2; }},
      {"mul 2", [](In in) { return in[0] * 2; }},
      {"div 3", [](In in) { return in[0] / 3; }},
      {"3 add", [](In in) { return 3 + in[0]; }},
      {"3 sub", [](In in) { return 3 - in[0]; }},
      {"3 mul", [](In in) { return 3 * in[0]; }},
      {"3 div", [](In in) { return 3 / in[0]; }},
      {"clamp", [](In in) { return clamp(in[0], -1, 2); }},
      {"clamp from", [](In in) { return clamp(in[0], 0, {}); }},
      {"clamp to", [](In in) { return clamp(in[0], {}, 1); }},
      {"clamp crossed", [](In in) { return clamp(in[0], 2, -1); }},
      {"clamp fractions", [](In in) { return clamp(in[0], -0.5, 2.5); }},
      {"pow 0", [](In in) { return pow(in[0], 0); }},
      {"pow 1", [](In in) { return pow(in[0], 1); }},
      {"pow 2", [](In in) { return pow(in[0], 2); }},
      {"pow 3", [](In in) { return pow(in[0], 3); }},
      {"pow 0.5", [](In in) { return pow(in[0], 0.5); }},
      {"pow 2.5", [](In in) { return pow(in[0], 2.5); }},
      {"pow -1", [](In in) { return pow(in[0], -1.0); }},
      {"2 pow", [](In in) { return pow(2.0, in[0]); }},
      {"0 pow", [](In in) { return pow(0.0, in[0]); }},
      {"eq 1", [](In in) { return eq(in[0], 1); }},
      {"ne 1", [](In in) { return ne(in[0], 1); }},
      {"lt 0.5", [](In in) { return lt(in[0], 0.5); }},
      {"le 0.5", [](In in) { return le(in[0], 0.5); }},
      {"gt 1", [](In in) { return gt(in[0], 1); }},
      {"ge 1", [](In in) { return ge(in[0], 1); }},
      {"where 7", [](In in) { return where(gt(in[0], 0), in[0], 7); }},
      {"7 where", [](In in) { return where(gt(in[0], 0), 7, in[0]); }},
      {"isnan", [](In in) { return isNan(in[0]); }},
      {"isinf", [](In in) { return isInf(in[0]); }},
      {"isfinite", [](In in) { return isFinite(in[0]); }},
      {"logical_not", [](In in) { return logicalNot(in[0]); }},
      {"add", [](In in) { return in[0] + in[1]; }},
      {"sub", [](In in) { return in[0] - in[1]; }},
      {"mul", [](In in) { return in[0] * in[1]; }},
      {"div", [](In in) { return in[0] / in[1]; }},
      {"pow", [](In in) { return pow(in[0], in[1]); }},
      {"eq", [](In in) { return eq(in[0], in[1]); }},
      {"ne", [](In in) { return ne(in[0], in[1]); }},
      {"lt", [](In in) { return lt(in[0], in[1]); }},
      {"le", [](In in) { return le(in[0], in[1]); }},
      {"gt", [](In in) { return gt(in[0], in[1]); }},
      {"ge", [](In in) { return ge(in[0], in[1]); }},
      {"maximum", [](In in) { return maximum(in[0], in[1]); }},
      {"minimum", [](In in) { return minimum(in[0], in[1]); }},
      {"logical_and", [](In in) { return logicalAnd(in[0], in[1]); }},
      {"logical_or", [](In in) { return logicalOr(in[0], in[1]); }},
      {"logical_xor", [](In in) { return logicalXor(in[0], in[1]); }},
      {"where", [](In in) { return where(lt(in[0], in[1]), in[0], in[1]); }},
  };
  for (const Dtype dtype : {Dtype::Float32, Dtype::Float64, Dtype::Int64, Dtype::Int32, Dtype::UInt8, Dtype::Bool}) {
    table["to " + std::string(nameOf(dtype))] = [dtype](In in) { return to(in[0], dtype); };
  }
  for (const UnaryFunction& row : unaryFunctions()) {
    table[row.name] = [&row](In in) { return row.apply(in[0]); };
  }
  return table;
}

}  // namespace gradus::test
