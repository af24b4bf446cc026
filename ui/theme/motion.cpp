#include "ui/theme/motion.h"

#include <QApplication>

namespace gradus::ui {
namespace {

struct Wishes {
  bool ofSystem = false;
  bool ofPerson = false;
};

Wishes& wishes() {
  static Wishes wishes;
  return wishes;
}

/// Of what Qt moves by itself.
void tellQt() {
  static const int kBlinking = QApplication::cursorFlashTime();
  static const bool kHasEffects = QApplication::isEffectEnabled(Qt::UI_General);
  QApplication::setCursorFlashTime(isMotionReduced() ? 0 : kBlinking);
  QApplication::setEffectEnabled(Qt::UI_General, kHasEffects && !isMotionReduced());
}

}  // namespace

bool isMotionReduced() {
  return wishes().ofSystem || wishes().ofPerson;
}

void setSystemReducesMotion(bool reduces) {
  wishes().ofSystem = reduces;
  tellQt();
}

void setReducesMotion(bool reduces) {
  wishes().ofPerson = reduces;
  tellQt();
}

}  // namespace gradus::ui
