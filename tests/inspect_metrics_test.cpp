// Every number of the Inspect page against scikit-learn's (fixtures/inspect.json, made by make_inspect.py), the order
// of its gallery, and what changes to single samples do to the data.
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/data/prepared_data.h"
#include "core/data/sample_changes.h"
#include "core/experiment/describe_difference.h"
#include "core/experiment/experiment_json.h"
#include "core/inspect/gallery.h"
#include "core/inspect/report.h"
#include "core/inspect/sample_edits.h"
#include "core/inspect/samples_csv.h"
#include "core/train/prepare.h"
#include "tests/fixture_file.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

constexpr double kNear = 1e-9;

QJsonObject fixtures() {
  return fixtureFile("inspect.json").object();
}

void addCases(const char* section) {
  QTest::addColumn<QJsonObject>("fixture");
  for (const QJsonValue& value : fixtures()[QLatin1String(section)].toArray()) {
    QTest::newRow(qPrintable(value[QStringLiteral("name")].toString())) << value.toObject();
  }
}

std::vector<double> numbers(const QJsonValue& list) {
  std::vector<double> result;
  for (const QJsonValue& value : list.toArray()) result.push_back(value.toDouble());
  return result;
}

std::vector<float> floats(const QJsonValue& list) {
  std::vector<float> result;
  for (const double value : numbers(list)) result.push_back(static_cast<float>(value));
  return result;
}

bool isNear(double a, const QJsonValue& b) {
  return b.isNull() ? std::isnan(a) : std::abs(a - b.toDouble()) <= kNear;
}

#define COMPARE_NEAR(actual, expected) \
  QVERIFY2(                            \
      isNear(actual, expected),        \
      qPrintable(QStringLiteral("%1, expected %2").arg(actual, 0, 'g', 12).arg((expected).toDouble(), 0, 'g', 12)))

/// Samples of a fixture as the session would tell them.
struct Told {
  Dataset dataset;
  Predictions predictions;
};

Told toldBy(const QJsonObject& fixture) {
  Told told;
  const auto classes = fixture[QStringLiteral("classes")].toInt();
  for (int i = 0; i < classes; ++i) told.dataset.classNames.push_back(std::to_string(i));
  for (const double label : numbers(fixture[QStringLiteral("truth")])) {
    told.dataset.labels.push_back(static_cast<std::int32_t>(label));
  }
  told.dataset.rows = std::ssize(told.dataset.labels);
  Predictions& predictions = told.predictions;
  predictions.values = floats(fixture[QStringLiteral("values")]);
  predictions.outputs = classes;
  for (std::int64_t row = 0; row < told.dataset.rows; ++row) {
    predictions.rows.push_back(row);
    const auto begin = predictions.values.begin() + row * classes;
    const auto best = std::max_element(begin, begin + classes);
    predictions.predicted.push_back(static_cast<std::int32_t>(best - begin));
    predictions.confidence.push_back(*best);
    predictions.loss.push_back(-std::log(begin[told.dataset.labels[static_cast<std::size_t>(row)]]));
  }
  predictions.leads = numbers(fixture[QStringLiteral("leads")]);
  return told;
}

/// Four samples of three classes, and what is said of them.
Told fourSamples() {
  Told told;
  told.dataset.title = "Flowers";
  told.dataset.classNames = {"Setosa", "versicolor", "virginica"};
  told.dataset.labels = {0, 1, 2, 2};
  told.dataset.rows = 4;
  told.predictions.rows = {0, 1, 2, 3};
  told.predictions.outputs = 3;
  told.predictions.values = {0.9F, 0.05F, 0.05F, 0.1F, 0.3F, 0.6F, 0.2F, 0.45F, 0.35F, 0.0F, 0.0F, 1.0F};
  told.predictions.predicted = {0, 2, 1, 2};
  told.predictions.confidence = {0.9F, 0.6F, 0.45F, 1.0F};
  told.predictions.loss = {0.105F, 1.2F, 1.05F, 0.0F};
  return told;
}

Experiment iris() {
  Experiment experiment;
  experiment.data.dataset = {"iris", {}};
  return experiment;
}

}  // namespace

class InspectMetricsTest : public QObject {
  Q_OBJECT

