// Many samples in one picture, as the gallery shows them.
#pragma once

#include <QFont>
#include <QString>
#include <span>

#include "core/data/prepared_data.h"
#include "ui/inspect/inspect_worker.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

/// A picture is not made of more.
constexpr std::size_t kMostOnSheet = 2000;

/// Writes the samples at `places` of the result as a PNG, at most kMostOnSheet of them, as nearly square as cards
/// allow. Throws Error with the path and the reason, also where there are too many.
void writeContactSheet(const QString& path, const InspectResult& result, const PreparedDataPtr& data,
                       std::span<const std::size_t> places, const Theme& theme, const QFont& font);

}  // namespace gradus::ui
