#include "ui/plots/part_look.h"

#include <QObject>

#include "ui/theme/theme.h"

namespace gradus::ui {

QString nameOf(DataPart part) {
  if (part == DataPart::Train) return QObject::tr("train");
  return part == DataPart::Valid ? QObject::tr("valid") : QObject::tr("test");
}

QColor colorOf(DataPart part, const Theme& theme) {
  if (part == DataPart::Train) return theme.train;
  return part == DataPart::Valid ? theme.valid : theme.muted;
}

}  // namespace gradus::ui
