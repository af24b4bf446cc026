// How fast training goes, chosen from a menu in the top bar: from slow motion, where every batch is seen, to flat out.
#pragma once

#include "core/data/catalog.h"
#include "core/session/pace.h"
#include "ui/widgets/button.h"

class QActionGroup;

namespace gradus::ui {

class SpeedButton : public Button {
  Q_OBJECT

 public:
  /// Begins with what was chosen last time.
  explicit SpeedButton(QWidget* parent = nullptr);

  /// The speed for data of that kind: the automatic choice shows the plane's small networks at a pace that the eye can
  /// follow, and trains everything else flat out.
  Speed speedFor(DatasetKind kind) const;

 signals:
  void speedChosen();

 private:
  void choose(int index);

  QMenu* menu_;
  QActionGroup* group_;
  int index_ = 0;
};

}  // namespace gradus::ui
