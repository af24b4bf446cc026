#include "core/data/catalog.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/limits.h"
#include "core/base/registry.h"
#include "core/data/image_sets.h"
#include "core/data/own_images.h"
#include "core/data/plane_sets.h"
#include "core/data/resources.h"
#include "core/data/table_dataset.h"

namespace gradus {
namespace {

constexpr const char* kUci = "UCI Machine Learning Repository (CC BY 4.0)";

using Files = std::function<std::vector<std::string>()>;
using Places = std::vector<std::string>;

bool areThere(const std::vector<std::string>& files) {
  std::error_code error;
  return std::ranges::all_of(files, [&](const std::string& file) { return std::filesystem::exists(file, error); });
}

bool hasOwnImages() {
  try {
    return readOwnImages(ownImagesFolder()).rows > 0;
  } catch (const DataError&) {
    return false;
  }
}

std::vector<std::string> noFiles() {
  return {};
}

DatasetInfo imageRow(ChoiceInfo info, std::string origin, Files files, Places places,
                     std::function<Dataset(const Progress&)> readFiles) {
  auto read = [name = info.name, title = info.title, readFiles = std::move(readFiles)](const Choice&, std::uint64_t,
                                                                                       const Progress& progress) {
    Dataset dataset = readFiles(progress);
    dataset.name = name;
    dataset.title = title;
    return dataset;
  };
  return {std::move(info),  DatasetKind::Images, Task::Classification, std::move(origin),
          std::move(files), std::move(places),   std::move(read)};
}

/// A table of the resource folder, whose file is called as the row is.
DatasetInfo tableRow(ChoiceInfo info, std::string origin, TableOptions options) {
  const Task task = options.task;
  const auto path = [name = info.name] { return resourcePath("datasets/" + name + ".csv"); };
  auto read = [path, name = info.name, title = info.title, options = std::move(options)](const Choice&, std::uint64_t,
                                                                                         const Progress&) {
    Dataset dataset = tableToDataset(readCsv(path()), options);
    dataset.name = name;
    dataset.title = title;
    return dataset;
  };
  return {std::move(info), DatasetKind::Table, task, std::move(origin), noFiles, {}, std::move(read)};
}

DatasetInfo planeRow(ChoiceInfo info, std::string origin, PlaneSet set, double noise, int classes = 0) {
  info.parameters = {
      {"points", "Points", "How many points there are, as many of each class.", 500, 10, double(kMostPoints), true},
      {"noise", "Noise", "How much chance moves points or changes labels, in percent.", noise, 0, 50, false},
  };
  const bool isNumber = set == PlaneSet::Slope || set == PlaneSet::Hills;
  if (classes > 0) {
    info.parameters.push_back(
        {"classes", "Classes", "How many classes there are.", double(classes), 2, kMostPlaneClasses, true});
  }
  auto read = [info, set, classes](const Choice& choice, std::uint64_t seed, const Progress&) {
    PlaneOptions options;
    // A conversion is undefined for numbers beyond 64 bits: they become 0, which makePlaneSet refuses.
    const double points = valueOf(choice, info, "points");
    options.points = points >= 0 && points < 1e9 ? static_cast<std::int64_t>(points) : 0;
    options.noise = valueOf(choice, info, "noise");
    options.seed = seed;
    if (classes > 0) options.classes = static_cast<int>(std::clamp(valueOf(choice, info, "classes"), 0.0, 100.0));
    Dataset dataset = makePlaneSet(set, options);
    dataset.name = info.name;
    dataset.title = info.title;
    return dataset;
  };
  const Task task = isNumber ? Task::Regression : Task::Classification;
  DatasetInfo row{std::move(info), DatasetKind::Plane, task, std::move(origin), noFiles, {}, std::move(read)};
  if (!isNumber && classes == 0) row.classes = 2;
  return row;
}

std::vector<DatasetInfo> makeCatalog() {
  const std::string playground = "TensorFlow Playground's formula (Apache 2.0)";
  std::vector<DatasetInfo> rows;
  rows.push_back(imageRow(
      {"mnist-10k", "MNIST · 10k", "Ten thousand handwritten digits of 28 × 28 pixels.", {}},
      "LeCun, Cortes, Burges (CC BY-SA 3.0), the first 10,000 training images",
      [] { return mnist10kFiles(resourcePath("datasets")); },
      {"/usr/share/gradus/datasets", "/usr/local/share/gradus/datasets"},
      [](const Progress& progress) { return readMnist10k(resourcePath("datasets"), progress); }));
  rows.back().classes = 10;
  rows.push_back(imageRow(
      {"fashion-mnist",
       "Fashion-MNIST",
       "Seventy thousand pictures of ten kinds of garment, 28 × 28 pixels; harder than digits.",
       {}},
      "Zalando Research (MIT)", [] { return fashionMnistFiles(kFashionMnistFolder); },
      {"data/FashionMNIST/raw", kFashionMnistFolder},
      [](const Progress& progress) { return readFashionMnist(kFashionMnistFolder, progress); }));
  rows.back().classes = 10;
  rows.back().isThere = [] { return areThere(fashionMnistFiles(kFashionMnistFolder)); };
  rows.back().missingNote = "not installed";
  rows.back().howToGet = std::string("Its four files are not in ") + kFashionMnistFolder +
                         ": install Debian's package dataset-fashion-mnist, or put them there.";
  rows.push_back(imageRow({"my-drawings", "My drawings", "What you have drawn and kept on the Inspect page.", {}},
                          "Yourself", noFiles, {}, [](const Progress&) { return readOwnImages(ownImagesFolder()); }));
  rows.back().isPersons = true;
  rows.back().isThere = hasOwnImages;
  rows.back().missingNote = "draw some first";
  rows.back().howToGet = "There are none yet: draw some on the Inspect page and keep them.";
  rows.push_back(tableRow({"iris", "Iris", "Three species of iris told apart by four measures of the flower.", {}},
                          std::string("Fisher 1936, ") + kUci, {"species", Task::Classification, {}}));
  rows.back().classes = 3;
  rows.push_back(tableRow({"wine", "Wine", "Three cultivars told apart by thirteen chemical measurements.", {}}, kUci,
                          {"class", Task::Classification, {}}));
  rows.back().classes = 3;
  rows.push_back(tableRow({"breast-cancer",
                           "Breast cancer",
                           "Malignant or benign, from thirty measures of cell nuclei in a microscope image.",
                           {}},
                          std::string("Wisconsin Diagnostic, ") + kUci, {"class", Task::Classification, {}}));
  rows.back().classes = 2;
  rows.push_back(tableRow(
      {"penguins", "Penguins", "Three species of penguin; some columns are words, and some cells are empty.", {}},
      "Palmer Station LTER, K. Gorman (CC0)", {"species", Task::Classification, {}}));
  rows.back().classes = 3;
  rows.push_back(tableRow({"auto-mpg", "Auto MPG", "How far a car of the 1970s goes on a gallon: a regression.", {}},
                          std::string("StatLib, ") + kUci, {"mpg", Task::Regression, {"car_name"}}));
  rows.push_back(planeRow({"two-spirals", "Two spirals", "Two arms wound around each other: needs hidden layers.", {}},
                          playground, PlaneSet::Spirals, 0));
  rows.push_back(planeRow({"circle", "Circle", "A disc inside a ring: three hidden units suffice.", {}}, playground,
                          PlaneSet::Circle, 0));
  rows.push_back(planeRow({"xor", "XOR", "Opposite quarters alike: what no single neuron can learn.", {}}, playground,
                          PlaneSet::Xor, 0));
  rows.push_back(planeRow({"gaussians", "Two Gaussians", "Two clouds that a straight line tells apart.", {}},
                          playground, PlaneSet::Gaussians, 0));
  rows.push_back(planeRow({"moons", "Two moons", "Two crescents that reach into each other.", {}},
                          "scikit-learn's formula (BSD 3-Clause)", PlaneSet::Moons, 10));
  rows.push_back(planeRow({"blobs", "Blobs", "Clouds of up to five classes in a ring.", {}},
                          "scikit-learn's make_blobs, in a ring", PlaneSet::Blobs, 10, 4));
  rows.push_back(planeRow({"spiral-arms", "Spiral arms", "As many arms as there are classes, wound together.", {}},
                          "CS231n's spirals (MIT)", PlaneSet::Arms, 0, 3));
  rows.push_back(planeRow({"slope", "Slope", "A number that grows to the upper right: a regression.", {}}, playground,
                          PlaneSet::Slope, 0));
  rows.push_back(planeRow({"hills", "Hills", "Hills and hollows: a regression that a line cannot do.", {}}, playground,
                          PlaneSet::Hills, 0));
  return rows;
}

}  // namespace

std::span<const DatasetInfo> datasetCatalog() {
  static const std::vector<DatasetInfo> kRows = makeCatalog();
  return kRows;
}

std::string whyMissing(const DatasetInfo& info) {
  return info.isThere && !info.isThere() ? info.howToGet : std::string();
}

Target targetOf(const DatasetInfo& info, const Choice& choice) {
  constexpr const char* kClasses = "classes";
  const bool isChosen = std::ranges::find(info.parameters, kClasses, &ParameterInfo::name) != info.parameters.end();
  if (!isChosen) return {info.task, info.classes};
  // A conversion is undefined for numbers beyond 64 bits.
  return {info.task, static_cast<std::int64_t>(std::clamp(valueOf(choice, info, kClasses), 0.0, 100.0))};
}

const DatasetInfo& findDataset(std::string_view name) {
  return findRow(datasetCatalog(), name, "data set");
}

}  // namespace gradus
