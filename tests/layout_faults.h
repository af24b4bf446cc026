// What is wrong with how a window is laid out: widgets on top of each other or outside their parents, words that are
// cut. Nothing of it needs a person to look.
#pragma once

#include <QAbstractScrollArea>
#include <QLabel>
#include <QScrollBar>
#include <QSplitterHandle>
#include <QStringList>
#include <QTabBar>
#include <QWidget>

#include "ui/network/layer_header.h"
#include "ui/network/network_canvas.h"
#include "ui/widgets/button.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/chip_menu.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/pill.h"

namespace gradus::ui::test {

inline QString nameOf(const QWidget& widget) {
  QString name = QString::fromLatin1(widget.metaObject()->className()).section(u':', -1);
  if (!widget.objectName().isEmpty()) name += u' ' + widget.objectName();
  if (!widget.accessibleName().isEmpty()) name += QStringLiteral(" '") + widget.accessibleName() + u'\'';
  if (const auto* label = qobject_cast<const QLabel*>(&widget)) name += QStringLiteral(" '") + label->text() + u'\'';
  if (const auto* elided = qobject_cast<const ElidedLabel*>(&widget))
    name += QStringLiteral(" '") + elided->text() + u'\'';
  const QRect place = widget.geometry();
  return name + QStringLiteral(" at %1,%2 %3×%4").arg(place.x()).arg(place.y()).arg(place.width()).arg(place.height());
}

/// Whether it is laid over others on purpose, or is a part of Qt's own.
inline bool liesAbove(const QWidget& widget) {
  if (widget.isWindow() || qobject_cast<const QSplitterHandle*>(&widget) != nullptr) return true;
  if (qobject_cast<const QScrollBar*>(&widget) != nullptr) return true;
  if (widget.testAttribute(Qt::WA_TransparentForMouseEvents)) return true;
  const auto* canvas = qobject_cast<const NetworkCanvas*>(widget.parentWidget());
  return canvas != nullptr && qobject_cast<const LayerHeader*>(&widget) == nullptr;
}

/// Its contents are larger than it is, and scrolled.
inline bool isScrolled(const QWidget& widget) {
  const QWidget* area = widget.parentWidget() == nullptr ? nullptr : widget.parentWidget()->parentWidget();
  return qobject_cast<const QAbstractScrollArea*>(area) != nullptr;
}

/// Its contents are wider than it is, and nothing scrolls to what is cut.
inline bool isCutByArea(const QWidget& widget) {
  if (!isScrolled(widget)) return false;
  const auto* area = qobject_cast<const QAbstractScrollArea*>(widget.parentWidget()->parentWidget());
  if (area->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff) return false;
  return widget.width() > area->viewport()->width();
}

inline bool cutsWords(const QWidget& widget) {
  if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
    if (label->wordWrap()) return label->height() < label->heightForWidth(label->width());
    return label->width() < label->sizeHint().width();
  }
  if (widget.objectName() == u"formulaDerivative") return false;  // of whatever a person types; the tip has the whole
  // Names of devices may be long; the tip says the whole.
  if (qobject_cast<const Pill*>(&widget) != nullptr) return widget.width() < widget.minimumSizeHint().width();
  const bool hasWords =
      qobject_cast<const ElidedLabel*>(&widget) != nullptr || qobject_cast<const Button*>(&widget) != nullptr ||
      qobject_cast<const CheckBox*>(&widget) != nullptr || qobject_cast<const ChipMenu*>(&widget) != nullptr ||
      qobject_cast<const ComboBox*>(&widget) != nullptr || qobject_cast<const QTabBar*>(&widget) != nullptr;
  return hasWords && widget.width() < widget.sizeHint().width();
}

/// A line for each fault in `widget` and below, as it is shown now.
inline QStringList layoutFaults(const QWidget& widget) {
  QStringList faults;
  std::vector<const QWidget*> shown;
  for (const QObject* child : widget.children()) {
    const auto* each = qobject_cast<const QWidget*>(child);
    if (each == nullptr || !each->isVisible() || each->isWindow()) continue;
    faults += layoutFaults(*each);
    if (cutsWords(*each)) faults << QStringLiteral("cut: ") + nameOf(*each);
    if (isCutByArea(*each)) faults << QStringLiteral("cut: ") + nameOf(*each) + QStringLiteral(" by ") + nameOf(widget);
    if (liesAbove(*each)) continue;
    if (!isScrolled(*each) && !widget.rect().contains(each->geometry()) &&
        qobject_cast<const NetworkCanvas*>(&widget) == nullptr) {
      faults << QStringLiteral("outside: ") + nameOf(*each) + QStringLiteral(" of ") + nameOf(widget);
    }
    for (const QWidget* other : shown) {
      if (each->geometry().intersects(other->geometry())) {
        faults << QStringLiteral("overlap: ") + nameOf(*each) + QStringLiteral(" and ") + nameOf(*other);
      }
    }
    shown.push_back(each);
  }
  return faults;
}

}  // namespace gradus::ui::test
