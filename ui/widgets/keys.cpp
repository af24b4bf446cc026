#include "ui/widgets/keys.h"

#include <QAbstractButton>
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

class ReturnKeeper : public QObject {
 public:
  explicit ReturnKeeper(QAbstractButton& button) : QObject(&button), button_(button) {
    button.installEventFilter(this);
  }

  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() != QEvent::KeyPress) return QObject::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Return && key != Qt::Key_Enter) return false;
    button_.click();
    return true;
  }

 private:
  QAbstractButton& button_;
};

}  // namespace

void keepReturn(QAbstractButton& button) {
  new ReturnKeeper(button);
}

void keepSpace(QWidget& control) {
  new SpaceKeeper(control);
}

}  // namespace gradus::ui
