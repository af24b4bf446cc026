#include "ui/network/problem_note.h"

#include <QFontMetrics>
#include <QPainter>

#include "ui/theme/legible.h"
#include "ui/theme/paint.h"

namespace gradus::ui {
namespace {

constexpr int kPadding = 9;
constexpr double kTextSize = 12;

}  // namespace

ProblemNote::ProblemNote(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
}

void ProblemNote::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void ProblemNote::setText(const QString& text) {
  text_ = text;
  setAccessibleName(text);
  update();
}

int ProblemNote::heightFor(int width) const {
  const QRect room(0, 0, width - 2 * kPadding, 1000);
  return QFontMetrics(sizedFont(font(), kTextSize, false)).boundingRect(room, Qt::TextWordWrap, text_).height() +
         2 * kPadding;
}

void ProblemNote::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintSurface(painter, rect(), kControlRadius, theme_.card, theme_.bad);
  painter.setFont(sizedFont(font(), kTextSize, false));
  painter.setPen(theme_.text);
  painter.drawText(rect().adjusted(kPadding, kPadding, -kPadding, -kPadding), Qt::TextWordWrap, text_);
}

}  // namespace gradus::ui
