// What a stack of layers with an activation does to a signal and to its gradient, measured by the engine.
#pragma once

#include "core/probe/gradient_stack.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"

class QLabel;

namespace gradus::ui {

class ChipMenu;
class SliderField;
class StackPlot;

class StackCard : public Card {
  Q_OBJECT

 public:
  explicit StackCard(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// The first one is the one that the page shows; the others are compared with it.
  void setActivations(std::vector<Choice> activations);

  /// How the weights are drawn, unless somebody has chosen another way here.
  void proposeInitialization(const Choice& initialization);

  /// What has been measured; of another question than the present one it is left out.
  /// Whether what is shown answers what is asked, if anything is.
  bool isServed() const;

  void setAnswer(const StackAnswerPtr& answer);

  const StackQuestion& question() const { return question_; }
  const StackPlot& plot() const { return *plot_; }

 signals:
  /// Emitted while it is seen, and one at a time: the next after the answer.
  void asked(const gradus::StackQuestion& question);

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void ask();
  void showAnswer();

  Theme theme_;
  StackQuestion question_;
  StackQuestion askedFor_;
  StackAnswerPtr answer_;
  bool isWaiting_ = false;
  bool isInitializationChosen_ = false;
  ChipMenu* quantity_;
  QLabel* before_;
  SliderField* depth_;
  QLabel* behind_;
  ChipMenu* initialization_;
  ChipMenu* scale_;
  StackPlot* plot_;
};

}  // namespace gradus::ui
