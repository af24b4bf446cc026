// The document's name in the top bar: a click or F2 lets a person type another one in its place.
#pragma once

#include <QWidget>

class QLineEdit;

namespace gradus::ui {

class ElidedLabel;

class DocumentTitle : public QWidget {
  Q_OBJECT

 public:
  explicit DocumentTitle(QWidget* parent = nullptr);
  ~DocumentTitle() override;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

  /// Shows the name, with a mark where the document differs from what was opened. Ends no typing.
  void setName(const QString& name, bool isModified);

  /// Opens the field with the whole name selected.
  void edit();

  QLineEdit* lineEdit() const { return edit_; }

 signals:
  /// Another name was typed; it is not empty and no longer than names may be.
  void renamed(const QString& name);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void commit();
  void leave();

  QString name_;
  ElidedLabel* label_;
  QLineEdit* edit_;
  bool isEditing_ = false;
};

}  // namespace gradus::ui
