#include "ui/widgets/number_field.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/density.h"
#include "ui/widgets/format.h"
#include "ui/widgets/menu.h"

namespace gradus::ui {
namespace {

constexpr int kSide = 10;
constexpr int kArrow = 14;
constexpr int kNarrowest = 78;  // "0.0001" and the arrow

/// 0.001, 0.003, 0.01 …: the numbers by which people search for a learning rate.
double nextOnLadder(double value, bool up) {
  const double exponent = std::floor(std::log10(value) + 1e-9);
  const double decade = std::pow(10.0, exponent);
  const double lead = value / decade;
  if (up) return lead < 2.999 ? 3 * decade : 10 * decade;
  if (lead > 3.001) return 3 * decade;
  return lead > 1.001 ? decade : 3 * decade / 10;
}

/// Removes what binary fractions add, such as 0.30000000000000004.
double rounded(double value) {
  return roundedTo(value, 9);
}

}  // namespace

NumberField::NumberField(const NumberRange& range, QWidget* parent)
    : QWidget(parent),
      range_(range),
      value_(std::clamp(0.0, range.minimum, range.maximum)),
      edit_(new CheckedEdit([this](const QString& text) { return problemWithNumber(text, range_); }, this)) {
  edit_->setProperty("bare", true);
  edit_->setFrame(false);
  edit_->installEventFilter(this);

  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(kSide - 2, 1, kSide + kArrow + 2, 1);
  layout->addWidget(edit_);
  setFocusProxy(edit_);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  connect(edit_, &QLineEdit::editingFinished, this, &NumberField::commit);
  restore();
}

NumberField::~NumberField() {
  // A widget gives up the keyboard as it goes, and the text field would have its number taken over by what is no
  // longer there.
  edit_->disconnect(this);
}

QSize NumberField::sizeHint() const {
  return {kControlWidth, controlHeight(*this)};
}

QSize NumberField::minimumSizeHint() const {
  return {kNarrowest, sizeHint().height()};
}

void NumberField::setRange(const NumberRange& range) {
  range_ = range;
  edit_->check();
}

void NumberField::setValue(double value) {
  const bool keepsTyped = value == value_ && edit_->isModified();
  value_ = value;
  if (!keepsTyped) restore();
}

std::vector<double> NumberField::suggestionsFor(const NumberRange& range, double around) {
  std::vector<double> numbers{around};
  const auto grow = [&](auto next, int count) {
    double number = around;
    for (int i = 0; i < count && number > 0; ++i) {
      number = next(number);
      if (number >= range.minimum && number <= range.maximum) numbers.push_back(rounded(number));
    }
  };
  if (range.integer) {
    grow([](double number) { return number * 2; }, 4);
    grow([](double number) { return std::floor(number / 2); }, 4);
  } else if (around > 0 && around * 20 <= range.maximum) {
    grow([](double number) { return nextOnLadder(number, true); }, 4);
    grow([](double number) { return nextOnLadder(number, false); }, 4);
  } else if (around == 0) {
    for (const double number : {1e-5, 1e-4, 1e-3, 1e-2, 0.1, 0.5, 0.9}) {
      if (number >= range.minimum && number <= range.maximum) numbers.push_back(number);
    }
  } else {
    for (const double number : {0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999}) {
      if (number >= range.minimum && number <= range.maximum) numbers.push_back(number);
    }
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

/// At Return, and when the keyboard goes elsewhere.
void NumberField::commit() {
  if (const std::optional<double> number = readNumber(edit_->text(), range_)) {
    adopt(*number);
  } else if (edit_->text().isEmpty()) {
    restore();
  } else if (edit_->hasFocus()) {
    edit_->explain();
  }
}

void NumberField::restore() {
  edit_->setText(typeable(value_));
  if (!edit_->hasFocus()) edit_->setCursorPosition(0);
}

void NumberField::adopt(double value) {
  const bool isNew = value != value_;
  value_ = value;
  restore();
  if (isNew) emit valueChanged(value);
}

void NumberField::stepBy(int steps) {
  double number = readNumber(edit_->text(), range_).value_or(value_);
  for (int i = 0; i < std::abs(steps); ++i) {
    const bool up = steps > 0;
    if (range_.integer) {
      number += up ? 1 : -1;
    } else if (number > 0 && range_.maximum > 0.5 && number < 0.2 * range_.maximum) {
      number = nextOnLadder(number, up);
    } else {
      const double stride = std::pow(10.0, std::floor(std::log10(range_.maximum - range_.minimum)) - 1);
      number += up ? stride : -stride;
    }
  }
  adopt(std::clamp(rounded(number), range_.minimum, range_.maximum));
}

void NumberField::openSuggestions() {
  if (suggestions_.empty()) return;
  QMenu* menu = makeMenu(this);
  for (const double number : suggestions_) {
    if (number < range_.minimum || number > range_.maximum) continue;
    QAction* action = menu->addAction(typeable(number));
    connect(action, &QAction::triggered, this, [this, number] { adopt(number); });
  }
  menu->setMinimumWidth(width());
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->popup(mapToGlobal(QPoint(0, height() + 4)));
}

bool NumberField::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  if (event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool list = key->modifiers().testFlag(Qt::AltModifier) && key->key() == Qt::Key_Down;
    if (list) {
      openSuggestions();
    } else if (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down) {
      stepBy(key->key() == Qt::Key_Up ? 1 : -1);
    } else if (key->key() == Qt::Key_Escape) {
      restore();
    } else {
      return QWidget::eventFilter(watched, event);
    }
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void NumberField::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (event->pos().x() > edit_->geometry().right()) {
    openSuggestions();
  } else {
    edit_->setFocus(Qt::OtherFocusReason);
    edit_->selectAll();
  }
}

void NumberField::wheelEvent(QWheelEvent* event) {
  if (!edit_->hasFocus()) {
    event->ignore();
    return;
  }
  if (event->angleDelta().y() != 0) stepBy(event->angleDelta().y() > 0 ? 1 : -1);
  event->accept();
}

void NumberField::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintControl(painter, *this, false, edit_->hasFocus());
  if (edit_->isRefused()) paintFocus(painter, rect(), kControlRadius, palette().color(role::kBad));
  if (suggestions_.empty()) return;
  drawIcon(painter, QRectF(width() - kSide - kArrow, (height() - kArrow) / 2.0, kArrow, kArrow),
           QStringLiteral("chevron"), palette().color(role::kMuted));
}

}  // namespace gradus::ui
