// What the doctor says about one thing, in little room: a figure, a short sentence, a line, and a command that may
// help. The whole of it, with its source, is in the tool tip.
#pragma once

#include <QWidget>

#include "core/doctor/observation.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class LinkButton;

class FindingBox : public QWidget {
  Q_OBJECT

 public:
  static constexpr int kHeight = 62;

  explicit FindingBox(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setObservation(const Observation& observation);
  const Observation& observation() const { return observation_; }

  /// Whether it stands out, as what it is about does elsewhere.
  void setFramed(bool framed);
  bool isFramed() const { return isFramed_; }

  /// The link that does what is suggested.
  LinkButton& treatment() const { return *treatment_; }

  /// Whether the pointer or the keyboard is here.
  bool isAttended() const;

  QSize sizeHint() const override { return {280, kHeight}; }
  QSize minimumSizeHint() const override { return {120, kHeight}; }

 signals:
  void treatmentClicked();
  void clicked();
  void released();  ///< Esc
  void attendedChanged();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void placeTreatment();
  int textLeft() const;

  Theme theme_;
  Observation observation_;
  LinkButton* treatment_;
  bool isFramed_ = false;
};

}  // namespace gradus::ui