 private slots:
  void matrixIsScikitLearns_data() { addCases("classes"); }
  void matrixIsScikitLearns();
  void classScoresAreScikitLearns_data() { addCases("classes"); }
  void classScoresAreScikitLearns();
  void calibrationIsScikitLearns_data() { addCases("classes"); }
  void calibrationIsScikitLearns();
  void rankingIsScikitLearns_data() { addCases("classes"); }
  void rankingIsScikitLearns();
  void numbersAreScikitLearns_data() { addCases("numbers"); }
  void numbersAreScikitLearns();
  void nothingIsKnownOfNothing();
  void whatIsNoNumberDoesNoHarm();
  void thinningKeepsTheShape();
  void namesTheWorstPair();
  void countsSixtyThousandQuickly();

  void galleryIsSorted_data();
  void galleryIsSorted();
  void galleryIsFiltered_data();
  void galleryIsFiltered();
  void galleryOfNumbers();

  void csvSaysWhatIsThere();
  void cellsHaveUnitsAndDeviations();
  void excludedRowsAreNotTrainedOn();
  void relabelledRowsCountWithTheirNewClass();
  void editsAreTakenBack();
  void badChangesAreRefused_data();
  void badChangesAreRefused();
  void changesAreWrittenAndRead();
};

void InspectMetricsTest::matrixIsScikitLearns() {
  QFETCH(QJsonObject, fixture);
  const Told told = toldBy(fixture);
  const ConfusionMatrix matrix = makeReport(told.dataset, told.predictions)->matrix;
  QCOMPARE(matrix.counts, integers(fixture[QStringLiteral("matrix")]));
  const QJsonArray byTruth = fixture[QStringLiteral("by_truth")].toArray();
  const QJsonArray byPrediction = fixture[QStringLiteral("by_prediction")].toArray();
  for (std::int64_t truth = 0; truth < matrix.classes; ++truth) {
    for (std::int64_t predicted = 0; predicted < matrix.classes; ++predicted) {
      const auto at = static_cast<qsizetype>(truth * matrix.classes + predicted);
      COMPARE_NEAR(shareOf(matrix, truth, predicted, CellShare::Truth), byTruth[at]);
      COMPARE_NEAR(shareOf(matrix, truth, predicted, CellShare::Prediction), byPrediction[at]);
    }
  }
}

void InspectMetricsTest::classScoresAreScikitLearns() {
  QFETCH(QJsonObject, fixture);
  const Told told = toldBy(fixture);
  const ClassReport report = makeReport(told.dataset, told.predictions)->classes;
  for (std::size_t i = 0; i < report.classes.size(); ++i) {
    const auto at = static_cast<qsizetype>(i);
    COMPARE_NEAR(report.classes[i].precision, fixture[QStringLiteral("precision")].toArray()[at]);
    COMPARE_NEAR(report.classes[i].recall, fixture[QStringLiteral("recall")].toArray()[at]);
    COMPARE_NEAR(report.classes[i].f1, fixture[QStringLiteral("f1")].toArray()[at]);
    QCOMPARE(report.classes[i].support, fixture[QStringLiteral("support")].toArray()[at].toInteger());
  }
  const QJsonObject averages = fixture[QStringLiteral("averages")].toObject();
  const std::pair<const char*, const ClassScore*> rows[] = {
      {"macro", &report.macro}, {"weighted", &report.weighted}, {"micro", &report.micro}};
  for (const auto& [name, score] : rows) {
    const QJsonArray expected = averages[QLatin1String(name)].toArray();
    COMPARE_NEAR(score->precision, expected[0]);
    COMPARE_NEAR(score->recall, expected[1]);
    COMPARE_NEAR(score->f1, expected[2]);
  }
  const QJsonArray accuracy = fixture[QStringLiteral("accuracy")].toArray();
  COMPARE_NEAR(report.accuracy.share, accuracy[0]);
  COMPARE_NEAR(report.accuracy.low, accuracy[1]);
  COMPARE_NEAR(report.accuracy.high, accuracy[2]);
}

