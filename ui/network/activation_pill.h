// The pill under a layer's name: the curve and name of its activation; a click offers the others.
#pragma once

#include <QAbstractButton>

#include "core/base/choice.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class ActivationPill : public QAbstractButton {
  Q_OBJECT
 public:
  explicit ActivationPill(QWidget* parent);

  void setTheme(const Theme& theme);
  void setActivation(const Choice& activation);

  /// Wide enough for curve, name and arrow.
  QSize sizeHint() const override;

  /// Opens the list of activations, as a click does.
  void openMenu();

 signals:
  void activationChosen(const std::string& name);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme theme_;
  Choice activation_;
};

}  // namespace gradus::ui
