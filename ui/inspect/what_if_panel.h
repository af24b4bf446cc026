// What if this row were a little different: a slider for each number of it, a list for each word, what the network says
// at once, and the curve of the one under the pointer.
#pragma once

#include <QWidget>
#include <vector>

#include "core/data/prepared_data.h"
#include "ui/document/sample_asker.h"
#include "ui/theme/theme.h"

class QLabel;
class QVBoxLayout;

namespace gradus::ui {

class Button;
class ComboBox;
class DependencePlot;
class ProbabilityBars;
class SliderField;

class WhatIfPanel : public QWidget {
  Q_OBJECT

 public:
  explicit WhatIfPanel(TrainingSession& session, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Shows itself where the data are a table.
  void setData(const PreparedDataPtr& prepared);

  /// Begins with the numbers of that row.
  void showSample(std::int64_t row);

  void refresh();
  void setActive(bool isActive);

  /// What the network is asked about now.
  const std::vector<float>& input() const { return input_; }
  const SampleAnswerPtr& answer() const { return answer_; }
  DependencePlot& plot() const { return *plot_; }

  /// Whose curve is shown; as the pointer does.
  void showCurve(int feature);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  /// A column of the table: one feature, or for words as many as there are words.
  struct Column {
    std::size_t first = 0;
    std::size_t count = 1;
    QWidget* row = nullptr;
    SliderField* slider = nullptr;
    ComboBox* words = nullptr;
  };

  void makeColumns();
  void addColumn(std::size_t first, std::size_t count);
  void addSlider(Column& column, double low, double high);
  void addWords(Column& column);
  void showInput();
  void reset();
  void ask();
  void show(const SampleAnswerPtr& answer);

  PreparedDataPtr prepared_;
  std::int64_t row_ = -1;
  std::vector<float> original_;
  std::vector<float> input_;
  SampleAnswerPtr answer_;
  std::vector<Column> columns_;
  int curveOf_ = 0;

  SampleAsker* asker_;
  SampleAsker* curveAsker_;
  Button* reset_;
  ProbabilityBars* bars_;
  DependencePlot* plot_;
  QVBoxLayout* list_;
};

}  // namespace gradus::ui
