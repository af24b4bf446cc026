// What several commands take.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace gradus {

/// --device, as in chooseDevice(); empty for the best.
void addDevice(CLI::App& app, std::string& device);

/// An experiment, and where it is from.
class GivenExperiment {
 public:
  /// Its file, as a place of the command line.
  CLI::Option* addTo(CLI::App& app);

  bool isFile() const { return !file_.empty(); }
  const std::string& file() const { return file_; }

  /// Reads and checks the file, if there is one. Throws Error.
  void read();

  void set(Experiment experiment) { experiment_ = std::move(experiment); }
  const std::optional<Experiment>& experiment() const { return experiment_; }

  /// Its data. Throws Error that names the file or the command line, and the entry, for what they do not allow: a class
  /// or a row that there is not, a network that cannot be trained on them. Nothing was allocated on the device then.
  /// `deviceMemory` is in bytes; 0 does not ask whether the network has room there.
  PreparedDataPtr prepare(std::uint64_t deviceMemory = 0) const;

 private:
  std::string file_;
  std::optional<Experiment> experiment_;
};

}  // namespace gradus
