// The cross-hair over a curve plot and the small table beside it that says every number at its place. It lies above the
// plot, so that moving it draws no curve anew.
#pragma once

#include <QRect>
#include <QWidget>
#include <vector>

#include "ui/theme/theme.h"

namespace gradus::ui {

/// A line of the table.
struct CurveReading {
  QString name;
  QString number;
  QColor color;
  bool isDashed = false;
  double height = 0;  ///< of its dot, in pixels of the plot; NaN for none

  /// The name and the number: what the dot and the dash look like says nothing more.
  bool operator==(const CurveReading& other) const { return name == other.name && number == other.number; }
};

class CurveCursor : public QWidget {
  Q_OBJECT

 public:
  explicit CurveCursor(QWidget* parent);

  void setTheme(const Theme& theme);

  /// Stands at pixel `x` of the plot whose axes enclose `axes`.
  void showReadings(const QString& title, std::vector<CurveReading> readings, double x, const QRect& axes);
  void clear();

  /// Whether the plot has the keyboard.
  void setFocused(bool focused);

  const QString& title() const { return title_; }  ///< empty where nothing is read
  const std::vector<CurveReading>& readings() const { return readings_; }

  /// All of it in a sentence, for who cannot see it.
  QString sentence() const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintTable(QPainter& painter) const;
  bool areDotsHigh() const;

  Theme theme_;
  QString title_;
  std::vector<CurveReading> readings_;
  double x_ = 0;
  QRect axes_;
  bool isFocused_ = false;
};

}  // namespace gradus::ui
