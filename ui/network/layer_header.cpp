#include "ui/network/layer_header.h"

#include <QApplication>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

#include "ui/network/activation_pill.h"
#include "ui/network/round_button.h"
#include "ui/theme/legible.h"
#include "ui/widgets/checked_edit.h"
#include "ui/widgets/number_range.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr int kTitleHeight = 20;
constexpr int kSecondRow = 21;
constexpr int kRowHeight = 20;
constexpr int kPillTop = 47;
constexpr int kFieldWidth = 46;
constexpr int kNarrowestField = 30;  ///< with a button at each side; below, it stands alone
constexpr int kWheelStep = 120;
constexpr int kBetweenTitles = 6;
constexpr int kBesideField = 4;
constexpr int kFewestLetters = 4;  ///< of an elided name, the dots among them
constexpr int kBetweenSizes = 10;
constexpr int kBetweenPills = 4;
constexpr int kRoomForPill = 34;
constexpr int kRoomForSettings = 110;
constexpr int kRoomForMark = 16;                     ///< of a problem, beside the name
constexpr int kRoomForInsert = 12;                   ///< half of the button between two headers
constexpr NumberRange kUnits{0, 999'999'999, true};  ///< which of them fit is said by who takes them

QString fieldStyle(const Theme& theme) {
  return QStringLiteral(
             "QLineEdit { background: %1; color: %2; border: 1px solid %3; border-radius: 5px; padding: 0 "
             "3px;"
             " font-size: 12px; min-height: 0; selection-background-color: %4; selection-color: %5; }"
             "QLineEdit:focus { border-color: %4; }")
      .arg(theme.control.name(), theme.text.name(), theme.border.name(), theme.accent.name(), theme.onAccent.name());
}

}  // namespace

LayerHeader::LayerHeader(QWidget* parent)
    : QWidget(parent),
      theme_(Theme::dark()),
      fewer_(new RoundButton(RoundButton::Sign::Minus, tr("One unit fewer"), tr("Take one unit away (↓)."), this)),
      field_(new CheckedEdit([](const QString& text) { return problemWithNumber(text, kUnits); }, this)),
      more_(new RoundButton(RoundButton::Sign::Plus, tr("One unit more"), tr("Add one unit (↑)."), this)),
      pill_(new ActivationPill(this)),
      settings_(new RoundButton(RoundButton::Sign::Dots, tr("Settings of the layer"),
                                tr("Everything that can be set for this layer (Return)."), this)) {
  fewer_->setObjectName(QStringLiteral("fewerUnits"));
  field_->setObjectName(QStringLiteral("units"));
  more_->setObjectName(QStringLiteral("moreUnits"));
  pill_->setObjectName(QStringLiteral("activation"));
  settings_->setObjectName(QStringLiteral("settings"));
  keepTipBelow(*this);  // over its controls it would hide what it tells of
  field_->setAlignment(Qt::AlignCenter);
  field_->setAccessibleName(tr("Units"));
  field_->setToolTip(tr("The number of units of this layer."));
  for (QWidget* part : {static_cast<QWidget*>(fewer_), static_cast<QWidget*>(field_), static_cast<QWidget*>(more_)}) {
    part->installEventFilter(this);
  }
  connect(field_, &QLineEdit::editingFinished, this, &LayerHeader::commitUnits);
  connect(fewer_, &QAbstractButton::clicked, this, [this] { emit unitsStepped(-1); });
  connect(more_, &QAbstractButton::clicked, this, [this] { emit unitsStepped(1); });
  connect(settings_, &QAbstractButton::clicked, this, &LayerHeader::settingsRequested);
  connect(pill_, &ActivationPill::activationChosen, this, &LayerHeader::activationRequested);
  updateControls();
}

void LayerHeader::setTheme(const Theme& theme) {
  theme_ = theme;
  fewer_->setTheme(theme);
  more_->setTheme(theme);
  pill_->setTheme(theme);
  settings_->setTheme(theme);
  field_->setStyleSheet(fieldStyle(theme));
  update();
}

void LayerHeader::setContent(const HeaderContent& content) {
  if (content == content_) return;
  const bool keepsTyped = content.units == content_.units && field_->isModified();
  content_ = content;
  setAccessibleName(content.name() + u' ' + content.subtitle);
  setAccessibleDescription(content.problem);
  setToolTip(content.problem.isEmpty() ? content.toolTip : content.problem + u'\n' + content.toolTip);
  setCursor(isHiddenLayer() ? Qt::OpenHandCursor : Qt::ArrowCursor);
  if (!keepsTyped) field_->setText(QString::number(content.units));
  if (!content.activation.name.empty()) pill_->setActivation(content.activation);
  updateControls();
  placeChildren();
  update();
}

std::vector<QWidget*> LayerHeader::controls() const {
  return {settings_, fewer_, field_, more_, pill_};
}

