// The card in which a person types an activation function of their own and sees at once what is wrong with it, or its
// derivative and how well that was checked.
#pragma once

#include <QTimer>
#include <map>
#include <optional>
#include <string>

#include "core/experiment/experiment.h"
#include "core/nn/formula/formula.h"
#include "ui/widgets/card.h"

class QLabel;

namespace gradus::ui {

class Document;
class ElidedLabel;
class Form;
class FormulaField;
class LinkButton;

class OwnFunctionCard : public Card {
  Q_OBJECT

 public:
  /// Begins with a function of the document, else with what was typed last.
  explicit OwnFunctionCard(Document& document, QWidget* parent = nullptr);

  /// The last one that was right.
  const Choice& function() const { return function_; }

  /// Shows another one, or other values of its parameters, without a signal. It must be right.
  void setFunction(const Choice& function);

 signals:
  /// A person has typed or changed a function, and it is right.
  void chosen(const gradus::Choice& function);

 private:
  std::optional<Formula> parse();
  void typed();
  void read();
  void showFault(const QString& text, int character);
  void showFunction();
  void showHelp();
  void keepValues();
  void adopt(const Experiment& experiment);

  Choice function_;
  QTimer rest_;                           ///< since a key was pressed
  std::map<std::string, double> values_;  ///< other than the default, by all names that were typed
  FormulaField* field_;
  QLabel* fault_;
  ElidedLabel* derivative_;
  QLabel* check_;
  Form* form_;
  LinkButton* help_;
};

}  // namespace gradus::ui
