#include "ui/widgets/tabbed_panel.h"

#include <QBoxLayout>
#include <QShortcut>
#include <QStackedWidget>

#include "ui/widgets/button.h"
#include "ui/widgets/tab_header.h"

namespace gradus::ui {
namespace {

constexpr int kMargin = 20;
constexpr int kNarrowMargin = 12;
constexpr int kHeaderHeight = 50;
constexpr int kSpace = 8;

}  // namespace

TabbedPanel::TabbedPanel(const QString& accessibleName, QWidget* parent)
    : QWidget(parent),
      tabs_(new TabHeader),
      views_(new QStackedWidget),
      layout_(new QVBoxLayout(this)),
      header_(new QHBoxLayout),
      actionRow_(new QWidget) {
  tabs_->setAccessibleName(accessibleName);
  auto* header = new QWidget;
  header->setFixedHeight(kHeaderHeight);
  header->setLayout(header_);
  header_->setContentsMargins(kMargin, 0, kMargin, 0);
  header_->setSpacing(kSpace);
  header_->addWidget(tabs_);
  header_->addStretch();
  header_->addWidget(actionRow_);
  auto* actions = new QHBoxLayout(actionRow_);
  actions->setContentsMargins(0, 0, 0, 0);
  actions->setSpacing(kSpace);

  layout_->setContentsMargins(0, 0, 0, 0);
  layout_->setSpacing(0);
  layout_->addWidget(header);
  layout_->addWidget(views_, 1);
  connect(tabs_, &QTabBar::currentChanged, this, &TabbedPanel::setCurrent);
}

void TabbedPanel::addTab(const QString& title, QWidget* view, const std::vector<QWidget*>& actions,
                         const QString& shortTitle) {
  for (QWidget* action : actions) {
    actionRow_->layout()->addWidget(action);
    action->setVisible(all_.empty());
  }
  all_.push_back({title, shortTitle.isEmpty() ? title : shortTitle, actions});
  views_->addWidget(view);
  const int index = tabs_->addTab(title);
  const QString keys = QStringLiteral("Ctrl+%1").arg(index + 1);
  tabs_->setTabToolTip(index, title + QStringLiteral(" (") + keys + u')');
  connect(new QShortcut(QKeySequence(keys), this), &QShortcut::activated, this, [this, index] { setCurrent(index); });
}

/// Tries it: the tabs and the actions of the present one are then as they would be.
bool TabbedPanel::fits(bool hasWords, bool hasLongTitles, int margin) {
  header_->setContentsMargins(margin, 0, margin, 0);
  int width = 2 * margin;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    const Tab& tab = all_[i];
    tabs_->setTabText(static_cast<int>(i), hasLongTitles ? tab.title : tab.shortTitle);
    for (QWidget* action : tab.actions) {
      if (auto* button = qobject_cast<Button*>(action)) button->setShowsText(hasWords);
      if (static_cast<int>(i) == current()) width += kSpace + action->sizeHint().width();
    }
  }
  return width + tabs_->sizeHint().width() <= this->width();
}

void TabbedPanel::placeActions(bool isBeside) {
  const bool wasBeside = header_->indexOf(actionRow_) >= 0;
  if (isBeside == wasBeside) return;
  if (isBeside) {
    layout_->removeWidget(actionRow_);
    header_->addWidget(actionRow_);
  } else {
    header_->removeWidget(actionRow_);
    layout_->insertWidget(1, actionRow_, 0, Qt::AlignRight);
  }
  actionRow_->setContentsMargins(0, 0, isBeside ? 0 : kMargin, isBeside ? 0 : kSpace);
}

void TabbedPanel::arrange() {
  const bool isBeside = fits(true, true, kMargin) || fits(false, true, kMargin) || fits(false, false, kMargin) ||
                        fits(false, false, kNarrowMargin);
  placeActions(isBeside);
  if (!isBeside && tabs_->sizeHint().width() + 2 * kMargin <= width()) fits(true, false, kMargin);
}

void TabbedPanel::resizeEvent(QResizeEvent*) {
  arrange();
}

void TabbedPanel::showEvent(QShowEvent*) {
  arrange();
}

int TabbedPanel::current() const {
  return views_->currentIndex();
}

void TabbedPanel::setCurrent(int index) {
  if (index < 0 || index >= views_->count()) return;
  tabs_->setCurrentIndex(index);
  views_->setCurrentIndex(index);
  for (std::size_t tab = 0; tab < all_.size(); ++tab) {
    for (QWidget* action : all_[tab].actions) action->setVisible(static_cast<int>(tab) == index);
  }
  arrange();
}

}  // namespace gradus::ui
