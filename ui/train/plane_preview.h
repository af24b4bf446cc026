// A small picture of two-dimensional data: its points, in the colours of their classes.
#pragma once

#include <QPixmap>
#include <QWidget>

#include "core/train/snapshot.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class PlanePreview : public QWidget {
  Q_OBJECT

 public:
  explicit PlanePreview(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Training points are strong, the others faint. Data with other than two features leaves it empty.
  void setData(const PreparedDataPtr& prepared);

  QSize sizeHint() const override { return {214, 168}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void draw();
  QColor colorOf(std::int64_t row) const;

  Theme theme_;
  PreparedDataPtr data_;
  QPixmap picture_;
};

}  // namespace gradus::ui
