// What stands above the plot of an activation: its name and formula, when to use it, and its parameters. It is always
// as high as the function that says the most needs, so that the plot below stays where it is whichever is shown.
#pragma once

#include <QWidget>
#include <vector>

#include "core/base/choice.h"

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace gradus::ui {

class ChipMenu;
class FormulaLabel;
class ParameterRow;

class FunctionHead : public QWidget {
  Q_OBJECT

 public:
  /// `menus` stand at the right of the name.
  explicit FunctionHead(const std::vector<ChipMenu*>& menus, QWidget* parent = nullptr);

  void setActivation(const Choice& activation);

 signals:
  void parametersChanged(const gradus::Choice& activation);

 protected:
  bool event(QEvent* event) override;

 private:
  void arrange();
  void showLabels();
  void placeFormula();
  void keepRoom();
  int besidesFormula(const QString& title) const;

  std::vector<ChipMenu*> menus_;
  QVBoxLayout* layout_;
  QWidget* line_;  ///< of name and menus
  QHBoxLayout* inLine_;
  QLabel* title_;
  FormulaLabel* formula_;
  QLabel* words_;
  ParameterRow* parameters_;
  std::vector<int> keptFor_;  ///< the widths for which there is room
};

}  // namespace gradus::ui
