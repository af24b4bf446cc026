#include "ui/network/hover_card.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>
#include <limits>
#include <utility>

#include "ui/network/dead_mark.h"
#include "ui/network/round_button.h"
#include "ui/theme/legible.h"
#include "ui/widgets/checked_edit.h"
#include "ui/widgets/format.h"
#include "ui/widgets/number_range.h"

namespace gradus::ui {
namespace {

constexpr int kPadding = 14;
constexpr int kBetween = 20;
constexpr int kLine = 21;
constexpr int kFieldWidth = 84;
constexpr int kRoomForClose = 26;
/// What a weight can be.
constexpr NumberRange kWeights{std::numeric_limits<float>::lowest(), std::numeric_limits<float>::max(), false};

QString fieldStyle(const Theme& theme) {
  return QStringLiteral(
             "QLineEdit { background: %1; color: %2; border: 1px solid %3; border-radius: 5px; padding: 0 4px;"
             " font-size: 12px; min-height: 0; selection-background-color: %4; selection-color: %5; }"
             "QLineEdit:focus { border-color: %4; }")
      .arg(theme.control.name(), theme.text.name(), theme.border.name(), theme.accent.name(), theme.onAccent.name());
}

}  // namespace

HoverCard::HoverCard(QWidget* parent)
    : QWidget(parent),
      theme_(Theme::dark()),
      field_(new CheckedEdit([](const QString& text) { return problemWithNumber(text, kWeights); }, this)),
      close_(new RoundButton(RoundButton::Sign::Cross, tr("Unpin"), tr("Let the card follow the pointer again (Esc)."),
                             this)) {
  setAccessibleName(tr("Explanation of what lies under the pointer"));
  field_->setObjectName(QStringLiteral("pinnedNumber"));
  field_->setAccessibleName(tr("The number itself"));
  field_->setToolTip(tr("Another number here takes its place in the network (E)."));
  field_->installEventFilter(this);
  field_->hide();
  close_->setObjectName(QStringLiteral("unpin"));
  close_->hide();
  connect(close_, &QAbstractButton::clicked, this, &HoverCard::closed);
  setAttribute(Qt::WA_TransparentForMouseEvents);
}

void HoverCard::setTheme(const Theme& theme) {
  theme_ = theme;
  field_->setStyleSheet(fieldStyle(theme));
  close_->setTheme(theme);
  update();
}

void HoverCard::setContent(const HoverContent& content) {
  if (content == content_) return;
  const int before = wantedHeight();
  content_ = content;
  // Unpinned, what lies under the card is not hovered, and the card never is.
  setAttribute(Qt::WA_TransparentForMouseEvents, !content.isPinned);
  close_->setVisible(content.isPinned);
  showNumber();
  placeField();
  describe();
  if (wantedHeight() != before) emit wantedHeightChanged();
  update();
}

void HoverCard::showNumber() {
  const bool isEditable = std::ranges::any_of(content_.facts, [](const HoverFact& fact) { return fact.isEditable; });
  field_->setVisible(isEditable);
  // A number that is being typed is not overwritten by the training, nor while another program has the keyboard.
  if (!field_->hasFocus() && !field_->isModified()) field_->setText(typeable(content_.number, 4));
}

void HoverCard::editNumber() {
  if (field_->isHidden()) return;
  field_->setText(typeable(content_.number, 7));
  field_->setFocus(Qt::ShortcutFocusReason);
  field_->selectAll();
}

/// At Return. What is refused stays to be mended.
void HoverCard::commit() {
  if (field_->isRefused() && !field_->text().isEmpty()) return field_->explain();
  takeTyped();
  emit editingEnded();
  showNumber();
}

/// Only what somebody has typed: the number that is shown is a rounded one.
void HoverCard::takeTyped() {
  const std::optional<double> number = field_->isModified() ? readNumber(field_->text(), kWeights) : std::nullopt;
  field_->setModified(false);
  if (number) emit numberEdited(*number);
}

bool HoverCard::eventFilter(QObject* watched, QEvent* event) {
  if (watched == field_ && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool ends = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape;
    if (ends && event->type() == QEvent::ShortcutOverride) {
      event->accept();
      return true;
    }
    if (ends) {
      if (key == Qt::Key_Escape) {
        field_->setModified(false);
        emit editingEnded();
        showNumber();
      } else {
        commit();
      }
      return true;
    }
  }
  if (watched == field_ && event->type() == QEvent::FocusOut) {
    const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
    // A menu, or another program, gives the keyboard back.
    if (reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason) return false;
    if (reason != Qt::OtherFocusReason) takeTyped();
    field_->setModified(false);
    showNumber();
  }
  return QWidget::eventFilter(watched, event);
}

int HoverCard::left() const {
  return kPadding + QFontMetrics(sizedFont(font(), 12, false)).horizontalAdvance(content_.kind) + kBetween;
}

bool HoverCard::isSentence() const {
  return content_.facts.size() == 1 && content_.facts.front().value.isEmpty();
}

int HoverCard::widthOf(const HoverFact& fact) const {
  const int text = QFontMetrics(sizedFont(font(), 12, false)).horizontalAdvance(fact.text);
  if (fact.isEditable) return text + kFieldWidth;
  return text + QFontMetrics(sizedFont(font(), 12, true)).horizontalAdvance(fact.value);
}

/// Facts flow into lines that begin beside the kind.
HoverCard::Flow HoverCard::flowIn(int width) const {
  Flow flow;
  const int right = width - kPadding - (content_.isPinned ? kRoomForClose : 0);
  int x = left();
  int line = 0;
  for (const HoverFact& fact : content_.facts) {
    const int wide = widthOf(fact);
    if (x > left() && x + wide > right) {
      x = left();
      ++line;
    }
    flow.spots.push_back({x, line});
    x += wide + kBetween;
  }
  flow.lines = line + 1;
  return flow;
}

int HoverCard::wantedHeight() const {
  if (content_.kind.isEmpty()) return kHeight;
  if (isSentence()) return std::max(kHeight, sentenceHeight() + 14);
  return std::max(kHeight, flowIn(width()).lines * kLine + 12);
}

int HoverCard::sentenceHeight() const {
  const QRect room(0, 0, std::max(width() - left() - kPadding, 40), 1000);
  return QFontMetrics(sizedFont(font(), 12, false))
      .boundingRect(room, Qt::TextWordWrap, content_.facts.front().text)
      .height();
}

void HoverCard::setLegend(std::int64_t samples, double epochs) {
  const QString before = legend();
  samples_ = samples;
  epochs_ = epochs;
  if (legend() == before) return;
  describe();
  update();
}

QString HoverCard::legend() const {
  if (samples_ == 0) return {};
  return tr("dead: slope 0 for all %1 samples looked at as of epoch %2").arg(grouped(samples_), epochNumber(epochs_));
}

void HoverCard::describe() {
  QString text = content_.kind.isEmpty() ? legend() : content_.kind;
  for (const HoverFact& fact : content_.facts) text += u' ' + fact.text + fact.value;
  setAccessibleDescription(text);
}

/// What the marks mean at the left, what can be done at the right.
void HoverCard::paintLegend(QPainter& painter) const {
  constexpr double kMark = 7;
  const QFont plain = sizedFont(font(), 12, false);
  const QFontMetrics metrics(plain);
  int taken = kPadding;
  painter.setFont(plain);
  if (samples_ > 0) {
    drawDeadMark(painter, {2 + kMark, height() / 2.0}, theme_);
    painter.setPen(theme_.muted);
    const QRect room(static_cast<int>(2 * kMark) + 10, 0, width(), height());
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, legend());
    taken = room.left() + metrics.horizontalAdvance(legend()) + kBetween;
  }
  painter.setPen(theme_.muted);
  const QString whole = tr("Point at a unit or a link to see its numbers; a click pins them, a double click edits.");
  const QString brief = tr("Point at a unit or link; a click pins it.");
  const QString words = metrics.horizontalAdvance(whole) <= width() - taken ? whole : brief;
  const int how = samples_ > 0 ? Qt::AlignRight : Qt::AlignHCenter;
  if (metrics.horizontalAdvance(words) > width() - taken) return;
  painter.drawText(rect().adjusted(0, 0, samples_ > 0 ? -2 : 0, 0), how | Qt::AlignVCenter, words);
}

