// A small plot of the unit square: the ROC curve, precision over recall, or how often the network is right when it is
// so sure. The pointer and the arrow keys read the numbers.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/inspect/ranking.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class SharePlot : public QWidget {
  Q_OBJECT

 public:
  /// What a plot without knowledge would look like.
  enum class Reference { Diagonal, Level };

  /// What the plot is of.
  struct Names {
    QString title;
    QString x;
    QString y;
    QString explanation;  ///< one sentence, for the tool tip
  };

  SharePlot(Names names, Reference reference, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// The curve, and what is written beside the title, such as "AUC 0.953". `level` is the height of the reference.
  void setCurve(std::vector<SharePoint> points, const QString& note, double level = 0);

  /// Draws each point as a dot, of that share of the samples, and not only the line between them.
  void setDots(std::vector<double> shares);

  const std::vector<SharePoint>& points() const { return points_; }
  QString note() const { return note_; }

  /// What is read at the pointer or the keyboard's place; "" where nothing is.
  QString reading() const;

  /// It keeps this height by itself: a layout asks for it only now and then.
  int heightForWidth(int width) const override;
  QSize sizeHint() const override { return {180, heightForWidth(180)}; }
  QSize minimumSizeHint() const override { return {130, 130}; }

 protected:
  bool event(QEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QRectF square() const;
  QPointF placeOf(const SharePoint& point) const;
  void read(std::optional<std::size_t> index);

  Names names_;
  Reference reference_;
  Theme theme_;
  std::vector<SharePoint> points_;
  std::vector<double> dots_;
  QString note_;
  double level_ = 0;
  std::optional<std::size_t> reading_;
};

}  // namespace gradus::ui
