// Lays widgets out in a row, and goes on in another one below where there is no room: nothing is cut for being narrow.
#pragma once

#include <QLayout>
#include <QLayoutItem>
#include <memory>
#include <vector>

namespace gradus::ui {

class FlowLayout : public QLayout {
  Q_OBJECT

 public:
  /// `between` is the space between neighbours and between rows.
  explicit FlowLayout(int between, QWidget* parent = nullptr);

  void addItem(QLayoutItem* item) override;
  int count() const override { return static_cast<int>(items_.size()); }
  QLayoutItem* itemAt(int index) const override;
  QLayoutItem* takeAt(int index) override;
  Qt::Orientations expandingDirections() const override { return {}; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;
  QSize minimumSize() const override;
  void setGeometry(const QRect& rect) override;

 private:
  /// Returns the height; `moves` places the widgets too.
  int flow(const QRect& rect, bool moves) const;

  int between_;
  int height_ = 0;  ///< at the present width, which nobody may take away
  std::vector<std::unique_ptr<QLayoutItem>> items_;
};

}  // namespace gradus::ui
