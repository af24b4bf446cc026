// Softmax to be played with: a slider for each logit, what probability becomes of it, how much a loss would push it,
// and what the temperature does to all of them.
#pragma once

#include <QWidget>
#include <vector>

#include "core/nn/softmax_numbers.h"
#include "ui/theme/theme.h"

class QGridLayout;
class QLabel;

namespace gradus::ui {

class NumberField;
class SliderField;
class TemperaturePlot;

/// A number as a bar, from the left or, with a sign, from the middle.
class ShareBar : public QWidget {
  Q_OBJECT

 public:
  explicit ShareBar(bool isSigned, QWidget* parent = nullptr);

  /// `share` of the whole length, −1 … 1.
  void setShare(double share, const QColor& color);

  QSize sizeHint() const override { return {120, 20}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  bool isSigned_;
  double share_ = 0;
  QColor color_;
};

class SoftmaxView : public QWidget {
  Q_OBJECT

 public:
  static constexpr int kFewest = 3;
  static constexpr int kMost = 10;

  explicit SoftmaxView(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// What is shown now.
  const SoftmaxNumbers& numbers() const { return numbers_; }
  std::vector<double> logits() const;
  double temperature() const;
  int target() const { return target_; }

 private:
  struct Line {
    QWidget* name = nullptr;  ///< chooses the class as the target
    SliderField* logit = nullptr;
    ShareBar* bar = nullptr;
    QLabel* probability = nullptr;
    ShareBar* push = nullptr;
    QLabel* gradient = nullptr;
  };

  QWidget* makeControls();
  void addLine(int index);
  void addHeading(int column, const QString& words, const QString& explanation);
  void setCount(int count);
  void setTarget(int target);
  void setTemperature(double temperature);
  void refresh();

  Theme theme_;
  QGridLayout* grid_;
  std::vector<Line> lines_;
  int count_ = 5;
  int target_ = 0;
  SliderField* temperature_ = nullptr;
  NumberField* temperatureField_ = nullptr;
  QLabel* loss_ = nullptr;
  TemperaturePlot* plot_ = nullptr;
  SoftmaxNumbers numbers_;
};

}  // namespace gradus::ui
