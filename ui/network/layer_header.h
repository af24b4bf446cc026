// What stands above a column: the layer's name, its sizes, its activation, and, for hidden layers, the controls that
// change them. They are real widgets, so that the keyboard, the style sheet and screen readers reach them.
#pragma once

#include <QWidget>
#include <optional>

#include "core/base/choice.h"
#include "ui/theme/theme.h"

class QLineEdit;

namespace gradus::ui {

class ActivationPill;
class RoundButton;

/// What a header says.
struct HeaderContent {
  QString title;          ///< "Linear"
  QString shortTitle;     ///< "2", its place, where the name has no room
  QString subtitle;       ///< "784 → 32 · 25 120 params"
  QString shortSubtitle;  ///< "784 → 32", where the long one has no room
  QString tinySubtitle;   ///< "32", where this has none either
  QString toolTip;
  bool editable = false;  ///< a hidden layer
  int units = 0;          ///< 0: the layer has no units to change
  Choice activation;      ///< of an editable layer

  bool operator==(const HeaderContent&) const = default;
};

class LayerHeader : public QWidget {
  Q_OBJECT
 public:
  static constexpr int kHeight = 72;

  explicit LayerHeader(QWidget* parent);

  void setTheme(const Theme& theme);
  void setContent(const HeaderContent& content);

  /// Whether the name leaves `room` free at both of its sides.
  bool hasRoomBeside(int room) const;

  /// A selected header shows its controls even without the pointer.
  void setSelected(bool selected);

  /// Opens the field for units, holding `text`; with no text, the units as they are, selected.
  void editUnits(const QString& text = {});

  /// Opens the list of activations.
  void openActivations();

 signals:
  void pressed();
  void unitsRequested(int units);  ///< not yet clamped
  void activationRequested(const std::string& name);
  void editingEnded();  ///< the keyboard should go back to the canvas

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void placeChildren();
  void updateControls();
  bool hasRoomForButtons() const;
  void commitUnits();

  Theme theme_;
  HeaderContent content_;
  bool selected_ = false;
  int wheelRest_ = 0;  // fine wheels turn in parts of a step
  RoundButton* fewer_;
  QLineEdit* field_;
  RoundButton* more_;
  ActivationPill* pill_;
};

}  // namespace gradus::ui
