// A field for words that something is searched by, with a cross that clears it.
#pragma once

#include <QTimer>
#include <QWidget>

class QLineEdit;

namespace gradus::ui {

class SearchField : public QWidget {
  Q_OBJECT

 public:
  explicit SearchField(const QString& placeholder, QWidget* parent = nullptr);

  /// What is said in the empty field.
  void setPlaceholder(const QString& text);

  QString text() const;
  void setText(const QString& text);
  QLineEdit* lineEdit() const { return edit_; }

  QSize sizeHint() const override { return {160, 26}; }
  QSize minimumSizeHint() const override { return {90, 26}; }

 signals:
  /// The words rest; not for every key, since what follows may be work. At once with Return and when it is cleared.
  void searched(const QString& text);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void tell();
  QRectF cross() const;

  QLineEdit* edit_;
  QTimer rest_;
  QString told_;
};

}  // namespace gradus::ui
