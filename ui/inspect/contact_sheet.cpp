#include "ui/inspect/contact_sheet.h"

#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "ui/inspect/gallery_card.h"
#include "ui/widgets/picture_file.h"

namespace gradus::ui {
namespace {

constexpr double kGap = 10;
constexpr double kRoomy = 1.15;  // cards are a little wider than they have to be

}  // namespace

void writeContactSheet(const QString& path, const InspectResult& result, const PreparedDataPtr& data,
                       std::span<const std::size_t> places, const Theme& theme, const QFont& font) {
  if (places.size() > kMostOnSheet) {
    throw Error("A contact sheet holds " + std::to_string(kMostOnSheet) + " samples, not " +
                std::to_string(places.size()) + ": choose fewer, or export a table");
  }
  GalleryCard card;
  card.setTheme(theme);
  card.setData(data);
  card.setPredictions(result.predictions);
  const double width = std::ceil(card.smallestWidth() * kRoomy);
  const double height = std::ceil(card.heightFor(width));
  const auto count = static_cast<double>(places.size());
  const auto columns = static_cast<std::size_t>(std::max(1.0, std::ceil(std::sqrt(count * height / width))));
  const std::size_t lines = (places.size() + columns - 1) / columns;

  const auto side = [](std::size_t cards, double size) {
    return static_cast<int>(static_cast<double>(cards) * (size + kGap) + kGap);
  };
  QImage sheet(side(std::min(columns, places.size()), width), side(lines, height), QImage::Format_RGB32);
  sheet.fill(theme.canvas);
  QPainter painter(&sheet);
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto column = static_cast<double>(i % columns);
    const std::size_t above = i / columns;
    const QRectF place(kGap + column * (width + kGap), kGap + static_cast<double>(above) * (height + kGap), width,
                       height);
    card.paint(painter, places[i], place, font, {});
  }
  painter.end();
  saveBytes(path, pngOf(sheet));
}

}  // namespace gradus::ui
