// A calm message in the page itself, for what went wrong: it stops nothing, can be read at leisure, copied and put
// away.
#pragma once

#include <QWidget>

#include "ui/theme/theme.h"

class QLabel;

namespace gradus::ui {

class Button;

class Banner : public QWidget {
  Q_OBJECT

 public:
  explicit Banner(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Shows `message` with `title` above it.
  void showMessage(const QString& title, const QString& message);

  QString message() const;

  /// Offers one way out, such as "Try again"; an empty label offers none.
  void setActionLabel(const QString& label);

 signals:
  void actionClicked();
  void dismissed();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QColor edge_;
  QColor fill_;
  QLabel* title_;
  QLabel* message_;
  Button* action_;
};

}  // namespace gradus::ui
