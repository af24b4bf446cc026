// A field for one number within a range: typed, stepped with the arrow keys or the wheel, or picked from a short
// list. What is refused is marked and explained while it is typed, never leaves the field, and stays in it to be
// mended.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/widgets/checked_edit.h"
#include "ui/widgets/number_range.h"

namespace gradus::ui {

class NumberField : public QWidget {
  Q_OBJECT

 public:
  explicit NumberField(const NumberRange& range, QWidget* parent = nullptr);
  ~NumberField() override;

  /// What is accepted from now on. The number shown stays.
  void setRange(const NumberRange& range);

  double value() const { return value_; }

  /// Shows `value` without a signal. What is being typed, or was refused, stays where it is as before.
  void setValue(double value);

  /// The numbers that the arrow offers.
  void setSuggestions(std::vector<double> suggestions) { suggestions_ = std::move(suggestions); }

  /// Numbers that suit such a range around a default: decades for learning rates, doublings for whole numbers.
  static std::vector<double> suggestionsFor(const NumberRange& range, double around);

  QLineEdit* lineEdit() const { return edit_; }

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 signals:
  void valueChanged(double value);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  void commit();
  void restore();
  void adopt(double value);
  void stepBy(int steps);
  void openSuggestions();

  NumberRange range_;
  double value_ = 0;
  std::vector<double> suggestions_;
  CheckedEdit* edit_;
};

}  // namespace gradus::ui
