// A form for the parameters of anything that stands in a registry. It is derived from the row's ParameterInfos, so
// that a new optimizer or data set needs no line of interface.
#pragma once

#include <QWidget>
#include <functional>
#include <map>

#include "core/base/choice.h"

namespace gradus::ui {

/// A row as cards use it: a muted label at the left, the editor at the right end; below it where both do not fit.
QWidget* makeFormRow(const QString& label, QWidget* editor, const QString& explanation, QWidget* parent);

/// Gives a parameter of `choice` a value; one that equals the default is left out.
void assign(Choice& choice, const ParameterInfo& parameter, double value);

class Form : public QWidget {
  Q_OBJECT

 public:
  /// How real numbers are edited: as fields one types in, or as sliders.
  enum class RealNumbers { Fields, Sliders };

  explicit Form(RealNumbers realNumbers = RealNumbers::Fields, QWidget* parent = nullptr);

  /// Shows the parameters of `info` with the values of `choice`. Editors are kept while it is the same row.
  void setChoice(const ChoiceInfo& info, const Choice& choice);

  const Choice& choice() const { return choice_; }

  /// Whether parameters that most people leave alone are shown too. Those that differ from their defaults always are.
  void setShowsRare(bool shows);

 signals:
  /// A value was edited. Values that equal their defaults are not in `choice`.
  void changed(const gradus::Choice& choice);

 private:
  void rebuild();
  QWidget* makeEditor(const ParameterInfo& parameter);
  void placeRows();
  void edit(const ParameterInfo& parameter, double value);

  RealNumbers realNumbers_;
  ChoiceInfo info_;
  Choice choice_;
  bool showsRare_ = true;
  std::map<std::string, QWidget*> rows_;                     ///< by parameter
  std::map<std::string, std::function<void(double)>> show_;  ///< by parameter: shows a value in its editor
};

}  // namespace gradus::ui
