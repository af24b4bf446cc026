// Small pictures side by side, each with a word below it: an image and what the network makes of its pixels.
#pragma once

#include <QImage>
#include <QWidget>
#include <vector>

namespace gradus::ui {

class PictureRow : public QWidget {
  Q_OBJECT

 public:
  struct Picture {
    QImage image;  ///< null leaves an empty place
    QString caption;
    QString explanation;
    qint64 row = -1;  ///< of the data set, where a click leads there
  };

  /// `columns` pictures stand in a line.
  explicit PictureRow(int columns, QWidget* parent = nullptr);

  void setPictures(std::vector<Picture> pictures);
  const std::vector<Picture>& pictures() const { return pictures_; }

  QSize sizeHint() const override { return {280, heightFor(280)}; }

 signals:
  void clicked(qint64 row);

 protected:
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  int heightFor(int width) const;
  double sideFor(double width) const;
  QRectF place(std::size_t index) const;
  std::size_t indexAt(const QPointF& position) const;
  bool isClickable() const { return !pictures_.empty() && pictures_.front().row >= 0; }

  int columns_;
  std::vector<Picture> pictures_;
  std::size_t current_ = 0;
};

}  // namespace gradus::ui
