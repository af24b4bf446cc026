#include "ui/widgets/seed_field.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <algorithm>

#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/checked_edit.h"
#include "ui/widgets/number_range.h"

namespace gradus::ui {

SeedField::SeedField(const QString& label, QWidget* parent)
    : QWidget(parent), label_(new QLabel(label, this)), edit_(new CheckedEdit(problemWithSeed, this)) {
  label_->setVisible(!label.isEmpty());
  label_->setForegroundRole(role::kMuted);
  label_->setFont(textFont(12));
  edit_->setFont(textFont(12, QFont::DemiBold));
  edit_->setProperty("bare", true);
  edit_->setFrame(false);
  edit_->setAccessibleName(QStringLiteral("Seed"));
  edit_->installEventFilter(this);
  setFocusProxy(edit_);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(12, 0, 8, 0);
  layout->setSpacing(3);
  layout->addWidget(label_);
  layout->addWidget(edit_);
  setFixedHeight(26);
  setAttribute(Qt::WA_Hover);
  connect(edit_, &QLineEdit::textChanged, this, &SeedField::fitWidth);
  connect(edit_, &QLineEdit::editingFinished, this, &SeedField::commit);
  restore();
  fitWidth();
}

SeedField::~SeedField() {
  // A widget gives up the keyboard as it goes, and the text field would have its number taken over by what is no
  // longer there.
  edit_->disconnect(this);
}

void SeedField::setSeed(std::uint64_t seed) {
  const bool keepsTyped = seed == seed_ && edit_->isModified();
  seed_ = seed;
  if (!keepsTyped) restore();
}

QLineEdit* SeedField::lineEdit() const {
  return edit_;
}

/// At Return, and when the keyboard goes elsewhere.
void SeedField::commit() {
  const std::optional<std::uint64_t> seed = readSeed(edit_->text());
  const std::uint64_t before = seed_;
  if (seed) {
    seed_ = *seed;
    restore();
  } else if (edit_->text().isEmpty()) {
    restore();
  } else if (edit_->hasFocus()) {
    edit_->explain();
  }
  if (seed_ != before) emit seedEdited(seed_);
}

void SeedField::restore() {
  edit_->setText(QString::number(seed_));
}

void SeedField::fitWidth() {
  const QFontMetrics metrics(edit_->font());
  edit_->setFixedWidth(std::clamp(metrics.horizontalAdvance(edit_->text()) + 10, 18, 150));
}

bool SeedField::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    restore();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void SeedField::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QColor fill = palette().color(underMouse() ? role::kHover : role::kControl);
  const double radius = height() / 2.0 - 0.5;
  paintSurface(painter, rect(), radius, fill, fill);
  if (edit_->hasFocus()) paintFocus(painter, rect(), radius, palette().color(role::kAccent));
  if (edit_->isRefused()) paintFocus(painter, rect(), radius, palette().color(role::kBad));
}

}  // namespace gradus::ui