void InspectMetricsTest::calibrationIsScikitLearns() {
  QFETCH(QJsonObject, fixture);
  const Told told = toldBy(fixture);
  const Calibration calibration = makeReport(told.dataset, told.predictions)->calibration;
  const QJsonObject expected = fixture[QStringLiteral("calibration")].toObject();
  QCOMPARE(std::ssize(calibration.bins), expected[QStringLiteral("counts")].toArray().size());
  for (std::size_t i = 0; i < calibration.bins.size(); ++i) {
    const auto at = static_cast<qsizetype>(i);
    COMPARE_NEAR(calibration.bins[i].confidence, expected[QStringLiteral("confidence")].toArray()[at]);
    COMPARE_NEAR(calibration.bins[i].accuracy, expected[QStringLiteral("accuracy")].toArray()[at]);
    QCOMPARE(calibration.bins[i].count, expected[QStringLiteral("counts")].toArray()[at].toInteger());
  }
  COMPARE_NEAR(calibration.error, expected[QStringLiteral("error")]);
}

void InspectMetricsTest::rankingIsScikitLearns() {
  QFETCH(QJsonObject, fixture);
  const Told told = toldBy(fixture);
  const std::optional<RankingCurves> thin = makeReport(told.dataset, told.predictions)->ranking;
  QCOMPARE(thin.has_value(), told.dataset.classes() == 2);
  if (!thin) return;
  std::vector<bool> positives;
  for (const std::int32_t label : told.dataset.labels) positives.push_back(label == 1);
  const RankingCurves curves = rankingOf(told.predictions.leads, positives);
  QCOMPARE(std::isnan(thin->auc), std::isnan(curves.auc));
  if (!fixture.contains(QStringLiteral("ranking"))) {
    QVERIFY(std::isnan(curves.auc) && std::isnan(curves.averagePrecision));
    QVERIFY(curves.roc.empty() && curves.precisionRecall.empty());
    return;
  }
  const QJsonObject expected = fixture[QStringLiteral("ranking")].toObject();
  COMPARE_NEAR(curves.auc, expected[QStringLiteral("auc")]);
  COMPARE_NEAR(curves.averagePrecision, expected[QStringLiteral("average_precision")]);
  const auto compare = [&](const std::vector<SharePoint>& points, const char* x, const char* y) {
    const QJsonArray xs = expected[QLatin1String(x)].toArray();
    const QJsonArray ys = expected[QLatin1String(y)].toArray();
    QCOMPARE(std::ssize(points), xs.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
      COMPARE_NEAR(points[i].x, xs[static_cast<qsizetype>(i)]);
      COMPARE_NEAR(points[i].y, ys[static_cast<qsizetype>(i)]);
    }
  };
  compare(curves.roc, "false_rate", "true_rate");
  compare(curves.precisionRecall, "recall", "precision");
}

void InspectMetricsTest::numbersAreScikitLearns() {
  QFETCH(QJsonObject, fixture);
  const RegressionReport report =
      regressionReportOf(floats(fixture[QStringLiteral("truth")]), floats(fixture[QStringLiteral("predicted")]));
  COMPARE_NEAR(report.meanAbsolute, fixture[QStringLiteral("mean_absolute")]);
  COMPARE_NEAR(report.rootMeanSquare, fixture[QStringLiteral("root_mean_square")]);
  COMPARE_NEAR(report.determination, fixture[QStringLiteral("determination")]);
  COMPARE_NEAR(report.medianAbsolute, fixture[QStringLiteral("median_absolute")]);
  COMPARE_NEAR(report.largest, fixture[QStringLiteral("largest")]);
  COMPARE_NEAR(report.bias, fixture[QStringLiteral("bias")]);
  COMPARE_NEAR(report.deviation, fixture[QStringLiteral("deviation")]);
  QCOMPARE(report.histogram, integers(fixture[QStringLiteral("histogram")]));
}

void InspectMetricsTest::nothingIsKnownOfNothing() {
  QVERIFY(std::isnan(wilsonInterval(0, 0).share));
  const ClassReport report = classReportOf(confusionOf({}, {}, 3));
  QCOMPARE(report.macro.f1, 0.0);
  QVERIFY(std::isnan(report.accuracy.low));
  QVERIFY(std::isnan(calibrationOf({}, {}).error));
  QVERIFY(std::isnan(rankingOf({}, {}).auc));
  QVERIFY(std::isnan(regressionReportOf({}, {}).meanAbsolute));
  QVERIFY(!worstPair(confusionOf({}, {}, 3)).has_value());
  // Nor of one number how much of its spread is explained.
  QVERIFY(std::isnan(regressionReportOf(std::vector<float>{2}, std::vector<float>{2}).determination));
}

