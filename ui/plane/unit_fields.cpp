#include "ui/plane/unit_fields.h"

#include <algorithm>

namespace gradus::ui {

UnitFields::UnitFields(const Dataset& data, const Theme& theme) : theme_(theme), task_(data.task), palette_(theme) {
  if (!data.isPlane()) return;
  columns_.emplace_back();
  const double extent = fieldExtent(data);
  for (const std::string& title : data.featureNames) {
    const auto all = planeFeatures();
    const auto row = std::ranges::find(all, title, &PlaneFeature::title);
    columns_.front().push_back(row == all.end() ? QImage() : featureImage(*row, kUnitFieldSide, extent, palette_));
  }
}

void UnitFields::show(const FieldSnapshot* fields) {
  if (columns_.empty()) return;
  columns_.resize(1);
  if (fields == nullptr) return;
  constexpr std::size_t kPlaces = std::size_t{kUnitFieldSide} * kUnitFieldSide;
  for (std::size_t layer = 0; layer < fields->layers.size(); ++layer) {
    const LayerField& field = fields->layers[layer];
    const bool isOutput = layer + 1 == fields->layers.size();
    std::vector<QImage>& images = columns_.emplace_back();
    for (int unit = 0; unit < field.units; ++unit) {
      if (isOutput && task_ == Task::Classification) {
        const bool isOneForAll = field.units < fields->outputs;
        images.push_back(isOneForAll ? oddsImage(*fields, palette_) : classImage(*fields, unit, theme_));
        continue;
      }
      const auto bytes = std::span(field.bytes).subspan(static_cast<std::size_t>(unit) * kPlaces, kPlaces);
      images.push_back(fieldImage(bytes, kUnitFieldSide, palette_));
    }
  }
}

const QImage& UnitFields::image(int column, int unit) const {
  const auto at = static_cast<std::size_t>(column);
  const auto index = static_cast<std::size_t>(unit);
  return at < columns_.size() && index < columns_[at].size() ? columns_[at][index] : none_;
}

}  // namespace gradus::ui