void HoverCard::placeField() {
  close_->move(width() - close_->width() - 8, (kHeight - close_->height()) / 2);
  const Flow flow = flowIn(width());
  const int top = (height() - flow.lines * kLine) / 2;
  for (qsizetype i = 0; i < content_.facts.size(); ++i) {
    const HoverFact& fact = content_.facts[i];
    if (!fact.isEditable) continue;
    const Spot& spot = flow.spots[static_cast<std::size_t>(i)];
    field_->setGeometry(spot.x + widthOf(fact) - kFieldWidth, top + spot.line * kLine, kFieldWidth - 4, kLine - 1);
  }
}

void HoverCard::resizeEvent(QResizeEvent*) {
  placeField();
}

void HoverCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (content_.kind.isEmpty()) return paintLegend(painter);
  painter.setPen(content_.isPinned ? theme_.accent : theme_.border);
  painter.setBrush(theme_.card);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);

  const QFont plain = sizedFont(font(), 12, false);
  const QFont strong = sizedFont(font(), 12, true);
  const QFontMetrics plainSize(plain);
  const auto draw = [&](int x, int y, const QFont& font, const QColor& color, const QString& text) {
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QRect(x, y, width() - kPadding - x, kLine), Qt::AlignVCenter | Qt::AlignLeft, text);
  };

  // A single sentence may go over both lines.
  if (isSentence()) {
    const QRect room = rect().adjusted(left(), 0, -kPadding, 0);
    const QString& sentence = content_.facts.front().text;
    draw(kPadding, (height() - std::max(kLine, sentenceHeight())) / 2, plain, theme_.muted, content_.kind);
    painter.setFont(plain);
    painter.setPen(theme_.text);
    painter.drawText(room, Qt::TextWordWrap | Qt::AlignVCenter | Qt::AlignLeft, sentence);
    return;
  }

  const Flow flow = flowIn(width());
  const int top = (height() - flow.lines * kLine) / 2;
  draw(kPadding, top, plain, theme_.muted, content_.kind);
  for (std::size_t i = 0; i < flow.spots.size(); ++i) {
    const HoverFact& fact = content_.facts[static_cast<qsizetype>(i)];
    const Spot& spot = flow.spots[i];
    const int y = top + spot.line * kLine;
    draw(spot.x, y, plain, theme_.text, fact.text);
    if (!fact.isEditable) draw(spot.x + plainSize.horizontalAdvance(fact.text), y, strong, theme_.text, fact.value);
  }
}

}  // namespace gradus::ui
