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

  /// Whether the row can be chosen; `why` takes the place of its explanation where it cannot.
  void setChoiceEnabled(int row, bool enabled, const QString& explanation);

  /// The registry name of the present row.
  QString currentName() const { return currentData().toString(); }

  /// Selects a row by its registry name, without a signal. Unknown names change nothing.
  void setCurrentName(const QString& name);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

  void showPopup() override;

 signals:
  /// The list is about to open, or the keyboard to choose without it.
  void aboutToChoose();

 protected:
  void focusInEvent(QFocusEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
};

}  // namespace gradus::ui
