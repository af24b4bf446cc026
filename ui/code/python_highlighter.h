// Colours for Python source: as much of the language as scripts of ours use.
#pragma once

#include <QSyntaxHighlighter>
#include <QTextCharFormat>
#include <array>

#include "ui/theme/theme.h"

namespace gradus::ui {

/// What a stretch of source is.
enum class PythonToken { Plain, Keyword, Name, Call, Builtin, Text, Number, Comment, Decorator };

class PythonHighlighter : public QSyntaxHighlighter {
  Q_OBJECT

 public:
  explicit PythonHighlighter(QTextDocument* document);

  /// Every colour has a contrast of at least 4.5:1 on `background`.
  void setTheme(const Theme& theme, const QColor& background);

  QColor colorOf(PythonToken token) const { return colors_.at(static_cast<std::size_t>(token)); }

 protected:
  void highlightBlock(const QString& line) override;

 private:
  qsizetype highlightText(const QString& line, qsizetype start, qsizetype quotes);
  void mark(qsizetype start, qsizetype length, PythonToken token);

  std::array<QColor, 9> colors_;
};

}  // namespace gradus::ui
