// The pill under a layer's name: the curve and name of its activation; a click offers the others.
#pragma once

#include <QAbstractButton>
#include <QPointer>

#include "core/base/choice.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class ActivationMenu;

class ActivationPill : public QAbstractButton {
  Q_OBJECT
 public:
  explicit ActivationPill(QWidget* parent);
  ~ActivationPill() override;

  void setTheme(const Theme& theme);
  void setActivation(const Choice& activation);

  /// Wide enough for curve, name and arrow.
  QSize sizeHint() const override;

  /// As wide as what it shows where there is `room`.
  int widthIn(int room) const;

  /// Whether there is room for the whole name; else only the curve is shown.
  bool showsName() const;

  /// Opens the list of activations, as a click does.
  void openMenu();

 signals:
  void activationChosen(const std::string& name);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  /// What is drawn: a narrow pill first has a smaller curve, then none, and only then gives up the name, which the
  /// tooltip still tells.
  struct Parts {
    int edge = 0;
    int icon = 0;  ///< width of the curve
    bool hasName = true;
  };
  Parts partsFor(int width) const;
  int widthWithoutCurve() const;

  Theme theme_;
  Choice activation_;
  QPointer<ActivationMenu> menu_;  ///< while it is open
};

}  // namespace gradus::ui
