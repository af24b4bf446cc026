// The training doctor's rules: the only list of them. A rule looks at measured numbers and says something, or nothing;
// the card, its explanations and the tests read the list.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/doctor/check_up.h"
#include "core/doctor/observation.h"

namespace gradus {

/// What a rule is about. A rule of good news may speak where no rule finds anything worth knowing of its subject, and
/// none anything that learning suffers from, of whatever subject.
enum class Subject { Data, Layers, Course };

struct DoctorRule {
  std::string name;         ///< such as "dead_units"
  std::string title;        ///< such as "Dead units"
  std::string explanation;  ///< what it means, why the limits are where they are, and who found out
  Subject subject = Subject::Layers;
  bool isGoodNews = false;
  std::function<std::vector<Observation>(const CheckUp&)> examine;  ///< the worst first, one for each layer at most
};

/// DoctorRule::examine of a rule that finds one thing at most.
std::function<std::vector<Observation>(const CheckUp&)> once(std::optional<Observation> (*find)(const CheckUp&));

/// All rules, those first whose illness is the worst.
std::span<const DoctorRule> doctorRules();

/// The rule of that name. Throws FormatError that lists the names if there is none.
const DoctorRule& findDoctorRule(std::string_view name);

/// What all rules have to say, in their order.
std::vector<Observation> examine(const CheckUp& checkUp);

/// Limits that other views share.
constexpr double kVanishing = 1e-3;  ///< of LayerStatistics::flow
constexpr double kExploding = 100;

// The rules, by what they look at.
std::vector<DoctorRule> dataRules();
std::vector<DoctorRule> layerRules();
std::vector<DoctorRule> courseRules();
std::vector<DoctorRule> goodNews();

}  // namespace gradus
