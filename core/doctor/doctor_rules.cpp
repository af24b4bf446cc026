#include "core/doctor/doctor_rules.h"

#include <algorithm>
#include <iterator>

#include "core/base/registry.h"

namespace gradus {

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
  for (const DoctorRule& rule : doctorRules()) {
    if (rule.isGoodNews && std::ranges::find(ill, rule.subject) != ill.end()) continue;
    std::optional<Observation> observation = rule.examine(checkUp);
    if (!observation) continue;
    observation->rule = rule.name;
    ill.push_back(rule.subject);
    found.push_back(std::move(*observation));
  }
  return found;
}

}  // namespace gradus
