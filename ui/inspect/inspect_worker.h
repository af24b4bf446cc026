// Counts what the Inspect page shows on a thread of its own, so that sixty thousand predictions hold up neither the
// window nor the training. Of several questions only the newest is answered.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <exception>
#include <memory>
#include <optional>
#include <vector>

#include "core/inspect/gallery.h"
#include "core/inspect/report.h"
#include "core/session/mailbox.h"

namespace gradus::ui {

/// What was found; all of it belongs together.
struct InspectResult {
  DatasetPtr dataset;
  PredictionsPtr predictions;
  GalleryQuery query;
  InspectReportPtr report;
  std::vector<std::size_t> places;  ///< of the gallery, in Predictions
};

using InspectResultPtr = std::shared_ptr<const InspectResult>;

class InspectWorker : public QObject {
  Q_OBJECT

 public:
  explicit InspectWorker(QObject* parent = nullptr);

  /// Waits for what is being counted.
  ~InspectWorker() override;

  /// Answers with done(), unless another question comes before it is begun. `predictions` are about `dataset`.
  void ask(const DatasetPtr& dataset, const PredictionsPtr& predictions, const GalleryQuery& query);

  /// What was asked and is not yet answered is not answered any more.
  void forget();

 signals:
  void done(gradus::ui::InspectResultPtr result);

 private:
  void begin();
  void finish(const InspectResultPtr& result, int question, const std::exception_ptr& failure);

  Mailbox mailbox_;
  QThreadPool threads_;
  std::shared_ptr<InspectResult> next_;  ///< not begun yet
  InspectResultPtr last_;
  int question_ = 0;  ///< the number of the newest one
  bool isBusy_ = false;
};

}  // namespace gradus::ui
