// A label that shortens its text with an ellipsis instead of demanding room, and then shows the whole as a tool tip.
#pragma once

#include <QWidget>

namespace gradus::ui {

class ElidedLabel : public QWidget {
  Q_OBJECT

 public:
  explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);

  QString text() const { return text_; }
  void setText(const QString& text);
  void setElideMode(Qt::TextElideMode mode);

  /// What the tool tip says, below the whole text where there is no room for it.
  void setExplanation(const QString& explanation);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QString text_;
  QString explanation_;
  Qt::TextElideMode mode_ = Qt::ElideRight;
};

}  // namespace gradus::ui