bool LayerHeader::hasRoomBeside(Line line, int room) const {
  const bool isName = line == Line::Name;
  const QFontMetrics metrics(sizedFont(font(), isName ? 13 : 12, isName));
  const QString words = isName ? content_.title : sizesIn(width() - kBetweenSizes, metrics);
  return metrics.horizontalAdvance(words) + 2 * room <= width();
}

int LayerHeader::topOf(Line line) {
  return line == Line::Name ? 0 : kSecondRow;
}

void LayerHeader::setSelected(bool selected) {
  if (selected == selected_) return;
  selected_ = selected;
  updateControls();
}

void LayerHeader::editUnits(const QString& text) {
  if (content_.units == 0) return;
  field_->show();
  field_->setFocus(Qt::ShortcutFocusReason);
  field_->setText(text.isEmpty() ? QString::number(content_.units) : text);
  if (text.isEmpty()) field_->selectAll();
}

void LayerHeader::openActivations() {
  if (content_.kind == HeaderContent::Kind::Input) return;
  pill_->show();
  pill_->openMenu();
}

void LayerHeader::cancelDrag() {
  grabbed_.reset();
  isDragging_ = false;
  if (isHiddenLayer()) setCursor(Qt::OpenHandCursor);
}

void LayerHeader::commitUnits() {
  if (content_.units == 0) return;
  const bool isEmpty = field_->text().isEmpty();
  if (field_->isRefused() && !isEmpty && field_->hasFocus()) return field_->explain();
  const std::optional<double> units = readNumber(field_->text(), kUnits);
  // It comes twice: for Return, and again when the focus leaves the field.
  if (units && *units != content_.units) emit unitsRequested(static_cast<int>(*units));
  field_->setText(QString::number(content_.units));
  updateControls();
  if (field_->hasFocus()) emit editingEnded();
}

void LayerHeader::updateControls() {
  const bool showsUnits = content_.units > 0 && isOpen();
  field_->setVisible(showsUnits);
  for (QWidget* button : {fewer_, more_}) button->setVisible(showsUnits && hasRoomForButtons());
  // An output mostly has no activation of its own: it is offered, but does not stand there.
  const bool isOutput = content_.kind == HeaderContent::Kind::Output;
  const bool hasPill = isHiddenLayer() || (isOutput && (content_.activation.name != "identity" || isOpen()));
  pill_->setVisible(hasPill && width() >= kRoomForPill);
  const bool hasSettings = content_.kind != HeaderContent::Kind::Input;
  settings_->setVisible(hasSettings && isOpen() && width() >= kRoomForSettings);
  update();
}

bool LayerHeader::isOpen() const {
  return selected_ || underMouse() || field_->hasFocus() || settings_->hasFocus();
}

bool LayerHeader::hasRoomForButtons() const {
  return width() >= kNarrowestField + 2 * (fewer_->width() + kBesideField);
}

void LayerHeader::placeChildren() {
  const int middle = width() / 2;
  const int buttons = hasRoomForButtons() ? 2 * (fewer_->width() + kBesideField) : 2;
  const int field = std::clamp(width() - buttons, kNarrowestField, kFieldWidth);
  field_->setGeometry(middle - field / 2, kSecondRow, field, kRowHeight);
  fewer_->move(field_->x() - fewer_->width() - kBesideField, kSecondRow);
  more_->move(field_->x() + field + kBesideField, kSecondRow);
  const int pill = pill_->widthIn(width() - kBetweenPills);
  pill_->setGeometry(middle - pill / 2, kPillTop, pill, pill_->sizeHint().height());
  const int title = QFontMetrics(sizedFont(font(), 13, true)).horizontalAdvance(content_.title);
  settings_->move(std::min(middle + title / 2 + 5, width() - settings_->width() - kRoomForInsert), 0);
}

/// The title, or as much of it as there is room for: rather its number than the end of its words.
QString LayerHeader::titleIn(int room, const QFontMetrics& metrics) const {
  if (metrics.horizontalAdvance(content_.title) <= room) return content_.title;
  const QString number = content_.shortTitle.isEmpty() ? QString() : u' ' + content_.shortTitle;
  const QString words = content_.title.chopped(number.size());
  const QString cut = metrics.elidedText(words, Qt::ElideRight, room - metrics.horizontalAdvance(number));
  if (cut.size() >= kFewestLetters) return cut + number;
  return metrics.horizontalAdvance(content_.shortTitle) <= room ? content_.shortTitle : QString();
}

/// The sizes, as many of them as there is room for.
QString LayerHeader::sizesIn(int room, const QFontMetrics& metrics) const {
  QString text;
  for (const QString& each : {content_.subtitle, content_.shortSubtitle, content_.tinySubtitle}) {
    text = metrics.elidedText(each, Qt::ElideRight, room);
    if (text == each) break;
  }
  return text == u"…" ? QString() : text;
}

