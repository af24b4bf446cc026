// The samples that a network gets wrong, as many as there is room for: images with what they are and what they are
// taken for, rows of a table as lines. A click shows the way of one through the network.
#pragma once

#include <QImage>
#include <QWidget>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/probe/predictions.h"
#include "core/session/snapshot.h"

namespace gradus::ui {

class MistakeView : public QWidget {
  Q_OBJECT

 public:
  explicit MistakeView(QWidget* parent = nullptr);

  void setData(const DatasetPtr& dataset);

  /// Null where nothing is known yet.
  void setPredictions(const PredictionsPtr& predictions);

  /// Outlines the sample of that row of the data set, if it is among them.
  void setWatched(std::int64_t row);

  /// The rows of the data set that are shown, and what is written about each, such as "3 → 7".
  std::vector<std::int64_t> rows() const;
  QString caption(std::size_t index) const;

  /// Whether that is to be seen in full at the present width.
  bool hasRoomForCaptions() const;

  QSize sizeHint() const override { return {320, 190}; }
  QSize minimumSizeHint() const override;

 signals:
  void sampleClicked(qint64 row);

 protected:
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  static constexpr int kColumns = 7;
  static constexpr double kGap = 6;
  static constexpr double kCaption = 17;
  static constexpr double kSecondLine = 14;
  static constexpr double kLine = 22;
  static constexpr int kArrow = 18;
  static constexpr int kCaptionSize = 11;

  /// A sample in words.
  struct Item {
    std::int64_t row = 0;
    QString truth;
    QString guess;
    QString detail;  ///< how sure the network is, or by how much it is off
    QImage image;
  };

  void fill();
  Item itemAt(std::size_t place) const;
  QString explanation(const Item& item) const;
  QRectF cell(std::size_t index) const;
  std::optional<std::size_t> indexAt(const QPointF& position) const;
  std::size_t room() const;
  int columns() const;
  double cellWidth() const;
  double pictureSide() const;
  double captionHeight() const;
  double lineHeight() const;
  void paintImage(QPainter& painter, const Item& item, const QRectF& place) const;
  void paintLine(QPainter& painter, const Item& item, const QRectF& place) const;
  void paintArrow(QPainter& painter, const Item& item, const QRectF& place) const;
  void paintTwoLines(QPainter& painter, const Item& item, const QRectF& place) const;
  bool hasTwoLines() const;

  DatasetPtr dataset_;
  PredictionsPtr predictions_;
  std::vector<Item> items_;
  double widestTruth_ = 0;  ///< of the classes' names below a picture
  double widestGuess_ = 0;
  std::int64_t watched_ = -1;
  std::optional<std::size_t> hovered_;
};

}  // namespace gradus::ui
