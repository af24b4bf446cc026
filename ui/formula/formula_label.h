// A label that shows a formula.
#pragma once

#include <QWidget>

#include "ui/formula/formula_box.h"

namespace gradus::ui {

class FormulaLabel : public QWidget {
  Q_OBJECT

 public:
  explicit FormulaLabel(QWidget* parent = nullptr);

  /// As in formula.h. It is also what screen readers hear.
  void setFormula(const QString& text);
  QString text() const { return text_; }

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {60, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  FormulaType type() const;

  QString text_;
  FormulaBoxPtr box_;
};

}  // namespace gradus::ui