void LayerHeader::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QFont titleFont = sizedFont(font(), 13, true);
  painter.setFont(titleFont);
  painter.setPen(theme_.text);
  const int dot = content_.problem.isEmpty() ? 0 : 2 * kRoomForMark;
  const int taken = settings_->isVisible() ? 2 * (settings_->width() + kRoomForInsert) : kBetweenTitles;
  const int room = width() - std::max(taken, dot);
  const QFontMetrics titleMetrics(titleFont);
  const QString title = titleIn(room, titleMetrics);
  const QFont small = sizedFont(font(), 12, false);
  const QFontMetrics metrics(small);
  const int mark = content_.mark.isEmpty() ? 0 : metrics.horizontalAdvance(u' ' + content_.mark);
  const int besideInsert = std::min(room, width() - 2 * kRoomForInsert);
  const bool isMarked = mark > 0 && titleMetrics.horizontalAdvance(title) + mark <= besideInsert;
  QRect line(0, 0, width(), kTitleHeight);
  if (isMarked) {
    line.adjust(0, 0, -mark, 0);
    painter.setFont(small);
    painter.setPen(theme_.muted);
    const int left = (line.width() + titleMetrics.horizontalAdvance(title)) / 2;
    painter.drawText(QRect(left, 0, mark + 1, kTitleHeight), Qt::AlignRight | Qt::AlignVCenter, content_.mark);
    painter.setFont(titleFont);
    painter.setPen(theme_.text);
  }
  painter.drawText(line, Qt::AlignCenter, title);
  if (!content_.problem.isEmpty()) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_.bad);
    const int left = width() / 2 - titleMetrics.horizontalAdvance(title) / 2 - kRoomForMark + 2;
    painter.drawEllipse(QRectF(left, kTitleHeight / 2.0 - 4, 8, 8));
  }
  painter.setFont(small);
  painter.setPen(theme_.muted);
  if (!isMarked && mark > 0 && !pill_->isVisible() && mark <= width()) {
    painter.drawText(QRect(0, kPillTop, width(), kRowHeight), Qt::AlignCenter, content_.mark);
  }
  if (field_->isVisible()) return;
  painter.drawText(QRect(0, kSecondRow, width(), kRowHeight), Qt::AlignCenter,
                   sizesIn(width() - kBetweenSizes, metrics));
}

void LayerHeader::resizeEvent(QResizeEvent*) {
  placeChildren();
  updateControls();
}

void LayerHeader::enterEvent(QEnterEvent*) {
  updateControls();
  emit pointed(true);
}

void LayerHeader::leaveEvent(QEvent*) {
  isStepperClicked_ = false;
  updateControls();
  emit pointed(false);
}

void LayerHeader::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
  if (isHiddenLayer()) grabbed_ = event->pos();
  emit pressed(event->modifiers());
}

void LayerHeader::mouseMoveEvent(QMouseEvent* event) {
  if (!grabbed_) return;
  const int distance = (event->pos() - *grabbed_).manhattanLength();
  if (!isDragging_ && distance < QApplication::startDragDistance()) return;
  isDragging_ = true;
  setCursor(Qt::ClosedHandCursor);
  emit dragged(mapToParent(event->pos()));
}

void LayerHeader::mouseReleaseEvent(QMouseEvent* event) {
  const bool wasDragging = isDragging_;
  cancelDrag();
  if (event->button() != Qt::LeftButton) return;
  if (wasDragging) {
    emit dropped(mapToParent(event->pos()));
  } else {
    emit clicked(event->modifiers());
  }
}

void LayerHeader::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && content_.kind != HeaderContent::Kind::Input) emit settingsRequested();
}

void LayerHeader::wheelEvent(QWheelEvent* event) {
  // A page that is scrolled or zoomed passes over many headers: none of them changes the network by that.
  const bool isMeant = event->modifiers().testFlag(Qt::ControlModifier) || isStepping(event->position().toPoint());
  if (content_.units == 0 || !isMeant) {
    event->ignore();  // the canvas zooms
    return;
  }
  wheelRest_ += event->angleDelta().y();
  const int steps = wheelRest_ / kWheelStep;
  wheelRest_ -= steps * kWheelStep;
  if (steps != 0) emit unitsStepped(steps);
  event->accept();
}

/// Whether the pointer is on the stepper that was clicked since it came to this header.
bool LayerHeader::isStepping(const QPoint& pointer) const {
  const QRect stepper = fewer_->geometry() | field_->geometry() | more_->geometry();
  return isStepperClicked_ && field_->isVisible() && stepper.contains(pointer);
}

bool LayerHeader::eventFilter(QObject* object, QEvent* event) {
  if (event->type() == QEvent::MouseButtonPress) isStepperClicked_ = true;
  if (object == field_ && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape) {
      field_->setText(QString::number(content_.units));
      emit editingEnded();
      return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
      // The field itself would pass the key on to the canvas, which opens it again.
      commitUnits();
      return true;
    }
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
      emit unitsStepped(key == Qt::Key_Up ? 1 : -1);
      return true;
    }
  }
  if (object == field_ && event->type() == QEvent::FocusOut) {
    updateControls();
  }
  return QWidget::eventFilter(object, event);
}

}  // namespace gradus::ui
