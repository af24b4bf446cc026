#include "ui/network/hover_card.h"

#include <QFontMetrics>
#include <QPainter>
#include <vector>

#include "ui/theme/legible.h"

namespace gradus::ui {
namespace {

constexpr int kPadding = 14;
constexpr int kBetween = 22;
constexpr int kLine = 20;

}  // namespace

HoverCard::HoverCard(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setAttribute(Qt::WA_TransparentForMouseEvents);  // what lies under the card is not hovered, and the card never is
  setAccessibleName(tr("Explanation of what lies under the pointer"));
}

void HoverCard::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void HoverCard::setContent(const HoverContent& content) {
  if (content == content_) return;
  content_ = content;
  update();
}

void HoverCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(theme_.border);
  painter.setBrush(theme_.card);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);

  const QFont plain = sizedFont(font(), 12, false);
  const QFont strong = sizedFont(font(), 12, true);
  const QFontMetrics plainSize(plain);
  const QFontMetrics strongSize(strong);
  const auto draw = [&](int x, int y, const QFont& font, const QColor& color, const QString& text) {
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QRect(x, y, width() - kPadding - x, kLine), Qt::AlignVCenter | Qt::AlignLeft, text);
  };
  if (content_.kind.isEmpty()) {
    painter.setFont(plain);
    painter.setPen(theme_.muted);
    painter.drawText(rect(), Qt::AlignCenter, tr("Point at a unit or a link to see its numbers."));
    return;
  }

  // A single sentence may go over both lines.
  if (content_.facts.size() == 1 && content_.facts.front().value.isEmpty()) {
    const int left = kPadding + plainSize.horizontalAdvance(content_.kind) + kBetween;
    const QRect room = rect().adjusted(left, 0, -kPadding, 0);
    const QString& sentence = content_.facts.front().text;
    const int lines = plainSize.boundingRect(room, Qt::TextWordWrap, sentence).height() > kLine ? 2 : 1;
    draw(kPadding, (height() - lines * kLine) / 2, plain, theme_.muted, content_.kind);
    painter.setFont(plain);
    painter.setPen(theme_.text);
    painter.drawText(room, Qt::TextWordWrap | Qt::AlignVCenter | Qt::AlignLeft, sentence);
    return;
  }

  // Facts flow into two lines, beginning beside the kind; a single line is centred.
  const int left = kPadding + plainSize.horizontalAdvance(content_.kind) + kBetween;
  const auto widthOf = [&](const HoverFact& fact) {
    return plainSize.horizontalAdvance(fact.text) + strongSize.horizontalAdvance(fact.value);
  };
  std::vector<QPoint> places;
  int x = left;
  int line = 0;
  for (const HoverFact& fact : content_.facts) {
    if (x > left && x + widthOf(fact) > width() - kPadding) {
      x = left;
      ++line;
    }
    places.emplace_back(x, line);
    x += widthOf(fact) + kBetween;
  }
  const int top = (height() - (line + 1) * kLine) / 2;
  draw(kPadding, top, plain, theme_.muted, content_.kind);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const HoverFact& fact = content_.facts[static_cast<qsizetype>(i)];
    const int y = top + places[i].y() * kLine;
    draw(places[i].x(), y, plain, theme_.text, fact.text);
    draw(places[i].x() + plainSize.horizontalAdvance(fact.text), y, strong, theme_.text, fact.value);
  }
}

}  // namespace gradus::ui
