// Source code to be read: a fixed-width font, line numbers, colours. What changes is marked for a moment, so that a
// person sees what an edit of the network did to it.
#pragma once

#include <QPlainTextEdit>
#include <QTimer>

#include "ui/theme/theme.h"

namespace gradus::ui {

class PythonHighlighter;

class CodeView : public QPlainTextEdit {
  Q_OBJECT

 public:
  explicit CodeView(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Shows `code`; only the lines that differ are replaced, so that the view stays where it is.
  void setCode(const QString& code);

  /// How many lines are marked as changed just now.
  int markedLines() const { return markedLines_; }

  const PythonHighlighter& highlighter() const { return *highlighter_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  int gutterWidth() const;
  void layOutGutter();
  void paintGutter();
  void markLines(int first, int count);

  QWidget* gutter_;
  PythonHighlighter* highlighter_;
  QTimer markTimer_;
  QColor mark_;
  QColor number_;
  int markedLines_ = 0;
};

}  // namespace gradus::ui
