// The row above a curve plot: what it shows, which colour is which and, while the pointer is over the plot, the
// numbers under it in place of the names alone. It keeps its height, so that nothing jumps.
#pragma once

#include <QString>
#include <QWidget>

#include "ui/theme/theme.h"

class QToolButton;

namespace gradus::ui {

/// The numbers of one epoch as text; empty where nothing is read.
struct CurveReading {
  QString train;
  QString valid;

  bool operator==(const CurveReading&) const = default;
};

class CurveHeader : public QWidget {
  Q_OBJECT
 public:
  static constexpr int kHeight = 24;

  explicit CurveHeader(QWidget* parent);

  void setTheme(const Theme& theme);
  void setTitle(const QString& title, const QString& shortTitle);  ///< the short one stands where numbers need room
  void setSecondCurve(const QString& name);                        ///< "valid" or "test"
  void setReading(const CurveReading& reading);

  /// Shows the switch between a linear and a logarithmic axis, which is hidden at first.
  void offerLogarithm();
  void setLogarithmic(bool logarithmic);

 signals:
  void logarithmicChosen(bool logarithmic);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  Theme theme_;
  QString title_;
  QString shortTitle_;
  QString secondCurve_;
  CurveReading reading_;
  QToolButton* logarithm_;
};

}  // namespace gradus::ui
