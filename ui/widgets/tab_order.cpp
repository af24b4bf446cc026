#include "ui/widgets/tab_order.h"

#include <QLayout>
#include <QWidget>
#include <algorithm>
#include <functional>
#include <iterator>
#include <list>
#include <vector>

namespace gradus::ui {
namespace {

/// What Tab stops at, and before that the parts in which it lies.
void collect(const QLayout& layout, std::vector<QWidget*>& chain) {
  for (int i = 0; i < layout.count(); ++i) {
    QWidget* widget = layout.itemAt(i)->widget();
    if (widget == nullptr) {
      if (const QLayout* inner = layout.itemAt(i)->layout()) collect(*inner, chain);
    } else if (widget->focusProxy() != nullptr) {
      // Tab stops at both, and must not be led back. With its proxy Qt puts it before the first of its parts, be that a
      // label.
      chain.push_back(widget);
      std::ranges::copy_if(widget->findChildren<QWidget*>(), std::back_inserter(chain),
                           std::not_fn(&QWidget::isWindow));
    } else if ((widget->focusPolicy() & Qt::TabFocus) != 0) {
      chain.push_back(widget);
    } else if (widget->layout() != nullptr) {
      chain.push_back(widget);
      collect(*widget->layout(), chain);
    }
  }
}

/// While it lives, Qt moves a widget in the order as any other that takes the keyboard: it leaves where they are those
/// that take none and those that hand it on.
class Movable {
 public:
  explicit Movable(QWidget& widget) : widget_(widget), proxy_(widget.focusProxy()) {
    if (proxy_ != nullptr) widget_.setFocusProxy(nullptr);
    policy_ = widget_.focusPolicy();
    if (policy_ == Qt::NoFocus) widget_.setFocusPolicy(Qt::TabFocus);
  }
  ~Movable() {
    widget_.setFocusPolicy(policy_);
    if (proxy_ != nullptr) widget_.setFocusProxy(proxy_);
  }
  Movable(const Movable&) = delete;
  Movable& operator=(const Movable&) = delete;

 private:
  QWidget& widget_;
  QWidget* proxy_;
  Qt::FocusPolicy policy_;
};

void order(const std::vector<QWidget*>& chain) {
  if (chain.empty()) return;
  // The order is a ring, and Qt takes what comes first after the window for the next of the last one: the window is in
  // between.
  std::list<Movable> movable;
  movable.emplace_back(*chain.front()->window());
  for (QWidget* widget : chain) movable.emplace_back(*widget);
  for (std::size_t i = 1; i < chain.size(); ++i) QWidget::setTabOrder(chain[i - 1], chain[i]);
}

}  // namespace

void orderTabs(const QLayout& layout) {
  std::vector<QWidget*> chain;
  collect(layout, chain);
  order(chain);
}

void orderTabsWithin(QWidget& part) {
  std::vector<QWidget*> chain{&part};
  collect(*part.layout(), chain);
  order(chain);
}

}  // namespace gradus::ui
