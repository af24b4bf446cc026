#include "ui/shell/document_title.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "core/base/limits.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/elided_label.h"

namespace gradus::ui {
namespace {

constexpr int kHeight = 30;
constexpr int kSide = 6;
constexpr int kNarrowest = 70;

}  // namespace

DocumentTitle::DocumentTitle(QWidget* parent)
    : QWidget(parent), label_(new ElidedLabel({}, this)), edit_(new QLineEdit(this)) {
  setFixedHeight(kHeight);
  setAttribute(Qt::WA_Hover);
  setCursor(Qt::IBeamCursor);
  label_->setObjectName(QStringLiteral("documentName"));
  label_->setForegroundRole(role::kMuted);
  label_->setExplanation(tr("The name of the document. A click, or F2, changes it"));
  edit_->setObjectName(QStringLiteral("documentNameEdit"));
  edit_->setProperty("bare", true);
  edit_->setFrame(false);
  edit_->setMaxLength(static_cast<int>(kMostNameLetters));
  edit_->setAccessibleName(tr("Name of the document"));
  edit_->setToolTip(tr("Return takes the name, Esc leaves the one there was"));
  edit_->installEventFilter(this);
  edit_->hide();
  connect(edit_, &QLineEdit::editingFinished, this, &DocumentTitle::commit);
}

DocumentTitle::~DocumentTitle() {
  edit_->disconnect(this);  // it gives up the keyboard as it goes, when nobody is left to hear of it
}

void DocumentTitle::setName(const QString& name, bool isModified) {
  name_ = name;
  label_->setText(isModified ? name + QStringLiteral(" •") : name);
  updateGeometry();
}

void DocumentTitle::edit() {
  isEditing_ = true;
  edit_->setText(name_);
  edit_->show();
  label_->hide();
  edit_->setFocus(Qt::ShortcutFocusReason);
  edit_->selectAll();
}

void DocumentTitle::commit() {
  if (!isEditing_) return;  // the field tells of its end again as it loses the keyboard
  const QString name = edit_->text().simplified();
  leave();
  if (!name.isEmpty() && name != name_) emit renamed(name);
}

void DocumentTitle::leave() {
  isEditing_ = false;
  edit_->clearFocus();  // hidden with the keyboard, it would hand it to the next field
  edit_->hide();
  label_->show();
}

bool DocumentTitle::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    leave();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void DocumentTitle::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) edit();
}

void DocumentTitle::resizeEvent(QResizeEvent*) {
  const QRect words = rect().adjusted(kSide, 0, -kSide, 0);
  label_->setGeometry(words);
  edit_->setGeometry(words);
}

QSize DocumentTitle::sizeHint() const {
  return {label_->sizeHint().width() + 2 * kSide, kHeight};
}

QSize DocumentTitle::minimumSizeHint() const {
  return {std::min(sizeHint().width(), kNarrowest), kHeight};
}

void DocumentTitle::paintEvent(QPaintEvent*) {
  if (!underMouse() && edit_->isHidden()) return;
  QPainter painter(this);
  const QColor fill = palette().color(edit_->isHidden() ? role::kHover : role::kControl);
  paintSurface(painter, rect(), kControlRadius, fill, fill);
  if (edit_->hasFocus()) paintFocus(painter, rect(), kControlRadius, palette().color(role::kAccent));
}

}  // namespace gradus::ui
