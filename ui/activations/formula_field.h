// A line in which a person types a formula; what is wrong in it is underlined.
#pragma once

#include <QLineEdit>
#include <optional>

namespace gradus::ui {

class FormulaField : public QLineEdit {
  Q_OBJECT

 public:
  explicit FormulaField(QWidget* parent = nullptr);

  /// Underlines the character with that index, or the place behind the last one; none.
  void setFault(std::optional<int> character);
  std::optional<int> fault() const { return fault_; }

  /// Types "name()" at the cursor, around what is selected.
  void insertCall(const QString& name);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::optional<int> fault_;
};

}  // namespace gradus::ui
