// All rows of the activation table as tiles with their curves, of which one is chosen.
#pragma once

#include <QAbstractButton>
#include <vector>

#include "core/base/choice.h"
#include "ui/theme/theme.h"

class QGridLayout;

namespace gradus::ui {

/// One tile. What it draws is up to whoever makes it.
class Tile : public QAbstractButton {
  Q_OBJECT

 public:
  Tile(const QString& name, const QString& title, QWidget* parent);

  QSize sizeHint() const override { return {94, 78}; }

  /// The curve of an activation.
  void setActivation(const Choice& activation, const Theme& theme);

  /// Bars, for what is no curve.
  void setBars(const Theme& theme);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QPixmap curve_;
};

/// The arrow keys, Home and End go from tile to tile and choose; Tab goes to the chosen one.
class ActivationTiles : public QWidget {
  Q_OBJECT

 public:
  /// What is no row of the table, but has a tile: softmax, of several numbers at once.
  static constexpr auto kSoftmax = "softmax";

  explicit ActivationTiles(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Registry names, kOwnFunction and kSoftmax.
  QString current() const { return current_; }
  void setCurrent(const QString& name);
  QWidget* currentTile() const;

  /// The tile of that name is drawn with these parameters, as somebody has set them.
  void showParameters(const Choice& activation);

 signals:
  void chosen(const QString& name);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  Tile* addTile(const QString& name, const QString& title, const QString& explanation);
  int indexOf(const QString& name) const;
  void choose(int index);

  Theme theme_;
  QGridLayout* grid_;
  std::vector<Tile*> tiles_;
  std::vector<Choice> choices_;  ///< as drawn; without softmax
  QString current_;
};

}  // namespace gradus::ui
