#include "core/nn/formula/formula.h"

#include <utility>

#include "core/nn/formula/printer.h"

namespace gradus {

using namespace formula;

Formula::Formula(std::string_view text) : Formula(parse(text)) {}

Formula::Formula(Parsed parsed)
    : parameters_(std::move(parsed.parameters)),
      typed_(std::move(parsed.expression)),
      expression_(stabilized(typed_)),
      derivative_(derivativeOf(expression_)),
      value_(expression_),
      slope_(derivative_) {}

std::string Formula::text() const {
  return print(typed_, parameters_, Language::Formula);
}

std::string Formula::derivativeText() const {
  return printShortened(derivativeOf(typed_), parameters_, kMostShown);
}

std::string Formula::openclFunctions(const std::string& name) const {
  std::string source;
  for (const auto& [program, part] : {std::pair(&value_, "Value"), std::pair(&slope_, "Slope")}) {
    source += "inline T " + name + part + "(T x, real p0, real p1, real p2, real p3) {\n";
    source += program->openclBody() + "}\n";
  }
  return source;
}

std::string Formula::torchExpression(const std::vector<std::string>& parameters) const {
  return print(expression_, parameters, Language::Torch);
}

}  // namespace gradus
