// One sample and all that the network makes of it: pictures or numbers, probabilities, the path through the layers, an
// attack on it, and the training samples that are most like it.
#pragma once

#include <QWidget>
#include <optional>

#include "core/train/snapshot.h"
#include "ui/inspect/sample_asker.h"
#include "ui/theme/theme.h"

class QLabel;

namespace gradus::ui {

class AttackPanel;
class FeatureBars;
class PathView;
class PictureRow;
class ProbabilityBars;
class Segments;

class SampleDetail : public QWidget {
  Q_OBJECT

 public:
  explicit SampleDetail(TrainingSession& session, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setData(const PreparedDataPtr& prepared);

  /// The row of the data set that is shown; −1 for none.
  void showSample(std::int64_t row);
  std::int64_t sample() const { return row_; }

  /// The weights may have changed.
  void refresh();

  /// Whether somebody sees it: else nothing is asked.
  void setActive(bool isActive);

  const SampleAnswerPtr& answer() const { return answer_; }

  /// The path through the layers and the nearest training samples, to be laid out below.
  QWidget* depths() const { return depths_; }

 signals:
  void sampleChosen(qint64 row);
  void showInNetworkWanted(qint64 row);

 private:
  QWidget* makeButtons();
  void layOut();
  void ask();
  void show(const SampleAnswerPtr& answer);
  void showPictures();
  void showFeatures();
  void showNeighbours(const NeighbourAnswer& answer);
  QString partOf(std::int64_t row) const;
  QString labelOf(std::int64_t row) const;

  Theme theme_;
  PreparedDataPtr prepared_;
  std::int64_t row_ = -1;
  SampleAnswerPtr answer_;

  SampleAsker* asker_;
  SampleAsker* flipAsker_;
  SampleAsker* neighbourAsker_;

  QLabel* title_;
  QLabel* summary_;
  PictureRow* pictures_;
  Segments* meaning_;  ///< of the bars beside a table's numbers
  FeatureBars* features_;
  ProbabilityBars* bars_;
  QWidget* depths_;
  QLabel* pathTitle_;
  PathView* path_;
  AttackPanel* attack_;
  PictureRow* attacked_;
  QWidget* buttons_;
  QLabel* neighbourTitle_;
  PictureRow* neighbours_;
  QLabel* neighbourText_;
};

}  // namespace gradus::ui
