// One sample and what the network says about it: pictures or numbers with what the loss makes of them, probabilities,
// and an attack on it.
#pragma once

#include <QWidget>
#include <optional>

#include "core/data/prepared_data.h"
#include "ui/document/sample_asker.h"
#include "ui/theme/theme.h"

class QLabel;

namespace gradus::ui {

class AttackPanel;
class Button;
class FeatureBars;
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

 signals:
  /// The path of the sample that is shown, as the network is now.
  void explained(const std::vector<gradus::LayerPart>& path);

  void showInNetworkWanted(qint64 row);

  /// The sample is to be taken out of the training part, or, once it was, to be trained on again.
  void excludeWanted(qint64 row);
  void restoreWanted(qint64 row);

 private:
  QWidget* makeButtons();
  void nameParts();
  bool isExcluded() const;
  void showExclusion();
  void ask();
  void show(const SampleAnswerPtr& answer);
  void showPictures();
  void showFeatures();

  Theme theme_;
  PreparedDataPtr prepared_;
  std::int64_t row_ = -1;
  SampleAnswerPtr answer_;

  SampleAsker* asker_;
  SampleAsker* flipAsker_;

  QLabel* title_;
  QLabel* summary_;
  PictureRow* pictures_;
  Segments* meaning_;  ///< of the bars beside a table's numbers
  FeatureBars* features_;
  ProbabilityBars* bars_;
  AttackPanel* attack_;
  PictureRow* attacked_;
  Button* exclude_ = nullptr;
  QWidget* buttons_;
};

}  // namespace gradus::ui
