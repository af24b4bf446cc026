// What lies below a sample's answer: the units that mattered on its way through the network, and the training samples
// that the network takes for the most alike.
#pragma once

#include <QWidget>

#include "core/data/prepared_data.h"
#include "ui/document/sample_asker.h"
#include "ui/theme/theme.h"

class QLabel;

namespace gradus::ui {

class PathView;
class PictureRow;

class SampleDepths : public QWidget {
  Q_OBJECT

 public:
  explicit SampleDepths(TrainingSession& session, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setData(const PreparedDataPtr& prepared);
  void refresh() { asker_->refresh(); }
  void setActive(bool isActive) { asker_->setActive(isActive); }

  /// The row of the data set whose neighbours are shown; −1 for none.
  void showSample(std::int64_t row);

  void showPath(const std::vector<LayerPart>& path);

 signals:
  /// A neighbour is to be looked into.
  void sampleChosen(qint64 row);

 private:
  void showNeighbours(const NeighbourAnswer& answer);

  PreparedDataPtr prepared_;
  std::int64_t row_ = -1;
  SampleAsker* asker_;
  QLabel* pathTitle_;
  PathView* path_;
  PictureRow* pictures_;
  QLabel* text_;
};

}  // namespace gradus::ui
