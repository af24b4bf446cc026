// The confusion matrix as a picture one can click into: a row for each true class, a column for each predicted one.
// Headers stay where they are while a large matrix is scrolled.
#pragma once

#include <QAbstractScrollArea>
#include <optional>
#include <vector>

#include "core/inspect/confusion.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

/// A cell of the matrix.
struct ConfusionCell {
  int truth = 0;
  int predicted = 0;

  bool operator==(const ConfusionCell&) const = default;
};

class ConfusionView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  enum class Show { Counts, ByTruth, ByPrediction };

  explicit ConfusionView(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// The names of the classes, in their order. The matrix is empty until it is set, and no cell is chosen.
  void setClasses(const QStringList& names);

  void setMatrix(const ConfusionMatrix& matrix);
  const ConfusionMatrix& matrix() const { return matrix_; }

  /// What the numbers in the cells are.
  void setShow(Show show);

  /// The cell by which the gallery is filtered, outlined; none for none. Emits nothing.
  void setChosen(const std::optional<ConfusionCell>& cell);
  const std::optional<ConfusionCell>& chosen() const { return chosen_; }

  /// The number in a cell as it is written there.
  QString textOf(const ConfusionCell& cell) const;

  /// Where a cell is in the viewport.
  QRectF rectOf(const ConfusionCell& cell) const;

  /// It keeps this height by itself: a layout asks for it only now and then.
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {120, 80}; }

 signals:
  /// A person clicked at a cell, or at the chosen one again, which takes the choice back.
  void cellChosen(const std::optional<gradus::ui::ConfusionCell>& cell);

 protected:
  bool viewportEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  int classes() const { return static_cast<int>(names_.size()); }
  double sideFor(int width) const;
  bool areNamesUpright(double side) const;
  double headerHeightFor(double side) const;
  void arrange();
  QColor colorOf(const ConfusionCell& cell) const;
  QString explanation(const ConfusionCell& cell) const;
  std::optional<ConfusionCell> cellAt(const QPointF& position) const;
  void choose(const ConfusionCell& cell);
  void moveTo(const ConfusionCell& cell);
  void paintCells(QPainter& painter) const;
  void paintHeaders(QPainter& painter) const;

  Theme theme_;
  QStringList names_;
  ConfusionMatrix matrix_;
  Show show_ = Show::Counts;
  std::optional<ConfusionCell> chosen_;
  std::optional<ConfusionCell> hovered_;
  ConfusionCell current_;  ///< where the keyboard is
  double widestName_ = 0;
  double side_ = 30;
  double headerWidth_ = 20;
  double headerHeight_ = 20;
  bool isUpright_ = false;  ///< column headers are written upwards
  std::int64_t largestRight_ = 0;
  std::int64_t largestWrong_ = 0;
};

}  // namespace gradus::ui