void InspectMetricsTest::whatIsNoNumberDoesNoHarm() {
  constexpr float kNot = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> some = {0.2F, kNot, 0.9F};
  QCOMPARE(rankingOf(std::vector<double>(some.begin(), some.end()), {false, false, true}).auc, 1.0);
  QCOMPARE(calibrationOf(some, {true, true, true}).bins.size(), std::size_t{2});
  const RegressionReport report = regressionReportOf(some, std::vector<float>{1, 1, 1});
  QVERIFY(std::isnan(report.meanAbsolute) && std::isnan(report.medianAbsolute) && std::isnan(report.largest));
  Told told = fourSamples();
  told.predictions.loss[1] = kNot;
  const std::vector<std::size_t> places =
      galleryPlaces(told.dataset, told.predictions, {.kind = GalleryKind::All, .sort = GallerySort::Loss});
  QCOMPARE(places.front(), std::size_t{1});  // what is broken is seen first
}

void InspectMetricsTest::thinningKeepsTheShape() {
  std::vector<SharePoint> line;
  for (int i = 0; i <= 60000; ++i) line.push_back({i / 60000.0, i / 60000.0});
  const std::vector<SharePoint> thin = thinned(line, 500);
  QVERIFY(thin.size() > 400 && thin.size() < 600);
  QCOMPARE(thin.front(), line.front());
  QCOMPARE(thin.back(), line.back());
  QVERIFY(thinned({}, 500).empty());
}

void InspectMetricsTest::namesTheWorstPair() {
  const std::vector<std::int32_t> truth = {0, 0, 1, 1, 1, 2};
  const std::vector<std::int32_t> predicted = {0, 1, 2, 2, 1, 2};
  const std::optional<ConfusedPair> worst = worstPair(confusionOf(truth, predicted, 3));
  QVERIFY(worst.has_value());
  QCOMPARE(worst->truth, 1);
  QCOMPARE(worst->predicted, 2);
  QCOMPARE(worst->count, 2);
}

void InspectMetricsTest::countsSixtyThousandQuickly() {
  Told told;
  constexpr std::int64_t kRows = 60000;
  constexpr std::int64_t kClasses = 2;
  told.dataset.classNames = {"a", "b"};
  told.dataset.rows = kRows;
  told.predictions.outputs = kClasses;
  std::uint32_t state = 1;
  for (std::int64_t row = 0; row < kRows; ++row) {
    state = state * 1664525U + 1013904223U;
    const float second = static_cast<float>(state >> 8U) / static_cast<float>(1U << 24U);
    told.dataset.labels.push_back(static_cast<std::int32_t>((state >> 5U) % 2U));
    told.predictions.rows.push_back(row);
    told.predictions.values.insert(told.predictions.values.end(), {1 - second, second});
    told.predictions.leads.push_back(static_cast<double>(second) - 0.5);
    told.predictions.predicted.push_back(second > 0.5F ? 1 : 0);
    told.predictions.confidence.push_back(std::max(second, 1 - second));
    told.predictions.loss.push_back(second);
  }
  InspectReportPtr report;
  QBENCHMARK {
    report = makeReport(told.dataset, told.predictions);
  }
  QCOMPARE(report->matrix.samples(), kRows);
  QVERIFY(report->ranking->roc.size() < 2000);
  QCOMPARE(galleryPlaces(told.dataset, told.predictions, {.kind = GalleryKind::All}).size(),
           static_cast<std::size_t>(kRows));
}

