#include "ui/widgets/keys.h"

#include <QKeyEvent>
#include <QWidget>

namespace gradus::ui {
namespace {

class SpaceKeeper : public QObject {
 public:
  explicit SpaceKeeper(QWidget& control) : QObject(&control) { control.installEventFilter(this); }

  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() != QEvent::ShortcutOverride) return QObject::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() != Qt::Key_Space || key->modifiers() != Qt::NoModifier) return false;
    event->accept();
    return true;
  }
};

}  // namespace

void keepSpace(QWidget& control) {
  new SpaceKeeper(control);
}

}  // namespace gradus::ui
