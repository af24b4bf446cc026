#include "core/run/run_book.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "core/experiment/describe_difference.h"

namespace gradus {
namespace {

const std::string& dataOf(const Experiment& experiment) {
  return experiment.data.dataset.name;
}

}  // namespace

void RunBook::follow(const RunNews& news) {
  if (!present_ || present_->id() != news.run) {
    const bool goesOn = present_ && present_->lastEnd() > 0 &&
                        std::ranges::find(news.epochs, present_->lastEnd(), &EpochPoint::wallTime) != news.epochs.end();
    if (present_ && present_->hasEpochs() && !goesOn) leave();
    present_ = std::make_shared<Run>(news.run);
  }
  present_->append(news);
}

void RunBook::leave() {
  if (!present_->experiment()) return;
  const Experiment& left = *present_->experiment();
  std::erase_if(earlier_, [&](const EarlierRun& each) { return haveSameSettings(*each.run->experiment(), left); });
  const std::vector<EarlierRun> others = comparable(left);
  if (others.size() >= kMost) remove(others.back().run);
  present_->forgetBatches();
  earlier_.insert(earlier_.begin(), {present_});
  ++changes_;
}

std::vector<EarlierRun> RunBook::comparable(const Experiment& experiment) const {
  std::vector<EarlierRun> found;
  std::ranges::copy_if(earlier_, std::back_inserter(found),
                       [&](const EarlierRun& each) { return dataOf(*each.run->experiment()) == dataOf(experiment); });
  return found;
}

void RunBook::show(const RunPtr& run, bool isShown) {
  for (EarlierRun& each : earlier_) {
    if (each.run == run) each.isShown = isShown;
  }
  ++changes_;
}

void RunBook::remove(const RunPtr& run) {
  std::erase_if(earlier_, [&](const EarlierRun& each) { return each.run == run; });
  ++changes_;
}

}  // namespace gradus
