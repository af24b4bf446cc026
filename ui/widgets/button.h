// The push button of the window: an icon, a label, perhaps a quieter word after it, perhaps a part that opens a menu.
#pragma once

#include <QPushButton>

class QMenu;

namespace gradus::ui {

class Button : public QPushButton {
  Q_OBJECT

 public:
  enum class Look {
    Normal,
    Primary,  ///< the one main action
    Quiet     ///< a surface only under the pointer
  };

  explicit Button(const QString& iconName, const QString& text = {}, Look look = Look::Normal,
                  QWidget* parent = nullptr);

  void setIconName(const QString& name);

  /// A quieter word after the label, such as "batch".
  void setDetail(const QString& detail);
  void setShowsDetail(bool shows);

  /// The icon in place of the words, where there is no room for these; nothing changes without an icon.
  void setShowsText(bool shows);

  /// A few pixels lower, for places beside text.
  void setSmall(bool small);

  /// The right part opens `menu`, the rest still clicks. The Down key opens it too.
  void setSplitMenu(QMenu* menu);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QString words() const;  ///< that are shown
  QString detail() const { return showsDetail_ ? detail_ : QString(); }
  bool isCompact() const { return words().isEmpty() && splitMenu_ == nullptr; }
  int contentWidth() const;
  void openMenu();
  void paintSurfaceOf(QPainter& painter) const;

  QString iconName_;
  QString detail_;
  bool showsDetail_ = true;
  bool showsText_ = true;
  Look look_;
  bool small_ = false;
  QMenu* splitMenu_ = nullptr;
};

}  // namespace gradus::ui
