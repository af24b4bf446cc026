// The middle of the Activations page for one activation: name, formula, when to use it, its parameters, the plot, and
// what a stack of layers does with it.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/base/choice.h"
#include "core/nn/activation_curve.h"
#include "core/probe/distribution.h"
#include "ui/theme/theme.h"

class QLabel;
class QVBoxLayout;

namespace gradus::ui {

class ChipMenu;
class FunctionHead;
class FunctionPlot;
class NumberField;
class StackCard;

class FunctionView : public QWidget {
  Q_OBJECT

 public:
  explicit FunctionView(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setActivation(const Choice& activation);

  /// The function of one's own, to compare others with.
  void setOwn(const Choice& own);

  /// The hidden layers whose pre-activations can be shown; `current` is an index of them.
  void setLayers(const QStringList& names, int current);

  /// The name of the layer whose pre-activations are shown.
  void setLayer(const QString& name);

  /// What goes into the activation of that layer; none until it was measured.
  void setHistogram(const std::optional<Distribution>& numbers);

  const FunctionPlot& plot() const { return *plot_; }
  StackCard& stack() const { return *stack_; }

 signals:
  void parametersChanged(const gradus::Choice& activation);
  void layerChosen(int layer);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  FunctionHead* makeHead();
  QWidget* makeLegend();
  void keepRoom();
  void showOthers();
  void showLegend();
  void showFacts();
  std::vector<Choice> compared() const;
  std::vector<Choice> others() const;
  QString legendOf(const std::vector<Choice>& others, bool hasHistogram) const;

  Theme theme_;
  QVBoxLayout* layout_;
  Choice activation_;
  Choice own_{kOwnFunction, {}, "x"};
  ActivationCurve curve_;
  QString layer_;
  bool hasHistogram_ = false;
  int keptFor_ = 0;        ///< the width for which the facts have room
  int besidesLegend_ = 0;  ///< taken by what stands in its line
  ChipMenu* compare_;
  ChipMenu* layers_;
  FunctionHead* head_;
  FunctionPlot* plot_;
  QLabel* legend_;
  NumberField* probe_;
  QLabel* facts_;
  StackCard* stack_;
};

}  // namespace gradus::ui
