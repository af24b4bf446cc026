#include "ui/document/gesture.h"

#include <QApplication>
#include <QKeyEvent>

namespace gradus::ui {

Gesture::Gesture(QObject* parent) : QObject(parent) {
  qApp->installEventFilter(this);
}

bool Gesture::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::ShortcutOverride:
      // A key held down is one movement.
      if (!static_cast<QKeyEvent*>(event)->isAutoRepeat()) ++number_;
      break;
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::FocusIn:
      ++number_;
      break;
    default:
      break;
  }
  return QObject::eventFilter(watched, event);
}

}  // namespace gradus::ui
