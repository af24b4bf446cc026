// A pill: a small rounded label that states a fact, with a dot whose colour says how the fact is.
#pragma once

#include <QColor>
#include <QWidget>

namespace gradus::ui {

class Pill : public QWidget {
  Q_OBJECT

 public:
  explicit Pill(QWidget* parent = nullptr);

  QString text() const { return text_; }
  void setText(const QString& text);

  /// An invalid colour draws no dot.
  void setDot(const QColor& color);

  /// The dot alone, where there is no room for words; the tool tip is to say them.
  void setShowsText(bool shows);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  int textLeft() const;

  QString text_;
  QColor dot_;
  bool showsText_ = true;
};

}  // namespace gradus::ui
