// The fields of all units as pictures, the way the canvas counts: by column and unit, the input features first.
#pragma once

#include <QImage>
#include <vector>

#include "core/session/snapshot.h"
#include "ui/plane/field_image.h"

namespace gradus::ui {

class UnitFields {
 public:
  UnitFields() = default;

  /// Of points in the plane that the network sees as `data` says; no pictures for other data.
  UnitFields(const Dataset& data, const Theme& theme);

  /// The fields as they are now; null where they are not known. Pictures of the input stay.
  void show(const FieldSnapshot* fields);

  /// Null where there is none.
  const QImage& image(int column, int unit) const;

 private:
  Theme theme_;
  Task task_ = Task::Classification;
  FieldPalette palette_;
  std::vector<std::vector<QImage>> columns_;
  QImage none_;
};

}  // namespace gradus::ui
