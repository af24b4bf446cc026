#include "ui/widgets/tabbed_panel.h"

#include <QBoxLayout>
#include <QShortcut>
#include <QStackedWidget>

#include "ui/widgets/tab_header.h"

namespace gradus::ui {
namespace {

constexpr int kMargin = 20;
constexpr int kHeaderHeight = 50;

}  // namespace

TabbedPanel::TabbedPanel(const QString& accessibleName, QWidget* parent)
    : QWidget(parent), tabs_(new TabHeader), views_(new QStackedWidget), header_(new QHBoxLayout) {
  tabs_->setAccessibleName(accessibleName);
  auto* header = new QWidget;
  header->setFixedHeight(kHeaderHeight);
  header->setLayout(header_);
  header_->setContentsMargins(kMargin, 0, kMargin, 0);
  header_->setSpacing(8);
  header_->addWidget(tabs_);
  header_->addStretch();

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(header);
  layout->addWidget(views_, 1);
  connect(tabs_, &QTabBar::currentChanged, this, &TabbedPanel::setCurrent);
}

void TabbedPanel::addTab(const QString& title, QWidget* view, const std::vector<QWidget*>& actions) {
  for (QWidget* action : actions) {
    header_->addWidget(action);
    action->setVisible(actions_.empty());
  }
  actions_.push_back(actions);
  views_->addWidget(view);
  const int index = tabs_->addTab(title);
  const QString keys = QStringLiteral("Ctrl+%1").arg(index + 1);
  tabs_->setTabToolTip(index, title + QStringLiteral(" (") + keys + u')');
  connect(new QShortcut(QKeySequence(keys), this), &QShortcut::activated, this, [this, index] { setCurrent(index); });
}

int TabbedPanel::current() const {
  return views_->currentIndex();
}

void TabbedPanel::setCurrent(int index) {
  if (index < 0 || index >= views_->count()) return;
  tabs_->setCurrentIndex(index);
  views_->setCurrentIndex(index);
  for (std::size_t tab = 0; tab < actions_.size(); ++tab) {
    for (QWidget* action : actions_[tab]) action->setVisible(static_cast<int>(tab) == index);
  }
}

}  // namespace gradus::ui
