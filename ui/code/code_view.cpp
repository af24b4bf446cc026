#include "ui/code/code_view.h"

#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <algorithm>

#include "ui/code/python_highlighter.h"
#include "ui/theme/style.h"

namespace gradus::ui {
namespace {

constexpr int kGutterMargin = 14;
constexpr int kMarkMilliseconds = 1400;

QTextCursor linesOf(const QTextDocument& document, int first, int count) {
  QTextCursor cursor(document.findBlockByNumber(first));
  if (count > 0) {
    const QTextBlock last = document.findBlockByNumber(first + count - 1);
    cursor.setPosition(last.position() + last.length() - 1, QTextCursor::KeepAnchor);
  }
  return cursor;
}

}  // namespace

CodeView::CodeView(QWidget* parent)
    : QPlainTextEdit(parent), gutter_(new QWidget(this)), highlighter_(new PythonHighlighter(document())) {
  setReadOnly(true);
  setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  setTabChangesFocus(true);
  setLineWrapMode(QPlainTextEdit::NoWrap);
  setFrameShape(QFrame::NoFrame);
  setFont(codeFont(12));
  setCornerWidget(new QWidget);
  setUndoRedoEnabled(false);
  viewport()->setAutoFillBackground(false);
  document()->setDocumentMargin(6);
  gutter_->installEventFilter(this);
  markTimer_.setSingleShot(true);
  markTimer_.setInterval(kMarkMilliseconds);
  connect(&markTimer_, &QTimer::timeout, this, [this] { markLines(0, 0); });
  connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::layOutGutter);
  connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& area, int scrolled) {
    if (scrolled != 0) {
      gutter_->scroll(0, scrolled);
    } else {
      gutter_->update(0, area.y(), gutter_->width(), area.height());
    }
  });
  layOutGutter();
}

void CodeView::setTheme(const Theme& theme) {
  highlighter_->setTheme(theme, theme.card);
  mark_ = mix(theme.card, theme.accent, theme.isDark ? 0.22 : 0.14);
  number_ = theme.muted;
  gutter_->update();
}

void CodeView::setCode(const QString& code) {
  const QString before = toPlainText();
  if (code == before) return;
  if (before.isEmpty()) {
    setPlainText(code);
    return;
  }
  const QStringList oldLines = before.split(u'\n');
  const QStringList newLines = code.split(u'\n');
  const qsizetype shorter = std::min(oldLines.size(), newLines.size());
  qsizetype head = 0;
  while (head < shorter && oldLines[head] == newLines[head]) ++head;
  qsizetype tail = 0;
  while (tail < shorter - head && oldLines[oldLines.size() - 1 - tail] == newLines[newLines.size() - 1 - tail]) ++tail;
  // At least one line is replaced on each side, so that line breaks need no care.
  if (head + tail == shorter && tail > 0) --tail;
  if (head + tail == shorter && head > 0) --head;

  const QStringList changed = newLines.mid(head, newLines.size() - head - tail);
  QTextCursor cursor = linesOf(*document(), static_cast<int>(head), static_cast<int>(oldLines.size() - head - tail));
  cursor.insertText(changed.join(u'\n'));
  markLines(static_cast<int>(head), static_cast<int>(changed.size()));
}

void CodeView::markLines(int first, int count) {
  QList<QTextEdit::ExtraSelection> marks;
  for (int i = 0; i < count; ++i) {
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(document()->findBlockByNumber(first + i));
    mark.format.setBackground(mark_);
    mark.format.setProperty(QTextFormat::FullWidthSelection, true);
    marks.push_back(mark);
  }
  setExtraSelections(marks);
  markedLines_ = count;
  if (count > 0) markTimer_.start();
}

int CodeView::gutterWidth() const {
  const auto digits = std::max<qsizetype>(3, QString::number(blockCount()).size());
  return fontMetrics().horizontalAdvance(QString(digits, u'9')) + kGutterMargin;
}

void CodeView::layOutGutter() {
  setViewportMargins(gutterWidth(), 0, 0, 0);
  gutter_->setGeometry(0, 0, gutterWidth(), viewport()->height());
}

void CodeView::resizeEvent(QResizeEvent* event) {
  QPlainTextEdit::resizeEvent(event);
  layOutGutter();
}

bool CodeView::eventFilter(QObject* watched, QEvent* event) {
  if (watched != gutter_ || event->type() != QEvent::Paint) return QPlainTextEdit::eventFilter(watched, event);
  paintGutter();
  return true;
}

void CodeView::paintGutter() {
  QPainter painter(gutter_);
  painter.setFont(font());
  painter.setPen(number_);
  for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
    const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
    if (place.top() > gutter_->height()) return;
    painter.drawText(QRectF(0, place.top(), gutter_->width() - kGutterMargin, place.height()),
                     Qt::AlignRight | Qt::AlignVCenter, QString::number(block.blockNumber() + 1));
  }
}

}  // namespace gradus::ui
