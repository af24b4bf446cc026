#include "core/experiment/differences.h"

#include <algorithm>

#include "core/base/lowered.h"

namespace gradus {
namespace {

/// Of a person's own function, what it computes.
const std::string& titleOf(const ChoiceInfo& info, const Choice& choice) {
  return choice.formula.empty() ? info.title : choice.formula;
}

}  // namespace

void Differences::add(const std::string& words) {
  if (!words.empty() && std::ranges::find(parts_, words) == parts_.end()) parts_.push_back(words);
}

void Differences::addInstead(const std::string& other, const std::string& now, const std::string& where) {
  add(std::string(other).append(" instead of ").append(now).append(where));
}

void Differences::addNumbers(const std::string& label, double other, double now, const std::string& where) {
  if (other != now)
    addInstead(std::string(label).append(" ").append(numbers_.exact(other)), numbers_.exact(now), where);
}

void Differences::addSwitch(const std::string& what, bool other, bool now) {
  if (other != now) add((other ? "with " : "without ") + what);
}

void Differences::addChoices(const ChoiceInfo& otherInfo, const Choice& other, const ChoiceInfo& nowInfo,
                             const Choice& now, const std::string& where, const std::string& shared) {
  const bool isSame = other.name == now.name && other.formula == now.formula;
  if (!isSame) addInstead(titleOf(otherInfo, other), titleOf(nowInfo, now), where);
  for (const ParameterInfo& parameter : otherInfo.parameters) {
    if (!isSame && parameter.name != shared) continue;
    addNumbers(lowered(parameter.label), valueOf(other, otherInfo, parameter.name),
               valueOf(now, nowInfo, parameter.name), where);
  }
}

std::string Differences::text() const {
  std::string text;
  for (const std::string& part : parts_) text.append(text.empty() ? "" : ", ").append(part);
  return text;
}

}  // namespace gradus
