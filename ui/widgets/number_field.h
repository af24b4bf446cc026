// A field for one number within a range: typed, stepped with the arrow keys or the wheel, or picked from a short
// list. What is out of range is marked and explained while it is typed, and never leaves the field.
#pragma once

#include <QWidget>
#include <vector>

class QLineEdit;

namespace gradus::ui {

/// What a field accepts.
struct NumberRange {
  double minimum = 0;
  double maximum = 1;
  bool integer = false;
};

class NumberField : public QWidget {
  Q_OBJECT

 public:
  explicit NumberField(const NumberRange& range, QWidget* parent = nullptr);
  ~NumberField() override;

  /// What is accepted from now on. The number shown stays.
  void setRange(const NumberRange& range);

  double value() const { return value_; }

  /// Shows `value` without a signal.
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
  bool parse(double& number, QString& problem) const;
  void checkText();
  void commit();
  void restore();
  void adopt(double value);
  void stepBy(int steps);
  void openSuggestions();

  NumberRange range_;
  double value_ = 0;
  std::vector<double> suggestions_;
  QLineEdit* edit_;
  bool valid_ = true;
  QString usualToolTip_;
};

}  // namespace gradus::ui
