// The row above a curve plot: what it shows, which colour is which, and the few switches of the plot. It keeps its
// height, so that nothing jumps.
#pragma once

#include <QString>
#include <QWidget>
#include <vector>

#include "ui/plots/legend_entry.h"
#include "ui/theme/theme.h"

class QToolButton;

namespace gradus::ui {

class CurveHeader : public QWidget {
  Q_OBJECT
 public:
  static constexpr int kHeight = 24;

  explicit CurveHeader(QWidget* parent);

  void setTheme(const Theme& theme);
  void setTitle(const QString& title, const QString& shortTitle);  ///< the short one stands where there is little room

  /// Which parts of the data have curves, and which of these are shown.
  void setParts(const PartFlags& parts);
  void setShown(const PartFlags& shown);

  /// Names the line of the learning rate.
  void setRateVisible(bool visible);

  /// A button beside the title that is on or off, such as "log"; it has to be offered before it is shown.
  void offerSwitch(const QString& text, const QString& name, const QString& toolTip);
  void setSwitchVisible(bool visible);
  void setSwitched(bool on);

  /// The button that shows everything again, while a stretch is looked at.
  void setFitVisible(bool visible);

  /// Title and legend as they are in a saved picture, which names only what is shown.
  void paintLegend(QPainter& painter, const QRect& rect, int right) const;

 signals:
  void switched(bool on);
  void partToggled(gradus::DataPart part, bool isShown);
  void fitClicked();
  void menuClicked(const QPoint& globalPosition);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QToolButton* addButton(const QString& text, const QString& name, const QString& toolTip);
  std::vector<LegendEntry*> entries() const;
  int legendWidth(bool withRate) const;
  int buttonsWidth() const;
  int titleWidth(const QString& title) const;
  void paintTitle(QPainter& painter, const QRect& rect, const QString& title) const;
  void paintRate(QPainter& painter, const QRect& rect, int right) const;
  void placeButtons();

  Theme theme_;
  QString title_;
  QString shortTitle_;
  QString fittingTitle_;
  std::vector<LegendEntry*> legend_;  ///< of all parts, train first
  PartFlags parts_ = kEveryPart;
  bool hasRate_ = false;
  bool isRateNamed_ = false;  ///< there is room for it
  bool hasSwitch_ = false;
  QToolButton* switch_;
  QToolButton* fit_;
  QToolButton* menu_;
};

}  // namespace gradus::ui
