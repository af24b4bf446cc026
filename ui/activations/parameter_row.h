// The parameters of an activation, side by side: for each a slider, which the curve follows at once, and a field for
// the exact number.
#pragma once

#include <QWidget>

#include "core/base/choice.h"

class QHBoxLayout;

namespace gradus::ui {

class ParameterRow : public QWidget {
  Q_OBJECT

 public:
  explicit ParameterRow(QWidget* parent = nullptr);

  /// Shows the parameters of `info` with the values of `choice`; hides itself where there are none.
  void setChoice(const ChoiceInfo& info, const Choice& choice);

 signals:
  /// Values that equal their defaults are not in `choice`.
  void changed(const gradus::Choice& choice);

 private:
  void rebuild();
  void edit(const ParameterInfo& parameter, double value);

  ChoiceInfo info_;
  Choice choice_;
  QHBoxLayout* layout_;
};

}  // namespace gradus::ui
