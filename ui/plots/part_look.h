// The parts of the data as they are named and coloured wherever numbers of them stand: teal is train, violet is
// validation, grey is test.
#pragma once

#include <QColor>
#include <QString>

#include "core/data/data_part.h"

namespace gradus::ui {

struct Theme;

/// "train", "valid" or "test".
QString nameOf(DataPart part);

QColor colorOf(DataPart part, const Theme& theme);

}  // namespace gradus::ui
