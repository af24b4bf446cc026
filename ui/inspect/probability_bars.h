// What a network says about one input: a bar for each class, or for a regression the predicted number beside the right
// one. The true class is green, a wrong answer red.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/data/dataset.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class ProbabilityBars : public QWidget {
  Q_OBJECT

 public:
  explicit ProbabilityBars(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setData(const DatasetPtr& dataset);

  /// Probabilities of all classes, or one number; none while nothing is known. `truth` is the right class, −1 where
  /// there is none; `before` is marked in the bars, for comparison.
  void setValues(const std::vector<float>& values, int truth, const std::vector<float>& before = {});

  /// The right number of a regression.
  void setTarget(std::optional<double> target);

  /// The classes shown, in their order: all of them where they are few, else the likeliest and the true one.
  const std::vector<int>& classes() const { return classes_; }

  /// What a line says, such as "9 98.4 %".
  QString line(std::size_t index) const;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  bool isRegression() const { return dataset_ && dataset_->task == Task::Regression; }
  void paintNumber(QPainter& painter) const;
  double swatch() const;
  void paintLine(QPainter& painter, std::size_t index, double nameWidth) const;

  Theme theme_;
  DatasetPtr dataset_;
  std::vector<float> values_;
  std::vector<float> before_;
  std::vector<int> classes_;
  int truth_ = -1;
  int answer_ = 0;
  std::optional<double> target_;
};

}  // namespace gradus::ui
