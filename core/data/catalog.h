// The catalog of data sets: the only list of them. A row says what it is and how to make or read it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/choice.h"
#include "core/base/progress.h"
#include "core/data/dataset.h"

namespace gradus {

enum class DatasetKind { Images, Table, Plane };

/// A row of the catalog.
struct DatasetInfo : ChoiceInfo {
  DatasetKind kind = DatasetKind::Table;
  Task task = Task::Classification;
  std::string origin;  ///< who made it and under which terms

  /// Of published images the files that they are read from: those of the training part, images and labels, then those
  /// of the test part. Else empty, for the data are a person's own or so few that they can stand in a script. Throws
  /// DataError.
  std::function<std::vector<std::string>()> files;
  std::vector<std::string> places;  ///< where these files may lie on other machines

  /// Reads or generates it, see load().
  std::function<Dataset(const Choice& choice, std::uint64_t seed, const Progress& progress)> read;

  bool isPersons = false;  ///< made by a person, who may change it at any time

  std::function<bool()> isThere{};  ///< whether there is something to read now; none: there always is
  std::string missingNote{};        ///< said beside its title where there is nothing, such as "not installed"
  std::string howToGet{};           ///< what to do then, in a sentence

  /// How many classes there are; 0 where that is not known before the data are read, or where a parameter says it.
  std::int64_t classes = 0;

  /// `seed` is used by generators only. Throws DataError, and Cancelled as Progress does.
  Dataset load(const Choice& choice, std::uint64_t seed, const Progress& progress = {}) const {
    return read(choice, seed, progress);
  }
};

/// All rows, in the order in which menus show them.
std::span<const DatasetInfo> datasetCatalog();

/// Why it cannot be read now and what to do about it; empty where it can.
std::string whyMissing(const DatasetInfo& info);

/// What such data give to predict, as far as it is known before they are read.
Target targetOf(const DatasetInfo& info, const Choice& choice);

/// The row of that name. Throws FormatError that lists the names if there is none.
const DatasetInfo& findDataset(std::string_view name);

}  // namespace gradus
