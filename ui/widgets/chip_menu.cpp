#include "ui/widgets/chip_menu.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/menu.h"

namespace gradus::ui {
namespace {

constexpr int kSide = 11;
constexpr int kGap = 4;
constexpr int kArrow = 12;

}  // namespace

ChipMenu::ChipMenu(const QString& label, QWidget* parent)
    : QAbstractButton(parent), label_(label), menu_(makeMenu(this)) {
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setAttribute(Qt::WA_Hover);
  keepSpace(*this);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setFont(textFont(12));
  connect(this, &QAbstractButton::clicked, this, &ChipMenu::openMenu);
}

void ChipMenu::addChoice(const QString& name, const QString& title, const QString& explanation) {
  const std::size_t index = choices_.size();
  choices_.push_back({name, title, explanation, false});
  QAction* action = addWords(*menu_, title, explanation);
  action->setObjectName(name);
  connect(action, &QAction::triggered, this, [this, index] {
    if (most_ > 0) return toggle(index);
    choose(choices_[index].name);
  });
  updateGeometry();
}

void ChipMenu::clearChoices() {
  choices_.clear();
  current_ = 0;
  menu_->clear();
  updateGeometry();
}

QString ChipMenu::currentName() const {
  return choices_.empty() ? QString() : choices_[current_].name;
}

void ChipMenu::setCurrentName(const QString& name) {
  const auto found = std::ranges::find(choices_, name, &Choice::name);
  if (found == choices_.end()) return;
  current_ = static_cast<std::size_t>(found - choices_.begin());
  setAccessibleDescription(title());
  updateGeometry();
  update();
}

void ChipMenu::setSeveral(int most, const QString& none) {
  most_ = most;
  none_ = none;
  menu_->installEventFilter(this);
}

QStringList ChipMenu::currentNames() const {
  QStringList names;
  for (const Choice& choice : choices_) {
    if (choice.isOne) names.push_back(choice.name);
  }
  return names;
}

void ChipMenu::setCurrentNames(const QStringList& names) {
  for (Choice& choice : choices_) choice.isOne = names.contains(choice.name);
  setAccessibleDescription(title());
  showTicks();
  updateGeometry();
  update();
}

void ChipMenu::toggle(std::size_t index) {
  QStringList names = currentNames();
  if (!names.removeOne(choices_[index].name)) names.push_back(choices_[index].name);
  if (names.size() > most_) return;
  setCurrentNames(names);
  emit severalChosen(currentNames());
}

void ChipMenu::choose(const QString& name) {
  if (name == currentName() || std::ranges::find(choices_, name, &Choice::name) == choices_.end()) return;
  const QString kept = name;  // NOLINT(performance-unnecessary-copy-initialization): who listens may offer others
  setCurrentName(kept);
  emit chosen(kept);
}

bool ChipMenu::isOpen() const {
  return menu_->isVisible();
}

QString ChipMenu::title() const {
  if (most_ > 0) {
    QStringList titles;
    for (const Choice& choice : choices_) {
      if (choice.isOne) titles.push_back(choice.title);
    }
    if (titles.size() > 2) return tr("%1 others").arg(titles.size());
    return titles.isEmpty() ? none_ : titles.join(QStringLiteral(", "));
  }
  return choices_.empty() ? QString() : choices_[current_].title;
}

void ChipMenu::setShowsLabel(bool shows) {
  if (shows == isLabelShown_) return;
  isLabelShown_ = shows;
  updateGeometry();
  update();
}

int ChipMenu::widthOfChoice() const {
  const int words = QFontMetrics(textFont(12, QFont::DemiBold)).horizontalAdvance(title());
  return 2 * kSide + words + kGap + kArrow;
}

int ChipMenu::widthWithLabel() const {
  const int label = label_.isEmpty() ? 0 : fontMetrics().horizontalAdvance(label_) + kGap;
  return label + widthOfChoice();
}

void ChipMenu::showTicks() {
  for (std::size_t i = 0; i < choices_.size(); ++i) {
    const bool isCurrent = most_ > 0 ? choices_[i].isOne : i == current_;
    menu_->actions()
        .at(static_cast<qsizetype>(i))
        ->setIcon(isCurrent ? makeIcon(QStringLiteral("check"), palette().color(role::kAccent)) : QIcon());
  }
}

/// A choice of one among several leaves the menu open.
bool ChipMenu::eventFilter(QObject* watched, QEvent* event) {
  if (watched != menu_ || most_ == 0) return QAbstractButton::eventFilter(watched, event);
  QAction* action = nullptr;
  if (event->type() == QEvent::MouseButtonRelease) {
    action = menu_->actionAt(static_cast<QMouseEvent*>(event)->pos());
  } else if (event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool isChoice = key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter;
    if (isChoice) action = menu_->activeAction();
  }
  if (action == nullptr) return QAbstractButton::eventFilter(watched, event);
  action->trigger();
  return true;
}

void ChipMenu::openMenu() {
  showTicks();
  menu_->popup(mapToGlobal(QPoint(0, height() + 4)));
}

void ChipMenu::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    openMenu();
  } else {
    QAbstractButton::keyPressEvent(event);
  }
}

void ChipMenu::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QColor fill = palette().color(underMouse() && isEnabled() ? role::kHover : role::kControl);
  const double radius = height() / 2.0;
  paintSurface(painter, rect(), radius, fill, palette().color(role::kBorder));
  if (hasFocus()) paintFocus(painter, rect(), radius, palette().color(role::kAccent));
  int x = kSide;
  if (isLabelShown_ && !label_.isEmpty()) {
    painter.setFont(font());
    painter.setPen(palette().color(role::kMuted));
    painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, label_);
    x += fontMetrics().horizontalAdvance(label_) + kGap;
  }
  painter.setFont(textFont(12, QFont::DemiBold));
  painter.setPen(palette().color(role::kText));
  const int room = width() - kSide - kArrow - kGap - x;
  painter.drawText(QRect(x, 0, room + 2, height()), Qt::AlignVCenter | Qt::AlignLeft,
                   painter.fontMetrics().elidedText(title(), Qt::ElideRight, room + 2));
  drawIcon(painter, QRectF(width() - kSide - kArrow + 2, (height() - kArrow) / 2.0, kArrow, kArrow),
           QStringLiteral("chevron"), palette().color(role::kMuted));
}

}  // namespace gradus::ui
