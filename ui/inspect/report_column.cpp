#include "ui/inspect/report_column.h"

#include <QBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "ui/inspect/class_scores.h"
#include "ui/inspect/data_changes.h"
#include "ui/inspect/number_plots.h"
#include "ui/inspect/share_plot.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/chip_menu.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/format.h"
#include "ui/widgets/scrolling.h"

namespace gradus::ui {
namespace {

constexpr int kMargin = 16;

struct ExplainedPart {
  DataPart part;
  const char16_t* explanation;
};

constexpr ExplainedPart kParts[] = {{DataPart::Train, u"The samples that the network learns from"},
                                    {DataPart::Valid, u"The samples by which the training is judged while it goes on"},
                                    {DataPart::Test, u"The samples that are kept for the end"}};

QLabel* makeTitle(const QString& text) {
  auto* label = new QLabel(text);
  label->setFont(textFont(14, QFont::DemiBold));
  return label;
}

QLabel* makeCaption(const QString& text) {
  auto* label = new QLabel(text);
  label->setForegroundRole(role::kMuted);
  label->setFont(textFont(12));
  label->setWordWrap(true);
  return label;
}

/// The first of `names` in words, and how many more there are.
QString listed(const QStringList& names) {
  constexpr qsizetype kNamed = 5;
  const QString text = names.mid(0, kNamed).join(QStringLiteral(", "));
  return names.size() <= kNamed ? text : ReportColumn::tr("%1 and %2 more").arg(text, grouped(names.size() - kNamed));
}

QVBoxLayout* makeColumn(QWidget* parent) {
  auto* layout = new QVBoxLayout(parent);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  return layout;
}

}  // namespace

const std::vector<std::int64_t>& rowsOf(const PreparedData& data, DataPart part) {
  if (part == DataPart::Train) return data.train;
  return part == DataPart::Valid ? data.valid : data.test;
}

ReportColumn::ReportColumn(Document& document, QWidget* parent)
    : QWidget(parent),
      title_(makeTitle(QStringLiteral("Confusion matrix"))),
      partMenu_(new ChipMenu),
      showMenu_(new ChipMenu),
      summary_(makeCaption({})),
      matrix_(new ConfusionView),
      scores_(new ClassScores),
      changes_(new DataChanges(document)),
      roc_(new SharePlot({QStringLiteral("ROC"), QStringLiteral("false positives"), QStringLiteral("true positives"),
                          QStringLiteral("Of each threshold for the second class: the share of the first class that is "
                                         "taken for it, and the share of its own samples that is found")},
                         SharePlot::Reference::Diagonal)),
      precision_(new SharePlot({QStringLiteral("Precision"), QStringLiteral("recall"), QStringLiteral("precision"),
                                QStringLiteral("Of each threshold for the second class: how many of its samples are "
                                               "found, and how many of those found are of it")},
                               SharePlot::Reference::Level)),
      calibration_(new SharePlot(
          {QStringLiteral("Reliability"), QStringLiteral("confidence"), QStringLiteral("share that is right"),
           QStringLiteral("Answers of about the same confidence and how many of them are right: "
                          "below the line the network is too sure")},
          SharePlot::Reference::Diagonal)),
      truth_(new TruthPlot),
      residuals_(new ResidualPlot) {
  setObjectName(QStringLiteral("reportColumn"));
  summary_->setTextFormat(Qt::RichText);
  summary_->setObjectName(QStringLiteral("inspectSummary"));
  roc_->setObjectName(QStringLiteral("rocPlot"));
  precision_->setObjectName(QStringLiteral("precisionPlot"));
  calibration_->setObjectName(QStringLiteral("calibrationPlot"));

  auto* content = new QWidget;
  auto* inside = new QVBoxLayout(content);
  inside->setContentsMargins(kMargin, 14, kMargin, kMargin);
  inside->setSpacing(12);
  inside->addWidget(makeHeader());
  classes_ = makeClasses();
  numbers_ = makeNumbers();
  inside->addWidget(classes_);
  inside->addWidget(numbers_);
  inside->addStretch();
  numbers_->hide();

  QScrollArea* area = makeScrolling(content);
  keepWidth(*area, *inside);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(area);

  connect(matrix_, &ConfusionView::cellChosen, this, &ReportColumn::cellChosen);
  connect(truth_, &TruthPlot::sampleChosen, this, &ReportColumn::sampleChosen);
  connect(changes_, &DataChanges::sampleChosen, this, &ReportColumn::sampleChosen);
  connect(showMenu_, &ChipMenu::chosen, this, [this](const QString& name) {
    matrix_->setShow(name == u"counts"   ? ConfusionView::Show::Counts
                     : name == u"by row" ? ConfusionView::Show::ByTruth
                                         : ConfusionView::Show::ByPrediction);
  });
  connect(partMenu_, &ChipMenu::chosen, this, [this](const QString& name) {
    for (const ExplainedPart& row : kParts) {
      if (nameOf(row.part) == name) emit partChosen(row.part);
    }
  });
}

QWidget* ReportColumn::makeHeader() {
  partMenu_->setObjectName(QStringLiteral("inspectPart"));
  partMenu_->setAccessibleName(QStringLiteral("Part of the data"));
  partMenu_->setToolTip(QStringLiteral("The part of the data that is looked into"));
  showMenu_->setObjectName(QStringLiteral("matrixShow"));
  showMenu_->setAccessibleName(QStringLiteral("Numbers in the matrix"));
  showMenu_->setToolTip(QStringLiteral("What the numbers in the cells are"));
  showMenu_->addChoice(QStringLiteral("counts"), QStringLiteral("counts"), QStringLiteral("How many samples"));
  showMenu_->addChoice(QStringLiteral("by row"), QStringLiteral("by row"),
                       QStringLiteral("Percent of the samples of the true class"));
  showMenu_->addChoice(QStringLiteral("by column"), QStringLiteral("by column"),
                       QStringLiteral("Percent of the samples that are taken for the class"));
  auto* header = new QWidget;
  auto* layout = new FlowLayout(8, header);
  layout->addWidget(title_);
  layout->addWidget(partMenu_);
  layout->addWidget(showMenu_);
  return header;
}

QWidget* ReportColumn::makeClasses() {
  auto* classes = new QWidget;
  QVBoxLayout* layout = makeColumn(classes);
  layout->addWidget(matrix_);
  layout->addWidget(makeCaption(QStringLiteral("rows: true class · columns: predicted · click a cell to filter")));
  layout->addWidget(summary_);
  layout->addWidget(changes_);
  layout->addSpacing(6);
  layout->addWidget(makeTitle(QStringLiteral("Per class")));
  layout->addWidget(scores_);
  layout->addSpacing(6);
  ranking_ = new QWidget;
  auto* curves = new QHBoxLayout(ranking_);
  curves->setContentsMargins(0, 0, 0, 0);
  curves->setSpacing(10);
  curves->addWidget(roc_);
  curves->addWidget(precision_);
  layout->addWidget(ranking_);
  layout->addWidget(calibration_);
  return classes;
}

QWidget* ReportColumn::makeNumbers() {
  auto* numbers = new QWidget;
  QVBoxLayout* layout = makeColumn(numbers);
  layout->addWidget(truth_);
  layout->addWidget(residuals_);
  return numbers;
}

void ReportColumn::setTheme(const Theme& theme) {
  matrix_->setTheme(theme);
  scores_->setTheme(theme);
  changes_->setTheme(theme);
  for (SharePlot* plot : {roc_, precision_, calibration_}) plot->setTheme(theme);
  truth_->setTheme(theme);
  residuals_->setTheme(theme);
}

void ReportColumn::setData(const PreparedDataPtr& prepared) {
  data_ = prepared;
  const Dataset& dataset = *prepared->dataset;
  const bool isClasses = dataset.task == Task::Classification;
  QStringList names;
  for (const std::string& name : dataset.classNames) names << QString::fromStdString(name);
  matrix_->setClasses(names);
  scores_->setClasses(names);
  changes_->setData(prepared);
  title_->setText(isClasses ? QStringLiteral("Confusion matrix") : QStringLiteral("Predicted and true"));
  showMenu_->setVisible(isClasses);
  classes_->setVisible(isClasses);
  numbers_->setVisible(!isClasses);
  // Both kinds have a summary and changes, which move to where they are seen.
  auto* home = static_cast<QVBoxLayout*>((isClasses ? classes_ : numbers_)->layout());
  home->insertWidget(2, summary_);
  home->insertWidget(3, changes_);
  ranking_->setVisible(dataset.classes() == 2);
  summary_->clear();
  truth_->setPoints({}, {});
  residuals_->setReport({});
  for (SharePlot* plot : {roc_, precision_, calibration_}) plot->setCurve({}, {});

  partMenu_->clearChoices();
  for (const ExplainedPart& row : kParts) {
    if (rowsOf(*prepared, row.part).empty()) continue;
    const QString name = nameOf(row.part);
    partMenu_->addChoice(name, name, QString::fromUtf16(row.explanation));
  }
}

void ReportColumn::setPart(DataPart part) {
  part_ = part;
  partMenu_->setCurrentName(nameOf(part));
}

void ReportColumn::setQuery(const GalleryQuery& query) {
  if (query.truth && query.predicted) {
    matrix_->setChosen(ConfusionCell{*query.truth, *query.predicted});
  } else {
    matrix_->setChosen(std::nullopt);
  }
}

void ReportColumn::setChosen(std::int64_t row) {
  truth_->setChosen(row);
}

void ReportColumn::setResult(const InspectResultPtr& result) {
  if (result->report->regression) {
    showNumbers(*result->report, *result->predictions);
  } else {
    showClasses(*result->report, *result->predictions);
  }
}

void ReportColumn::showClasses(const InspectReport& report, const Predictions& predictions) {
  matrix_->setMatrix(report.matrix);
  scores_->setReport(report.classes);
  const ShareInterval& accuracy = report.classes.accuracy;
  const auto samples = static_cast<std::int64_t>(predictions.rows.size());
  const std::int64_t mistakes = samples - report.matrix.correct();
  QString text = tr("%1 part · %3 · %4 · as of epoch %2")
                     .arg(nameOf(part_), epochNumber(predictions.epochs), counted(samples, QStringLiteral("sample")),
                          counted(mistakes, QStringLiteral("mistake")));
  const auto name = [this](std::int64_t label) {
    return QString::fromStdString(data_->dataset->classNames[static_cast<std::size_t>(label)]).toHtmlEscaped();
  };
  if (const std::optional<ConfusedPair> worst = worstPair(report.matrix)) {
    text += QStringLiteral(" · most often %1&nbsp;→&nbsp;%2").arg(name(worst->truth), name(worst->predicted));
  }
  text += QStringLiteral("<br>accuracy <b style='color:%1'>%2</b>, 95\u00A0% interval %3 to %4")
              .arg(palette().color(role::kText).name(), percent(accuracy.share, 2), percent(accuracy.low),
                   percent(accuracy.high));
  QStringList absent;
  for (std::int64_t label = 0; label < report.matrix.classes; ++label) {
    if (!report.classes.classes[static_cast<std::size_t>(label)].occurs()) absent << name(label);
  }
  if (!absent.empty()) text += tr("<br>no samples of %1: the macro mean leaves them out").arg(listed(absent));
  if (report.ranking) {
    text += QStringLiteral(" · positive: %1").arg(name(1));
  }
  summary_->setText(text);

  if (report.ranking) {
    const RankingCurves& ranking = *report.ranking;
    const auto note = [](const char16_t* title, double value) {
      return std::isnan(value) ? QStringLiteral("one class only") : QString::fromUtf16(title) + withDecimals(value, 3);
    };
    roc_->setCurve(ranking.roc, note(u"AUC ", ranking.auc));
    precision_->setCurve(ranking.precisionRecall, note(u"AP ", ranking.averagePrecision), ranking.positiveShare);
  }
  std::vector<SharePoint> bins;
  std::vector<double> shares;
  for (const CalibrationBin& bin : report.calibration.bins) {
    bins.push_back({bin.confidence, bin.accuracy});
    shares.push_back(static_cast<double>(bin.count) / static_cast<double>(std::max<std::int64_t>(samples, 1)));
  }
  calibration_->setCurve(std::move(bins),
                         QStringLiteral("calibration error %1").arg(percent(report.calibration.error)));
  calibration_->setDots(std::move(shares));
}

void ReportColumn::showNumbers(const InspectReport& report, const Predictions& predictions) {
  const RegressionReport& numbers = *report.regression;
  const Dataset& dataset = *data_->dataset;
  std::vector<TruthPlot::Point> points;
  points.reserve(predictions.rows.size());
  for (std::size_t i = 0; i < predictions.rows.size(); ++i) {
    const std::int64_t row = predictions.rows[i];
    points.push_back({row, static_cast<double>(dataset.targets[static_cast<std::size_t>(row)]),
                      static_cast<double>(predictions.values[i])});
  }
  truth_->setPoints(std::move(points), QString::fromStdString(dataset.targetName));
  residuals_->setReport(numbers);
  const auto strong = [this](const QString& words) {
    return QStringLiteral("<b style='color:%1'>%2</b>").arg(palette().color(role::kText).name(), words);
  };
  summary_->setText(
      QStringLiteral(
          "%1 part · %3 samples · as of epoch %2 · MAE %4 · RMSE %5 · R² %6<br>mean residual %7, deviation %8 "
          "· half are within %9 · largest error %10")
          .arg(nameOf(part_), epochNumber(predictions.epochs), grouped(numbers.samples),
               strong(figures(numbers.meanAbsolute)), strong(figures(numbers.rootMeanSquare)),
               strong(figures(numbers.determination)), figures(numbers.bias), figures(numbers.deviation),
               figures(numbers.medianAbsolute))
          .arg(figures(numbers.largest)));
}

}  // namespace gradus::ui
