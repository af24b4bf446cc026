// The left side of the Inspect page: what the predictions for a part of the data are worth, in a matrix, numbers and
// curves, and what was changed in single samples.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/inspect/gallery.h"
#include "core/session/snapshot.h"
#include "ui/inspect/confusion_view.h"
#include "ui/inspect/inspect_worker.h"
#include "ui/plots/part_look.h"
#include "ui/theme/theme.h"

class QLabel;

namespace gradus::ui {

class ChipMenu;
class ClassScores;
class DataChanges;
class Document;
class ResidualPlot;
class SharePlot;
class TruthPlot;

/// The rows of the data set that are in that part.
const std::vector<std::int64_t>& rowsOf(const PreparedData& data, DataPart part);

class ReportColumn : public QWidget {
  Q_OBJECT

 public:
  explicit ReportColumn(Document& document, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Offers the parts that there are.
  void setData(const PreparedDataPtr& prepared);
  void setPart(DataPart part);
  void setResult(const InspectResultPtr& result);

  /// Outlines the cell that the gallery shows.
  void setQuery(const GalleryQuery& query);

  /// Marks the sample among the points of a regression.
  void setChosen(std::int64_t row);

 signals:
  void partChosen(gradus::DataPart part);
  void cellChosen(const std::optional<gradus::ui::ConfusionCell>& cell);
  void sampleChosen(qint64 row);

 private:
  QWidget* makeHeader();
  QWidget* makeClasses();
  QWidget* makeNumbers();
  void showClasses(const InspectReport& report, const Predictions& predictions);
  void showNumbers(const InspectReport& report, const Predictions& predictions);

  PreparedDataPtr data_;
  DataPart part_ = DataPart::Test;
  QLabel* title_;
  ChipMenu* partMenu_;
  ChipMenu* showMenu_;
  QLabel* summary_;
  QWidget* classes_ = nullptr;  ///< what is shown of classes
  QWidget* numbers_ = nullptr;  ///< what is shown of numbers
  ConfusionView* matrix_;
  ClassScores* scores_;
  DataChanges* changes_;
  QWidget* ranking_ = nullptr;  ///< the two curves of two classes
  SharePlot* roc_;
  SharePlot* precision_;
  SharePlot* calibration_;
  TruthPlot* truth_;
  ResidualPlot* residuals_;
};

}  // namespace gradus::ui
