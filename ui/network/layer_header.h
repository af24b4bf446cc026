// What stands above a column: the layer's name, its sizes, its activation, and, for hidden layers, the controls that
// change them. They are real widgets, so that the keyboard, the style sheet and screen readers reach them.
#pragma once

#include <QPoint>
#include <QWidget>
#include <optional>
#include <vector>

#include "core/base/choice.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class ActivationPill;
class CheckedEdit;
class RoundButton;

/// What a header says.
struct HeaderContent {
  enum class Kind { Input, Hidden, Output };

  Kind kind = Kind::Input;
  QString title;          ///< "Linear 2"
  QString mark;           ///< "output", said behind the title or below the sizes
  QString shortTitle;     ///< "2", its place, where the name has no room
  QString subtitle;       ///< "784 → 32 · 25 120 params"
  QString shortSubtitle;  ///< "784 → 32", where the long one has no room
  QString tinySubtitle;   ///< "32", where this has none either
  QString toolTip;
  QString problem;    ///< why the network cannot be trained with this layer; empty if it can
  int units = 0;      ///< 0: the layer has no units to change
  Choice activation;  ///< not of the input

  QString name() const { return mark.isEmpty() ? title : title + u' ' + mark; }
  bool operator==(const HeaderContent&) const = default;
};

class LayerHeader : public QWidget {
  Q_OBJECT
 public:
  static constexpr int kHeight = 72;

  explicit LayerHeader(QWidget* parent);

  void setTheme(const Theme& theme);
  void setContent(const HeaderContent& content);

  const HeaderContent& content() const { return content_; }

  /// What the keyboard can reach in it, from the left and the top.
  std::vector<QWidget*> controls() const;

  /// Its lines: of the name, and of the sizes below it.
  enum class Line { Name, Sizes };

  /// Whether the words of a line leave `room` free at both of their sides.
  bool hasRoomBeside(Line line, int room) const;

  /// Where a line begins.
  static int topOf(Line line);

  /// A selected header shows its controls even without the pointer.
  void setSelected(bool selected);

  /// Opens the field for units, holding `text`; with no text, the units as they are, selected.
  void editUnits(const QString& text = {});

  /// Opens the list of activations.
  void openActivations();

  /// Stops a drag without a drop.
  void cancelDrag();

 signals:
  void pressed(Qt::KeyboardModifiers modifiers);
  void clicked(Qt::KeyboardModifiers modifiers);  ///< pressed and let go without a drag
  void dragged(const QPoint& position);           ///< of the pointer, in the parent
  void dropped(const QPoint& position);           ///< the end of a drag
  void settingsRequested();
  void pointed(bool at);           ///< the pointer came or went
  void unitsRequested(int units);  ///< not yet clamped
  void unitsStepped(int by);
  void activationRequested(const std::string& name);
  void editingEnded();  ///< the keyboard should go back to the canvas

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void placeChildren();
  void updateControls();
  bool hasRoomForButtons() const;
  bool isOpen() const;
  QString sizesIn(int room, const QFontMetrics& metrics) const;
  QString titleIn(int room, const QFontMetrics& metrics) const;
  bool isHiddenLayer() const { return content_.kind == HeaderContent::Kind::Hidden; }
  void commitUnits();
  bool isStepping(const QPoint& pointer) const;

  Theme theme_;
  HeaderContent content_;
  bool selected_ = false;
  int wheelRest_ = 0;              // fine wheels turn in parts of a step
  bool isStepperClicked_ = false;  // since the pointer came
  std::optional<QPoint> grabbed_;  // where the pointer went down, while it may become a drag
  bool isDragging_ = false;
  RoundButton* fewer_;
  CheckedEdit* field_;
  RoundButton* more_;
  ActivationPill* pill_;
  RoundButton* settings_;
};

}  // namespace gradus::ui
