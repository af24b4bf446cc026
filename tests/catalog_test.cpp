// Every data set of the catalog as it is shipped, and where its files are looked for.
#include <QTest>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/data/catalog.h"
#include "core/data/image_sets.h"
#include "core/data/resources.h"
#include "own_drawings.h"
#include "test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

Dataset load(const char* name, const Choice& choice = {}) {
  return findDataset(name).load(choice, 123);
}

/// What holds for every data set: sizes that agree, numbers in range.
void verifyConsistent(const Dataset& dataset) {
  const auto rows = static_cast<std::size_t>(dataset.rows);
  const auto numbers = static_cast<std::size_t>(dataset.rows * dataset.features);
  QVERIFY(!dataset.name.empty() && !dataset.title.empty() && !dataset.targetName.empty());
  QCOMPARE(dataset.pixels.size(), dataset.isImage() ? numbers : 0);
  QCOMPARE(dataset.values.size(), dataset.isImage() ? 0 : numbers);
  const auto named = static_cast<std::size_t>(dataset.isImage() ? 0 : dataset.features);
  QCOMPARE(dataset.featureNames.size(), named);
  QCOMPARE(dataset.numeric.size(), named);
  const bool classes = dataset.task == Task::Classification;
  QCOMPARE(dataset.labels.size(), classes ? rows : 0);
  QCOMPARE(dataset.targets.size(), classes ? 0 : rows);
  QVERIFY(std::ranges::all_of(dataset.values, [](float value) { return std::isfinite(value); }));
  const std::set<std::int32_t> used(dataset.labels.begin(), dataset.labels.end());
  QCOMPARE(used.size(), dataset.classNames.size());  // every class occurs
  QVERIFY(used.empty() || (*used.begin() == 0 && *used.rbegin() + 1 == dataset.classes()));
}

}  // namespace

