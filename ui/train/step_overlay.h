// Over the network canvas: lights up the layer that a step inside a batch has just computed, and says what came out.
#pragma once

#include <QWidget>
#include <optional>

#include "core/probe/step_focus.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class NetworkCanvas;

class StepOverlay : public QWidget {
  Q_OBJECT

 public:
  /// Lies over the whole of `canvas` and lets the mouse through.
  explicit StepOverlay(NetworkCanvas& canvas);

  void setTheme(const Theme& theme);

  /// Nothing is lit up without one.
  void setFocus(const std::optional<StepFocus>& focus);

  QString text() const;

  /// What is outlined, in the widget's coordinates; empty for none.
  QList<QRectF> litColumns() const;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  NetworkCanvas& canvas_;
  Theme theme_;
  std::optional<StepFocus> focus_;
};

}  // namespace gradus::ui
