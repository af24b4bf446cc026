#include "ui/code/python_highlighter.h"

#include <QRegularExpression>

#include "ui/theme/legible.h"

namespace gradus::ui {
namespace {

enum State { kCode = -1, kInsideTripleQuotes = 1 };

const QString kTripleQuotes = QStringLiteral("\"\"\"");

bool isKeyword(QStringView word) {
  static const QSet<QString> words = {
      QStringLiteral("and"),     QStringLiteral("as"),       QStringLiteral("assert"), QStringLiteral("break"),
      QStringLiteral("class"),   QStringLiteral("continue"), QStringLiteral("def"),    QStringLiteral("del"),
      QStringLiteral("elif"),    QStringLiteral("else"),     QStringLiteral("except"), QStringLiteral("False"),
      QStringLiteral("finally"), QStringLiteral("for"),      QStringLiteral("from"),   QStringLiteral("if"),
      QStringLiteral("import"),  QStringLiteral("in"),       QStringLiteral("is"),     QStringLiteral("lambda"),
      QStringLiteral("None"),    QStringLiteral("not"),      QStringLiteral("or"),     QStringLiteral("pass"),
      QStringLiteral("raise"),   QStringLiteral("return"),   QStringLiteral("True"),   QStringLiteral("try"),
      QStringLiteral("while"),   QStringLiteral("with"),     QStringLiteral("yield")};
  return words.contains(word.toString());
}

bool isBuiltin(QStringView word) {
  static const QSet<QString> words = {
      QStringLiteral("all"),   QStringLiteral("any"),  QStringLiteral("bytearray"), QStringLiteral("enumerate"),
      QStringLiteral("float"), QStringLiteral("int"),  QStringLiteral("len"),       QStringLiteral("list"),
      QStringLiteral("max"),   QStringLiteral("min"),  QStringLiteral("open"),      QStringLiteral("print"),
      QStringLiteral("range"), QStringLiteral("self"), QStringLiteral("set"),       QStringLiteral("sorted"),
      QStringLiteral("str"),   QStringLiteral("sum"),  QStringLiteral("super"),     QStringLiteral("zip")};
  return words.contains(word.toString());
}

/// `color`, moved towards the theme's text until it can be read on `background`.
QColor readable(const QColor& color, const QColor& background, const Theme& theme) {
  constexpr double kEnough = 4.5;
  QColor result = color;
  for (double share = 0; share < 1 && contrast(result, background) < kEnough; share += 0.05) {
    result = mix(color, theme.text, share);
  }
  return result;
}

}  // namespace

PythonHighlighter::PythonHighlighter(QTextDocument* document) : QSyntaxHighlighter(document) {}

void PythonHighlighter::setTheme(const Theme& theme, const QColor& background) {
  const auto set = [&](PythonToken token, const QColor& color) {
    colors_.at(static_cast<std::size_t>(token)) = readable(color, background, theme);
  };
  set(PythonToken::Plain, theme.text);
  set(PythonToken::Keyword, theme.valid);
  set(PythonToken::Name, theme.accent);
  set(PythonToken::Call, theme.accent);
  set(PythonToken::Builtin, theme.warning);
  set(PythonToken::Text, theme.train);
  set(PythonToken::Number, theme.warning);
  set(PythonToken::Comment, theme.muted);
  set(PythonToken::Decorator, theme.valid);
  rehighlight();
}

void PythonHighlighter::mark(qsizetype start, qsizetype length, PythonToken token) {
  QTextCharFormat format;
  format.setForeground(colorOf(token));
  format.setFontItalic(token == PythonToken::Comment);
  if (token == PythonToken::Name) format.setFontWeight(QFont::DemiBold);
  setFormat(static_cast<int>(start), static_cast<int>(length), format);
}

/// Marks a literal whose text begins at `start`; gives the place behind its end.
qsizetype PythonHighlighter::highlightText(const QString& line, qsizetype start, qsizetype from) {
  const bool triple = line.mid(start).startsWith(kTripleQuotes) || previousBlockState() == kInsideTripleQuotes;
  for (qsizetype at = from; at < line.size(); ++at) {
    if (line[at] == u'\\') {
      ++at;
    } else if (triple ? line.mid(at).startsWith(kTripleQuotes) : line[at] == u'"') {
      const qsizetype end = at + (triple ? kTripleQuotes.size() : 1);
      mark(start, end - start, PythonToken::Text);
      return end;
    }
  }
  if (triple) setCurrentBlockState(kInsideTripleQuotes);
  mark(start, line.size() - start, PythonToken::Text);
  return line.size();
}

void PythonHighlighter::highlightBlock(const QString& line) {
  // A word with what stands around it, a number, or the beginning of a literal, a comment or a decorator.
  static const QRegularExpression token(QStringLiteral(
      R"((?<number>(?<![\w.])\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)|(?<text>[fr]?")|(?<comment>#.*)|(?<decorator>^\s*@[\w.]+)|(?<word>[A-Za-z_]\w*))"));
  setCurrentBlockState(kCode);
  qsizetype at = previousBlockState() == kInsideTripleQuotes ? highlightText(line, 0, 0) : 0;
  if (currentBlockState() == kInsideTripleQuotes) return;
  setFormat(static_cast<int>(at), static_cast<int>(line.size() - at), colorOf(PythonToken::Plain));
  QString before;
  while (at < line.size()) {
    const QRegularExpressionMatch match = token.match(line, at);
    if (!match.hasMatch()) return;
    const qsizetype start = match.capturedStart();
    at = match.capturedEnd();
    if (!match.capturedView(u"text").isEmpty()) {
      const bool triple = line.mid(at - 1).startsWith(kTripleQuotes);
      at = highlightText(line, triple ? at - 1 : start, at + (triple ? 2 : 0));
      continue;
    }
    const auto marks = [&](const char16_t* group, PythonToken kind) {
      if (match.capturedView(QStringView(group)).isEmpty()) return false;
      mark(start, match.capturedLength(), kind);
      return true;
    };
    if (marks(u"number", PythonToken::Number) || marks(u"comment", PythonToken::Comment) ||
        marks(u"decorator", PythonToken::Decorator)) {
      continue;
    }
    const QStringView word = match.capturedView(u"word");
    const bool isDefined = before == u"def" || before == u"class";
    const bool isCalled = at < line.size() && line[at] == u'(';
    if (isDefined) {
      mark(start, word.size(), PythonToken::Name);
    } else if (isKeyword(word)) {
      mark(start, word.size(), PythonToken::Keyword);
    } else if (isBuiltin(word)) {
      mark(start, word.size(), PythonToken::Builtin);
    } else if (isCalled) {
      mark(start, word.size(), PythonToken::Call);
    }
    before = word.toString();
  }
}

}  // namespace gradus::ui