void InspectMetricsTest::galleryIsSorted_data() {
  QTest::addColumn<int>("kind");
  QTest::addColumn<int>("sort");
  QTest::addColumn<std::vector<std::size_t>>("expected");
  const auto row = [](const char* name, GalleryKind kind, GallerySort sort, const std::vector<std::size_t>& expected) {
    QTest::newRow(name) << static_cast<int>(kind) << static_cast<int>(sort) << expected;
  };
  row("the surest mistakes", GalleryKind::Mistakes, GallerySort::Confidence, {1, 2});
  row("the surest of all", GalleryKind::All, GallerySort::Confidence, {3, 0, 1, 2});
  row("the largest losses", GalleryKind::All, GallerySort::Loss, {1, 2, 0, 3});
  row("the closest calls", GalleryKind::All, GallerySort::Margin, {2, 1, 0, 3});
  row("by row", GalleryKind::All, GallerySort::Index, {0, 1, 2, 3});
  row("what is right", GalleryKind::Correct, GallerySort::Confidence, {3, 0});
}

void InspectMetricsTest::galleryIsSorted() {
  QFETCH(int, kind);
  QFETCH(int, sort);
  QFETCH(std::vector<std::size_t>, expected);
  const Told told = fourSamples();
  const GalleryQuery query = {.kind = static_cast<GalleryKind>(kind), .sort = static_cast<GallerySort>(sort)};
  QCOMPARE(galleryPlaces(told.dataset, told.predictions, query), expected);
}

void InspectMetricsTest::galleryIsFiltered_data() {
  QTest::addColumn<int>("truth");
  QTest::addColumn<int>("predicted");
  QTest::addColumn<QString>("text");
  QTest::addColumn<std::vector<std::size_t>>("expected");
  const auto row = [](const char* name, int truth, int predicted, const char* text,
                      const std::vector<std::size_t>& expected) {
    QTest::newRow(name) << truth << predicted << QString::fromUtf8(text) << expected;
  };
  row("nothing", -1, -1, "", {0, 1, 2, 3});
  row("a cell", 2, 1, "", {2});
  row("a row of cells", 2, -1, "", {2, 3});
  row("a name", -1, -1, "setosa", {0});
  row("true or predicted", -1, -1, "Versicolor", {1, 2});
  row("a part of names", -1, -1, "v", {1, 2, 3});
  row("a row", -1, -1, " 3 ", {3});
  row("a pair", -1, -1, "versicolor -> virginica", {1});
  row("a pair with an arrow", -1, -1, "vers→virg", {1});
  row("from a class", -1, -1, "virginica ->", {2, 3});
  row("to a class", -1, -1, "-> virginica", {1, 3});
  row("a cell and a text", 2, 1, "setosa", {});
  row("an unknown word", -1, -1, "rose", {});
  row("a number too large", -1, -1, "99999999999999999999", {});
}

void InspectMetricsTest::galleryIsFiltered() {
  QFETCH(int, truth);
  QFETCH(int, predicted);
  QFETCH(QString, text);
  QFETCH(std::vector<std::size_t>, expected);
  const Told told = fourSamples();
  GalleryQuery query = {.kind = GalleryKind::All, .sort = GallerySort::Index, .text = text.toStdString()};
  if (truth >= 0) query.truth = truth;
  if (predicted >= 0) query.predicted = predicted;
  QCOMPARE(galleryPlaces(told.dataset, told.predictions, query), expected);
}

void InspectMetricsTest::galleryOfNumbers() {
  Dataset dataset;
  dataset.task = Task::Regression;
  dataset.rows = 3;
  dataset.targets = {1, 2, 3};
  Predictions predictions;
  predictions.rows = {0, 1, 2};
  predictions.values = {1, 4, 2};
  predictions.outputs = 1;
  predictions.loss = {0, 4, 1};
  const std::vector<std::size_t> worst = {1, 2, 0};
  QCOMPARE(galleryPlaces(dataset, predictions, {}), worst);
  QCOMPARE(galleryPlaces(dataset, predictions, {.text = "2"}), std::vector<std::size_t>{2});
  QVERIFY(galleryPlaces(dataset, predictions, {.text = "a"}).empty());
  const InspectReportPtr report = makeReport(dataset, predictions);
  QVERIFY(report->regression.has_value() && !report->ranking.has_value());
  QCOMPARE(report->regression->meanAbsolute, 1.0);
}

