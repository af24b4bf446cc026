// A combo box in the window's look. Its list shows every row's explanation as a tool tip.
#pragma once

#include <QComboBox>

#include "core/base/choice.h"

namespace gradus::ui {

class ComboBox : public QComboBox {
  Q_OBJECT

 public:
  explicit ComboBox(QWidget* parent = nullptr);

  /// A row of a registry: shows its title, explains it with its summary, keeps its name.
  void addChoice(const ChoiceInfo& info);

  /// The registry name of the present row.
  QString currentName() const { return currentData().toString(); }

  /// Selects a row by its registry name, without a signal. Unknown names change nothing.
  void setCurrentName(const QString& name);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

  void showPopup() override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
};

}  // namespace gradus::ui
