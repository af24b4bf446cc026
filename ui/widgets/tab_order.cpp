#include "ui/widgets/tab_order.h"

#include <QLayout>
#include <QWidget>
#include <vector>

namespace gradus::ui {
namespace {

/// The widget inside `widget` to which it hands its focus on; nothing where it keeps it.
QWidget* innermostProxy(const QWidget& widget) {
  QWidget* proxy = widget.focusProxy();
  while (proxy != nullptr && proxy->focusProxy() != nullptr) proxy = proxy->focusProxy();
  return proxy != nullptr && widget.isAncestorOf(proxy) ? proxy : nullptr;
}

/// What Tab stops at, and before that the parts in which it lies.
void collect(const QLayout& layout, std::vector<QWidget*>& chain) {
  for (int i = 0; i < layout.count(); ++i) {
    QWidget* widget = layout.itemAt(i)->widget();
    if (widget == nullptr) {
      if (const QLayout* inner = layout.itemAt(i)->layout()) collect(*inner, chain);
    } else if (QWidget* proxy = innermostProxy(*widget)) {
      chain.push_back(proxy);
    } else if ((widget->focusPolicy() & Qt::TabFocus) != 0) {
      chain.push_back(widget);
    } else if (widget->layout() != nullptr) {
      chain.push_back(widget);
      collect(*widget->layout(), chain);
    }
  }
}

void order(const std::vector<QWidget*>& chain) {
  if (chain.empty()) return;
  // Qt keeps a place for every widget but moves only those that take the keyboard. The order is a ring, and Qt takes
  // what comes first after the window for the next of the last one: there the window is in between too.
  std::vector<QWidget*> parts{chain.front()->window()};
  parts.insert(parts.end(), chain.begin(), chain.end());
  std::erase_if(parts, [](const QWidget* widget) { return widget->focusPolicy() != Qt::NoFocus; });
  for (QWidget* part : parts) part->setFocusPolicy(Qt::TabFocus);
  for (std::size_t i = 1; i < chain.size(); ++i) QWidget::setTabOrder(chain[i - 1], chain[i]);
  for (QWidget* part : parts) part->setFocusPolicy(Qt::NoFocus);
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
