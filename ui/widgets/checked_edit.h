// A line that one types a number into. What is refused stays as it was typed, is marked in place, and says beside the
// line why: at once, and again at Return. A click selects the number, so that the next one takes its place.
#pragma once

#include <QLineEdit>
#include <functional>

namespace gradus::ui {

class CheckedEdit : public QLineEdit {
  Q_OBJECT

 public:
  /// Why a text is refused; nothing where it is accepted.
  using Check = std::function<QString(const QString& text)>;

  /// With the property "bare" it is part of its parent, which paints the mark and has the tool tip.
  CheckedEdit(Check whyRefused, QWidget* parent);

  /// What the program has written itself never is.
  bool isRefused() const { return !problem_.isEmpty(); }

  /// Says why, beside the line; nothing where nothing is refused.
  void explain();

  /// Looks again at what was typed, where something else is accepted now.
  void check();

 protected:
  void focusInEvent(QFocusEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QWidget& whole();

  Check check_;
  QString problem_;
  QString usualToolTip_;
  QString usualDescription_;
  bool selects_ = false;  ///< the click that brings the keyboard is not over
};

}  // namespace gradus::ui
