#include "ui/widgets/tool_tip.h"

#include <QApplication>
#include <QFontMetrics>
#include <QHelpEvent>
#include <QLabel>
#include <QTextDocument>
#include <QToolTip>
#include <QVariant>
#include <QWidget>

namespace gradus::ui {
namespace {

constexpr int kWidest = 380;
constexpr const char* kBelow = "tipBelow";

/// A label shows words as they are unless it has said that it means HTML: a person's or a file's words in it may look
/// like HTML, and then lose their middle, fake a heading or read a file. Tips are made safe by wrappedTip().
void showPlainly(QObject& watched) {
  auto* label = qobject_cast<QLabel*>(&watched);
  if (label == nullptr || label->textFormat() != Qt::AutoText || label->inherits("QTipLabel")) return;
  label->setTextFormat(Qt::PlainText);
}

class TipWrapper : public QObject {
 public:
  using QObject::QObject;

  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() == QEvent::Polish) showPlainly(*watched);
    if (event->type() != QEvent::ToolTip || !watched->isWidgetType()) return false;
    auto* widget = static_cast<QWidget*>(watched);
    const QString tip = widget->toolTip();
    const QString wrapped = wrappedTip(tip);
    const bool isBelow = widget->property(kBelow).toBool();
    if (wrapped == tip && !isBelow) return false;
    const QPoint below = widget->mapToGlobal(QPoint(0, widget->height()));
    QToolTip::showText(isBelow ? below : static_cast<QHelpEvent*>(event)->globalPos(), wrapped, widget);
    return true;
  }
};

}  // namespace

void showTip(const QHelpEvent& event, const QString& text, QWidget& widget) {
  QToolTip::showText(event.globalPos(), wrappedTip(text), &widget);
}

void keepTipBelow(QWidget& widget) {
  widget.setProperty(kBelow, true);
}

QString wrappedTip(const QString& text) {
  const QFontMetrics metrics(QToolTip::font());
  QStringList lines;
  for (const QString& paragraph : text.split(u'\n')) {
    QString line;
    for (const QString& word : paragraph.split(u' ')) {
      const QString longer = line.isEmpty() ? word : line + u' ' + word;
      if (!line.isEmpty() && metrics.horizontalAdvance(longer) > kWidest) {
        lines << line;
        line = word;
      } else {
        line = longer;
      }
    }
    lines << line;
  }
  const QString wrapped = lines.join(u'\n');
  // A class or column named by a file may look like HTML; QToolTip would draw it instead of showing it.
  return Qt::mightBeRichText(wrapped) ? Qt::convertFromPlainText(wrapped) : wrapped;
}

void wrapToolTips() {
  qApp->installEventFilter(new TipWrapper(qApp));
}

}  // namespace gradus::ui
