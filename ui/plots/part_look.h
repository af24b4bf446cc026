// The parts of the data as they are named and coloured wherever numbers of them stand: teal is train, violet is
// validation, grey is test.
#pragma once

#include <QColor>
#include <QString>
#include <array>

#include "core/train/predictions.h"

namespace gradus::ui {

struct Theme;

constexpr std::array kAllParts = {DataPart::Train, DataPart::Valid, DataPart::Test};
static_assert(kAllParts.size() == kDataParts);

constexpr std::size_t indexOf(DataPart part) {
  return static_cast<std::size_t>(part);
}

/// For each part yes or no, by indexOf().
using PartFlags = std::array<bool, kDataParts>;
constexpr PartFlags kEveryPart = {true, true, true};

/// "train", "valid" or "test".
QString nameOf(DataPart part);

QColor colorOf(DataPart part, const Theme& theme);

}  // namespace gradus::ui
