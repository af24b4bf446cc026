#include "core/race/race_verdict.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/data/catalog.h"
#include "core/data/shown_numbers.h"

namespace gradus {
namespace {

/// With fewer epochs nobody knows how much their times differ by chance.
constexpr std::size_t kFewestTimes = 4;

using Entrants = std::vector<const RaceEntrant*>;

std::string withFigures(double number, int figures) {
  return shownNumbers().brief(number, figures);
}

std::string percent(double share, int decimals) {
  return shownNumbers().percent(share, decimals);
}

/// "0.31 s", "4.2 ms", each in one line.
std::string timeText(double seconds) {
  const bool isLong = seconds >= 0.1;
  return shownNumbers().withUnit(withFigures(isLong ? seconds : 1000 * seconds, 2), isLong ? "s" : "ms");
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
  return shownNumbers().count(count) + (count == 1 ? " epoch" : " epochs");
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
    others.push_back((*each)->title + (each == later ? " needed " : " ") + shownNumbers().count(epoch(*each)));
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
  const bool isMonitored = !std::isnan(monitored(entrants.front()->epochs.back()).metric);
  std::vector<std::string> parts;
  for (const RaceEntrant* entrant : entrants) {
    const double metric = monitored(entrant->epochs.back()).metric;
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

/// How long its epochs took: the middle one, and how far apart most of them are.
struct EpochTimes {
  const RaceEntrant* entrant = nullptr;
  double median = 0;
  double spread = 0;
};

EpochTimes timesOf(const RaceEntrant& entrant) {
  std::vector<double> times;
  double before = 0;
  for (const EpochPoint& point : entrant.epochs) times.push_back(point.seconds - std::exchange(before, point.seconds));
  std::ranges::sort(times);
  const std::size_t outliers = times.size() / 10;  // at each end: what else the machine did then
  return {&entrant, times[times.size() / 2], times[times.size() - 1 - outliers] - times[outliers]};
}

/// Which of them is quicker than which, but only where that is more than chance: the middle epochs are further apart
/// than the epochs of either of them.
std::string theTimes(const Entrants& entrants) {
  if (entrants.front()->epochs.size() < kFewestTimes) return {};
  std::vector<EpochTimes> times;
  for (const RaceEntrant* entrant : entrants) times.push_back(timesOf(*entrant));
  std::ranges::stable_sort(times, {}, &EpochTimes::median);
  const EpochTimes& best = times.front();
  if (!(best.median > 0)) return {};
  std::vector<std::string> parts;
  for (const EpochTimes& each : times) {
    if (each.median - best.median <= std::max(each.spread, best.spread)) continue;
    parts.push_back(percent(1 - best.median / each.median, 0) + " less than " + each.entrant->title);
  }
  if (parts.empty()) return {};
  return best.entrant->title + " was the quickest: " + timeText(best.median) + " an epoch, " + listed(parts) + ".";
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
    text = firstToALoss(entrants) + " " + theEnd(entrants, standing.spec.experiment);
    if (const std::string times = theTimes(entrants); !times.empty()) text += " " + times;
  }
  return text.empty() && !problems.empty() ? problems.substr(1) : text + problems;
}

}  // namespace gradus
