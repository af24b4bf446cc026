// What was measured once on a device and is remembered: which of several ways is the fastest there. It is kept in the
// cache folder, a table for each device, driver and version of the kernels.
//
// The same experiment gives the same bits twice on one device. So a choice is either between ways that give the same
// bits, and may be found out while they work, or it is made before the first result is used, and never again. Where
// nothing can be remembered nothing is measured: the first candidate is taken, always.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradus {

/// The table: names of choices and of what was chosen.
class MeasuredChoices {
 public:
  /// Reads the table of `identity`, a line that names all that the times depend on. A table that is broken, too large
  /// or another device's counts as empty. With an empty folder, or one that cannot be written, nothing is remembered.
  MeasuredChoices(std::string identity, const std::filesystem::path& folder);

  bool canRemember() const { return canRemember_; }

  /// "" where nothing is known.
  std::string find(const std::string& name) const;

  /// Gives what is remembered from now on: the `choice`, or another of the `candidates` that another program was first
  /// to remember, or "" where the table could not be written.
  std::string remember(const std::string& name, const std::string& choice, std::span<const std::string> candidates);

  const std::filesystem::path& file() const { return file_; }

 private:
  bool load();
  bool save() const;

  std::string identity_;
  std::filesystem::path file_;
  std::map<std::string, std::string> choices_;
  bool canRemember_ = false;
};

/// One choice: open until every candidate has had its turns, unless it is remembered. The first candidate is the one
/// to take where nothing is known; another must be faster by more than chance.
class MeasuredChoice {
 public:
  /// `table` outlives this; there is at least one candidate. Names consist of printable characters without " = ".
  MeasuredChoice(MeasuredChoices& table, std::string name, std::vector<std::string> candidates);

  bool isOpen() const { return isOpen_; }

  /// The candidate whose turn it is while the choice is open; then the one to stay with.
  std::size_t current() const { return current_; }

  /// How long the current candidate took for its turn: seconds, or any other measure of the same work.
  void note(double seconds);

 private:
  void close(std::string_view chosen);

  MeasuredChoices* table_;
  std::string name_;
  std::vector<std::string> candidates_;
  std::vector<double> best_;  ///< of each candidate
  std::size_t turns_ = 0;
  std::size_t current_ = 0;
  bool isOpen_ = false;
};

}  // namespace gradus
