#include "core/opencl/measured_choices.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <sstream>
#include <utility>

#include "core/base/cache_file.h"

namespace gradus {
namespace {

constexpr std::string_view kTitle = "gradus choices 1";
constexpr std::string_view kBetween = " = ";
constexpr std::size_t kMostBytes = 1U << 16U;

/// Turns of each candidate. The first is not counted: it may have to compile.
constexpr std::size_t kTurns = 6;
/// By what share of the first candidate's time another must stay below it.
constexpr double kGain = 0.05;

}  // namespace

MeasuredChoices::MeasuredChoices(std::string identity, const std::filesystem::path& folder)
    : identity_(std::move(identity)) {
  if (folder.empty()) return;
  std::ranges::replace(identity_, '\n', ' ');
  file_ = folder / (hashOf(identity_) + ".txt");
  canRemember_ = load() || save();
}

std::string MeasuredChoices::find(const std::string& name) const {
  const auto known = choices_.find(name);
  return known == choices_.end() ? "" : known->second;
}

std::string MeasuredChoices::remember(const std::string& name, const std::string& choice,
                                      std::span<const std::string> candidates) {
  if (!canRemember_) return "";
  load();
  std::string& kept = choices_[name];
  if (std::ranges::find(candidates, kept) == candidates.end()) kept = choice;
  canRemember_ = save();
  return canRemember_ ? kept : "";
}

/// Adds what the file holds, which wins over what is known. False if the file is not a table of this device.
bool MeasuredChoices::load() {
  const std::optional<std::string> content = readCacheFile(file_, kMostBytes);
  if (!content) return false;
  std::istringstream lines(*content);
  std::string line;
  if (!std::getline(lines, line) || line != kTitle || !std::getline(lines, line) || line != identity_) return false;
  while (std::getline(lines, line)) {
    const std::size_t at = line.find(kBetween);
    if (at != std::string::npos) choices_[line.substr(0, at)] = line.substr(at + kBetween.size());
  }
  return true;
}

bool MeasuredChoices::save() const {
  std::string content(kTitle);
  content.append("\n").append(identity_).append("\n");
  for (const auto& [name, choice] : choices_) content.append(name).append(kBetween).append(choice).append("\n");
  return writeCacheFile(file_, content);
}

MeasuredChoice::MeasuredChoice(MeasuredChoices& table, std::string name, std::vector<std::string> candidates)
    : table_(&table),
      name_(std::move(name)),
      candidates_(std::move(candidates)),
      best_(candidates_.size(), std::numeric_limits<double>::infinity()) {
  const std::string known = table_->find(name_);
  isOpen_ =
      table_->canRemember() && candidates_.size() > 1 && std::ranges::find(candidates_, known) == candidates_.end();
  if (!isOpen_) close(known);
}

void MeasuredChoice::note(double seconds) {
  if (!isOpen_) return;
  const bool isFirst = turns_ < candidates_.size();
  if (!isFirst) best_[current_] = std::min(best_[current_], seconds);
  current_ = ++turns_ % candidates_.size();
  if (turns_ < kTurns * candidates_.size()) return;
  const std::size_t fastest = static_cast<std::size_t>(std::ranges::min_element(best_) - best_.begin());
  const bool isClear = best_[fastest] < best_.front() * (1 - kGain);
  close(table_->remember(name_, candidates_[isClear ? fastest : 0], candidates_));
}

void MeasuredChoice::close(std::string_view chosen) {
  isOpen_ = false;
  const auto found = std::ranges::find(candidates_, chosen);
  current_ = found == candidates_.end() ? 0 : static_cast<std::size_t>(found - candidates_.begin());
}

}  // namespace gradus