void InspectMetricsTest::csvSaysWhatIsThere() {
  Experiment experiment = iris();
  const PreparedDataPtr data = prepareData(experiment);
  Predictions predictions;
  predictions.rows = {0, 57};
  predictions.outputs = 3;
  predictions.values = {0.5F, 0.25F, 0.25F, 0, 1, 0};
  predictions.predicted = {0, 1};
  predictions.confidence = {0.5F, 1};
  predictions.loss = {0.6931472F, 0};
  const QStringList lines =
      QString::fromStdString(samplesCsv(*data, predictions, std::vector<std::size_t>{1, 0})).split(u'\n');
  QCOMPARE(lines.size(), 4);
  QVERIFY2(lines[0].startsWith(QStringLiteral("row,true,predicted,confidence,loss,p(")), qPrintable(lines[0]));
  QVERIFY2(lines[1].startsWith(QStringLiteral("57,")), qPrintable(lines[1]));
  QVERIFY2(lines[2].contains(QStringLiteral(",0.5,0.6931472,0.5,0.25,0.25,5.1,3.5,1.4,0.2")), qPrintable(lines[2]));

  Dataset named = *data->dataset;  // spreadsheets run what begins like a formula
  named.classNames = {"=1+1", "@x", "-2"};
  PreparedData renamed = *data;
  renamed.dataset = std::make_shared<const Dataset>(named);
  predictions.predicted = {1, 2};
  const QString text = QString::fromStdString(samplesCsv(renamed, predictions, std::vector<std::size_t>{0, 1}));
  QVERIFY2(text.contains(QStringLiteral("\n0,'=1+1,'@x,")), qPrintable(text));
  QVERIFY2(text.contains(QStringLiteral("\n57,'@x,-2,")), qPrintable(text));
}

void InspectMetricsTest::cellsHaveUnitsAndDeviations() {
  Experiment experiment = iris();
  const PreparedDataPtr scaled = prepareData(experiment);
  experiment.data.standardize = false;
  const PreparedDataPtr plain = prepareData(experiment);
  for (std::int64_t feature = 0; feature < 4; ++feature) {
    const TableValue a = tableValueOf(*scaled, 7, feature);
    const TableValue b = tableValueOf(*plain, 7, feature);
    QVERIFY(std::abs(a.value - b.value) < 1e-6);  // float32 of the plain one; the other is rounded to what it was
    QVERIFY(std::abs(inOwnUnit(*scaled, static_cast<std::size_t>(feature),
                               asNetworkSees(*scaled, static_cast<std::size_t>(feature), 6)) -
                     6) < 1e-9);
    QCOMPARE(std::round(10 * a.value) / 10, a.value);  // millimetres, given in centimetres
    QVERIFY(std::abs(a.deviation - b.deviation) < 1e-5);
    QVERIFY(a.isNumeric);
  }
  QVERIFY(std::abs(tableValueOf(*plain, 0, 0).value - 5.1) < 1e-6);
}

void InspectMetricsTest::excludedRowsAreNotTrainedOn() {
  const PreparedDataPtr before = prepareData(iris());
  const std::int64_t trained = before->train[3];
  const std::int64_t tested = before->test[0];
  std::vector<std::int64_t> rows = {trained, tested};
  const PreparedDataPtr now = prepareData(withExcluded(iris(), rows));
  QCOMPARE(now->train.size(), before->train.size() - 1);
  QVERIFY(std::ranges::find(now->train, trained) == now->train.end());
  QCOMPARE(now->test, before->test);  // what is not trained on stays to be judged by
  QVERIFY(now->columns.mean != before->columns.mean);
}

void InspectMetricsTest::relabelledRowsCountWithTheirNewClass() {
  const PreparedDataPtr before = prepareData(iris());
  const std::int64_t row = before->test[0];
  const std::int32_t given = before->dataset->labels[static_cast<std::size_t>(row)];
  const std::int32_t other = (given + 1) % 3;
  const Experiment changed = withRelabeled(iris(), std::vector{row}, other, before->dataset->labels, {});
  const PreparedDataPtr now = prepareData(changed);
  QCOMPARE(now->dataset->labels[static_cast<std::size_t>(row)], other);
  QCOMPARE(now->train, before->train);  // the split is that of the data set itself
  QCOMPARE(now->test, before->test);
  QCOMPARE(now->givenLabels, (std::vector<Relabel>{{row, given}}));
  // Its own class again is no change.
  const Experiment back = withRelabeled(changed, std::vector{row}, given, now->dataset->labels, now->givenLabels);
  QVERIFY(back == iris());
}

