// A note under the header of a layer with which the network cannot be trained: why, and what would help.
#pragma once

#include <QWidget>

#include "ui/theme/theme.h"

namespace gradus::ui {

class ProblemNote : public QWidget {
  Q_OBJECT

 public:
  explicit ProblemNote(QWidget* parent);

  void setTheme(const Theme& theme);
  void setText(const QString& text);
  const QString& text() const { return text_; }

  /// As high as the text needs in that width.
  int heightFor(int width) const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme theme_;
  QString text_;
};

}  // namespace gradus::ui
