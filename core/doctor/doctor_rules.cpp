#include "core/doctor/doctor_rules.h"

#include <algorithm>
#include <iterator>

#include "core/base/registry.h"

namespace gradus {

std::function<std::vector<Observation>(const CheckUp&)> once(std::optional<Observation> (*find)(const CheckUp&)) {
  return [find](const CheckUp& checkUp) {
    std::vector<Observation> found;
    if (std::optional<Observation> observation = find(checkUp)) found.push_back(std::move(*observation));
    return found;
  };
}

std::span<const DoctorRule> doctorRules() {
  static const std::vector<DoctorRule> kRules = [] {
    std::vector<DoctorRule> all;
    for (auto* part : {&dataRules, &layerRules, &courseRules, &goodNews})
      std::ranges::move(part(), std::back_inserter(all));
    return all;
  }();
  return kRules;
}

const DoctorRule& findDoctorRule(std::string_view name) {
  return findRow(doctorRules(), name, "rule of the doctor");
}

std::vector<Observation> examine(const CheckUp& checkUp) {
  std::vector<Observation> found;
  std::vector<Subject> ill;
  bool suffers = false;
  for (const DoctorRule& rule : doctorRules()) {
    // Praise beside a warning reads as if the warning did not matter, whatever either is about.
    if (rule.isGoodNews && (suffers || std::ranges::find(ill, rule.subject) != ill.end())) continue;
    for (Observation& observation : rule.examine(checkUp)) {
      observation.rule = rule.name;
      ill.push_back(rule.subject);
      suffers = suffers || observation.severity >= Severity::Warning;
      found.push_back(std::move(observation));
    }
  }
  return found;
}

}  // namespace gradus
