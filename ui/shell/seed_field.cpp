#include "ui/shell/seed_field.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QRegularExpressionValidator>
#include <algorithm>

#include "ui/theme/style.h"
#include "ui/widgets/paint.h"

namespace gradus::ui {

SeedField::SeedField(const QString& label, QWidget* parent)
    : QWidget(parent), label_(new QLabel(label, this)), edit_(new QLineEdit(this)) {
  label_->setVisible(!label.isEmpty());
  label_->setForegroundRole(role::kMuted);
  label_->setFont(textFont(12));
  edit_->setFont(textFont(12, QFont::DemiBold));
  edit_->setProperty("bare", true);
  edit_->setFrame(false);
  edit_->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,20}")), edit_));
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
  setSeed(0);
  fitWidth();
}

SeedField::~SeedField() {
  // A widget gives up the keyboard as it goes, and the text field would have its number taken over by what is no
  // longer there.
  edit_->disconnect(this);
}

void SeedField::setSeed(std::uint64_t seed) {
  seed_ = seed;
  edit_->setText(QString::number(seed));
}

void SeedField::commit() {
  bool ok = false;
  const std::uint64_t seed = edit_->text().toULongLong(&ok);
  const std::uint64_t before = seed_;
  setSeed(ok ? seed : seed_);
  if (seed_ != before) emit seedEdited(seed_);
}

void SeedField::fitWidth() {
  const QFontMetrics metrics(edit_->font());
  edit_->setFixedWidth(std::clamp(metrics.horizontalAdvance(edit_->text()) + 10, 18, 150));
}

bool SeedField::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    setSeed(seed_);
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
}

}  // namespace gradus::ui