class CatalogTest : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { qunsetenv("GRADUS_DATA_DIR"); }

  void loads_data() {
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<qint64>("features");
    QTest::addColumn<qint64>("classes");
    QTest::addColumn<qint64>("testRows");
    const auto row = [](const char* name, qint64 rows, qint64 features, qint64 classes, qint64 testRows) {
      QTest::newRow(name) << rows << features << classes << testRows;
    };
    row("mnist-10k", 10000, 784, 10, 2000);
    row("fashion-mnist", 70000, 784, 10, 10000);
    row("my-drawings", 20, 784, 2, 4);
    row("iris", 150, 4, 3, 0);
    row("wine", 178, 13, 3, 0);
    row("breast-cancer", 569, 30, 2, 0);
    row("penguins", 333, 9, 3, 0);  // 344 less 11 with empty cells; 3 islands, 4 measures, 2 sexes
    row("auto-mpg", 392, 9, 0, 0);  // 398 less 6; 6 numbers, 3 origins
    row("two-spirals", 500, 2, 2, 0);
    row("circle", 500, 2, 2, 0);
    row("xor", 500, 2, 2, 0);
    row("gaussians", 500, 2, 2, 0);
    row("moons", 500, 2, 2, 0);
    row("blobs", 500, 2, 4, 0);
    row("spiral-arms", 500, 2, 3, 0);
    row("slope", 500, 2, 0, 0);
    row("hills", 500, 2, 0, 0);
  }
  void loads() {
    const OwnDrawings drawings;
    QFETCH(qint64, rows);
    QFETCH(qint64, features);
    QFETCH(qint64, classes);
    QFETCH(qint64, testRows);
    const DatasetInfo& info = findDataset(QTest::currentDataTag());
    const Dataset dataset = load(QTest::currentDataTag());
    QCOMPARE(dataset.name, info.name);
    QCOMPARE(dataset.title, info.title);
    QCOMPARE(dataset.task, info.task);
    QCOMPARE(dataset.isImage(), info.kind == DatasetKind::Images);
    QCOMPARE(dataset.rows, rows);
    QCOMPARE(dataset.features, features);
    QCOMPARE(dataset.classes(), classes);
    QCOMPARE(dataset.publishedTestRows, testRows);
    verifyConsistent(dataset);
  }

  void everyRowOfTheCatalogIsTested() {
    std::set<std::string> names;
    for (const DatasetInfo& info : datasetCatalog()) {
      QVERIFY2(names.insert(info.name).second, info.name.c_str());
      QVERIFY2(!info.title.empty() && !info.summary.empty() && !info.origin.empty(), info.name.c_str());
    }
    QCOMPARE(names.size(), std::size_t{17});  // as many as rows in loads_data
  }

  /// The limit of points by hand is that of points that are made.
  void setsOfPointsGoUpToTheLimit() {
    for (const DatasetInfo& info : datasetCatalog()) {
      if (info.kind != DatasetKind::Plane) continue;
      const auto points = std::ranges::find(info.parameters, "points", &ParameterInfo::name);
      QVERIFY2(points != info.parameters.end(), info.name.c_str());
      QCOMPARE(points->maximum, static_cast<double>(kMostPoints));
      const Dataset dataset = load(info.name.c_str(), {info.name, {{"points", double(kMostPoints)}}});
      QCOMPARE(dataset.rows, static_cast<std::int64_t>(kMostPoints));
      verifyConsistent(dataset);
    }
  }

  void mnistHasItsDigits() {
    const Dataset dataset = load("mnist-10k");
    QVERIFY((dataset.image == ImageShape{1, 28, 28}));
    // The published training set begins with 5, 0, 4, 1, 9, 2; the shipped files are a stratified part of it.
    QCOMPARE(dataset.labels[0], 3);
    QCOMPARE(dataset.labels[8000], 4);
    QVERIFY(*std::ranges::max_element(dataset.pixels) > 250);
    QCOMPARE(dataset.pixels[0], std::uint8_t{0});  // the corner of a digit is empty
  }

  void irisHasItsFirstRow() {
    const Dataset dataset = load("iris");
    QCOMPARE(dataset.classNames, (std::vector<std::string>{"setosa", "versicolor", "virginica"}));
    QCOMPARE(dataset.featureNames[2], std::string("petal_length_cm"));
    QCOMPARE(dataset.values[0], 5.1F);
    QCOMPARE(std::ranges::count(dataset.labels, 1), 50);
  }

  void penguinsSayWhatWasLeftOut() {
    const Dataset dataset = load("penguins");
    QCOMPARE(dataset.notes, (std::vector<std::string>{"11 rows with empty cells left out"}));
    QCOMPARE(dataset.featureNames[2], std::string("island=Torgersen"));
    QCOMPARE(dataset.numeric, (std::vector<bool>{false, false, false, true, true, true, true, false, false}));
  }

  void autoMpgIsARegression() {
    const Dataset dataset = load("auto-mpg");
    QCOMPARE(dataset.targets[0], 18.0F);
    QCOMPARE(dataset.targetName, std::string("mpg"));
    QCOMPARE(dataset.featureNames,
             (std::vector<std::string>{"cylinders", "displacement", "horsepower", "weight", "acceleration",
                                       "model_year", "origin=Europe", "origin=Japan", "origin=USA"}));
  }

  void planeSetsTakeTheirParameters() {
    QCOMPARE(load("moons", {"moons", {{"points", 50}}}).rows, 50);
    QVERIFY(load("xor", {"xor", {{"noise", 50}}}).labels != load("xor").labels);
    QVERIFY(findDataset("circle").load({}, 1).values != findDataset("circle").load({}, 2).values);
    for (const double points : {9.0, 1e300, -1e300, std::nan("")}) {
      const QString message = errorOf<DataError>([&] { load("moons", {"moons", {{"points", points}}}); });
      QVERIFY2(message.startsWith(QStringLiteral("points is ")), qPrintable(message));
    }
  }

  void namesTheDataSetsThereAre() {
    const QString message = errorOf<FormatError>([] { findDataset("cifar"); });
    QVERIFY2(message.startsWith(QStringLiteral("There is no data set 'cifar'. There are: mnist-10k, fashion-mnist, ")),
             qPrintable(message));
  }

  void namesThePackageOfFashionMnist() {
    const Folder folder;
    const QString message = errorOf<DataError>([&] { readFashionMnist(folder.path("absent")); });
    QVERIFY2(message.contains(QStringLiteral("install the Debian package dataset-fashion-mnist")), qPrintable(message));
  }

  void findsItsResources() {
    const Folder folder;
    const std::filesystem::path prefix = folder.path("prefix");
    const std::filesystem::path program = prefix / "bin" / "gradus";
    QCOMPARE(resourceFolder(program), std::filesystem::path(GRADUS_SOURCE_DIR "/resources"));
    std::filesystem::create_directories(prefix / "share/gradus/datasets");
    QCOMPARE(resourceFolder(program), prefix / "share/gradus");
    std::filesystem::create_directories(prefix / "elsewhere/datasets");
    qputenv("GRADUS_DATA_DIR", (prefix / "elsewhere").c_str());
    QCOMPARE(resourceFolder(program), prefix / "elsewhere");
    QCOMPARE(resourcePath("datasets/iris.csv"), (prefix / "elsewhere/datasets/iris.csv").string());
  }

  void saysWhereItsResourcesAreNot() {
    const Folder folder;
    qputenv("GRADUS_DATA_DIR", folder.path("absent").c_str());
    const QString message = errorOf<DataError>([] { load("iris"); });
    QVERIFY2(message.startsWith(QStringLiteral("GRADUS_DATA_DIR is ")), qPrintable(message));
  }
};

QTEST_GUILESS_MAIN(CatalogTest)
#include "catalog_test.moc"
