#include "ui/widgets/search_field.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"

namespace gradus::ui {
namespace {

constexpr int kRest = 250;  // milliseconds
constexpr int kIcon = 14;
constexpr int kSide = 10;

}  // namespace

SearchField::SearchField(const QString& placeholder, QWidget* parent) : QWidget(parent), edit_(new QLineEdit(this)) {
  edit_->setProperty("bare", true);
  edit_->setFrame(false);
  edit_->setFont(textFont(12));
  edit_->installEventFilter(this);
  setFocusProxy(edit_);
  setFixedHeight(26);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(kSide + kIcon + 6, 0, kSide + kIcon + 4, 0);
  layout->addWidget(edit_);
  setPlaceholder(placeholder);
  rest_.setSingleShot(true);
  rest_.setInterval(kRest);
  connect(&rest_, &QTimer::timeout, this, &SearchField::tell);
  connect(edit_, &QLineEdit::textChanged, this, [this](const QString& text) {
    update();
    if (text.isEmpty()) {
      tell();
    } else {
      rest_.start();
    }
  });
  connect(edit_, &QLineEdit::returnPressed, this, &SearchField::tell);
}

void SearchField::setPlaceholder(const QString& text) {
  edit_->setPlaceholderText(text);
  edit_->setAccessibleName(text);
}

QString SearchField::text() const {
  return edit_->text();
}

void SearchField::setText(const QString& text) {
  edit_->setText(text);
  tell();
}

void SearchField::tell() {
  rest_.stop();
  if (edit_->text() == told_) return;
  told_ = edit_->text();
  emit searched(told_);
}

bool SearchField::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    edit_->clear();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

QRectF SearchField::cross() const {
  return {width() - kSide - kIcon + 2.0, (height() - kIcon) / 2.0, kIcon, kIcon};
}

void SearchField::mousePressEvent(QMouseEvent* event) {
  if (cross().adjusted(-4, -6, 6, 6).contains(event->position())) edit_->clear();
  edit_->setFocus();
}

void SearchField::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QColor fill = palette().color(underMouse() ? role::kHover : role::kControl);
  const double radius = height() / 2.0;
  paintSurface(painter, rect(), radius, fill, palette().color(role::kBorder));
  if (edit_->hasFocus()) paintFocus(painter, rect(), radius, palette().color(role::kAccent));
  const QColor muted = palette().color(role::kMuted);
  drawIcon(painter, QRectF(kSide, (height() - kIcon) / 2.0, kIcon, kIcon), QStringLiteral("inspect"), muted);
  if (!edit_->text().isEmpty()) drawIcon(painter, cross(), QStringLiteral("close"), muted);
}

}  // namespace gradus::ui