void InspectMetricsTest::editsAreTakenBack() {
  Experiment experiment = withExcluded(iris(), std::vector<std::int64_t>{9, 3});
  QCOMPARE(experiment.data.excluded, (std::vector<std::int64_t>{3, 9}));
  const std::vector<std::int32_t> labels(150, 0);
  experiment = withRelabeled(experiment, std::vector<std::int64_t>{20, 9}, 2, labels, {});
  QCOMPARE(experiment.data.relabeled, (std::vector<Relabel>{{9, 2}, {20, 2}}));
  QVERIFY(QString::fromStdString(describeDifference(iris(), experiment))
              .contains(QStringLiteral("excluded samples 0 instead of 2")));
  const Experiment some = withRestored(experiment, std::vector<std::int64_t>{9});
  QCOMPARE(some.data.excluded, (std::vector<std::int64_t>{3}));
  QCOMPARE(some.data.relabeled, (std::vector<Relabel>{{20, 2}}));
  QVERIFY(withAllRestored(experiment) == iris());
}

void InspectMetricsTest::badChangesAreRefused_data() {
  QTest::addColumn<Experiment>("experiment");
  QTest::addColumn<bool>("byCheck");
  QTest::addColumn<QString>("expected");
  const auto row = [](const char* name, bool byCheck, std::vector<std::int64_t> excluded,
                      std::vector<Relabel> relabeled, const char* expected, const char* dataset = "iris") {
    Experiment experiment;
    experiment.data.dataset = {dataset, {}};
    if (std::string_view(dataset) == "auto-mpg") experiment.training.loss = {"mse", {}};
    experiment.data.excluded = std::move(excluded);
    experiment.data.relabeled = std::move(relabeled);
    QTest::newRow(name) << experiment << byCheck << QString::fromUtf8(expected);
  };
  row("a row twice", true, {4, 4}, {}, "data.excluded[1] is row 4 after row 4");
  row("out of order", true, {}, {{4, 1}, {2, 1}}, "data.relabeled[1] is row 2 after row 4");
  row("a negative row", true, {-1}, {}, "data.excluded[0] is row -1, expected 0 or more");
  row("classes of numbers", true, {}, {{4, 1}}, "has numbers to predict and no classes", "auto-mpg");
  row("no such row", false, {150}, {}, "data.excluded[0]: row 150 was excluded, but");
  row("no such row to relabel", false, {}, {{1000, 1}}, "data.relabeled[0]: row 1000 was given another class, but");
  row("no such class", false, {}, {{10, 3}}, "has the classes 0 to 2");
  std::vector<std::int64_t> all(150);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int64_t>(i);
  row("nothing left", false, all, {}, "all training rows are excluded");
}

void InspectMetricsTest::badChangesAreRefused() {
  QFETCH(Experiment, experiment);
  QFETCH(bool, byCheck);
  QFETCH(QString, expected);
  const QString message =
      byCheck ? errorOf<FormatError>([&] { check(experiment, "test.json"); }) : errorOf<DataError>([&] {
        check(experiment, "test.json");
        prepareData(experiment);
      });
  QVERIFY2(message.contains(expected), qPrintable(message));
}

void InspectMetricsTest::changesAreWrittenAndRead() {
  Experiment experiment = iris();
  experiment.data.excluded = {3, 17};
  experiment.data.relabeled = {{5, 2}, {90, 0}};
  const std::string text = toJson(experiment);
  QVERIFY2(text.find("\"excluded\": [3, 17]") != std::string::npos, text.c_str());
  QVERIFY2(text.find("[5, 2]") != std::string::npos, text.c_str());
  QVERIFY(experimentFromJson(text, "test.json") == experiment);
  const QString error =
      errorOf<FormatError>([] { experimentFromJson(R"({"gradus": 1, "data": {"relabeled": [[5]]}})", "test.json"); });
  QVERIFY2(error.contains(QStringLiteral("data.relabeled[0]")), qPrintable(error));
  QVERIFY2(error.contains(QStringLiteral("the row and its class")), qPrintable(error));
}

QTEST_GUILESS_MAIN(InspectMetricsTest)
#include "inspect_metrics_test.moc"
