#include "core/train/race_verdict.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "core/data/catalog.h"

namespace gradus {
namespace {

/// Times that differ by less are the same on a machine that does other things too.
constexpr double kSameTime = 0.03;

using Entrants = std::vector<const RaceEntrant*>;

std::string withFigures(double number, int figures) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*g", figures, number);
  return text;
}

std::string percent(double share, int decimals) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f\u00a0%%", decimals, 100 * share);
  return text;
}

/// "0.31 s", "4.2 ms", each in one line.
std::string timeText(double seconds) {
  if (seconds >= 0.1) return withFigures(seconds, 2) + "\u00a0s";
  return withFigures(1000 * seconds, 2) + "\u00a0ms";
}

/// The next number with two figures that is not smaller.
double roundedUp(double number) {
  if (!(number > 0)) return number;
  const double unit = std::pow(10.0, std::floor(std::log10(number)) - 1);
  return std::ceil(number / unit - 1e-9) * unit;
}

std::string listed(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

std::string epochsText(int count) {
  return std::to_string(count) + (count == 1 ? " epoch" : " epochs");
}

double lowestLoss(const RaceEntrant& entrant) {
  const auto loss = [](const EpochPoint& point) { return point.train.loss; };
  return std::ranges::min(entrant.epochs, {}, loss).train.loss;
}

/// The epoch after which the loss was at most `level`.
int reached(const RaceEntrant& entrant, double level) {
  const auto found =
      std::ranges::find_if(entrant.epochs, [&](const EpochPoint& point) { return point.train.loss <= level; });
  return found->epoch;
}

std::string firstToALoss(Entrants entrants) {
  double worst = 0;
  for (const RaceEntrant* entrant : entrants) worst = std::max(worst, lowestLoss(*entrant));
  const double level = roundedUp(worst);
  const auto epoch = [&](const RaceEntrant* entrant) { return reached(*entrant, level); };
  std::ranges::stable_sort(entrants, {}, epoch);
  const int best = epoch(entrants.front());
  const auto later = std::ranges::find_if(entrants, [&](const RaceEntrant* each) { return epoch(each) > best; });
  std::vector<std::string> winners;
  std::vector<std::string> others;
  for (auto each = entrants.begin(); each != later; ++each) winners.push_back((*each)->title);
  for (auto each = later; each != entrants.end(); ++each) {
    others.push_back((*each)->title + (each == later ? " needed " : " ") + std::to_string(epoch(*each)));
  }
  std::string text = listed(winners) + " reached a training loss of " + withFigures(level, 2);
  text += winners.size() == 1 ? " first, after " : " after ";
  text += epochsText(best);
  return text + (others.empty() ? "." : "; " + listed(others) + ".");
}

std::string theEnd(Entrants entrants, const Experiment& experiment) {
  const auto loss = [](const RaceEntrant* entrant) { return entrant->epochs.back().train.loss; };
  std::ranges::stable_sort(entrants, {}, loss);
  const bool hasClasses = findDataset(experiment.data.dataset.name).task == Task::Classification;
  const bool isMonitored = !std::isnan(entrants.front()->epochs.back().valid.metric);
  std::vector<std::string> parts;
  for (const RaceEntrant* entrant : entrants) {
    const double metric = entrant->epochs.back().valid.metric;
    std::string part = entrant->title + " " + withFigures(loss(entrant), 3);
    if (isMonitored) part += " (" + (hasClasses ? percent(metric, 1) : withFigures(metric, 3)) + ")";
    parts.push_back(part);
  }
  std::string text = "Training loss after " + epochsText(entrants.front()->epochs.back().epoch);
  if (isMonitored) {
    text += std::string(" (") + (hasClasses ? "accuracy" : "mean error") + " on " +
            (experiment.data.validShare > 0 ? "validation)" : "test)");
  }
  return text + ": " + listed(parts) + ".";
}

std::string theTimes(Entrants entrants) {
  const auto seconds = [](const RaceEntrant* entrant) {
    return entrant->epochs.back().seconds / entrant->epochs.back().epoch;
  };
  std::ranges::stable_sort(entrants, {}, seconds);
  const double best = seconds(entrants.front());
  if (!(best > 0)) return {};
  const std::string time = timeText(best);
  if (seconds(entrants.back()) < best * (1 + kSameTime)) return "An epoch took all of them about " + time + ".";
  std::vector<std::string> parts;
  for (const RaceEntrant* entrant : entrants) {
    if (entrant == entrants.front()) continue;
    parts.push_back(percent(1 - best / seconds(entrant), 0) + " less than " + entrant->title);
  }
  return entrants.front()->title + " was the quickest: " + time + " an epoch, " + listed(parts) + ".";
}

}  // namespace

std::string raceVerdict(const RaceStanding& standing) {
  std::vector<RaceEntrant> going;
  std::string problems;
  for (const RaceEntrant& entrant : standing.entrants) {
    if (!entrant.problem.empty()) problems += " " + entrant.title + " broke down: " + entrant.problem;
    if (entrant.problem.empty() && !entrant.epochs.empty()) going.push_back(entrant);
  }
  std::string text;
  if (going.size() >= Race::kFewest) {
    // While they run one may be an epoch ahead.
    const std::size_t common =
        std::ranges::min(going, {}, [](const auto& each) { return each.epochs.size(); }).epochs.size();
    Entrants entrants;
    for (RaceEntrant& entrant : going) {
      entrant.epochs.resize(common);
      entrants.push_back(&entrant);
    }
    text = firstToALoss(entrants) + " " + theEnd(entrants, standing.spec.experiment) + " " + theTimes(entrants);
  }
  return text.empty() && !problems.empty() ? problems.substr(1) : text + problems;
}

}  // namespace gradus
