#include "ui/inspect/gallery_card.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "core/data/plane_sets.h"
#include "core/train/prepare.h"
#include "ui/theme/legible.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/sample_grid.h"

namespace gradus::ui {
namespace {

constexpr double kMargin = 8;
constexpr double kCaption = 22;
constexpr double kRound = 8;
constexpr double kNarrowest = 92;
constexpr double kWidest = 140;
constexpr double kWidestTwoLines = 210;
constexpr double kArrow = 18;
constexpr double kBeforeDetail = 6;
constexpr double kTable = 168;

/// Of the longest thing that a caption may have to say on one side of its arrow.
double widestWord(const Dataset& dataset) {
  const QFontMetricsF metrics(textFont(12, QFont::DemiBold));
  double widest = dataset.task == Task::Regression ? metrics.horizontalAdvance(QStringLiteral("−0.0888")) : 0;
  for (const std::string& name : dataset.classNames) {
    widest = std::max(widest, metrics.horizontalAdvance(QString::fromStdString(name)));
  }
  return widest;
}

}  // namespace

void GalleryCard::setTheme(const Theme& theme) {
  theme_ = theme;
  plane_ = {};
}

void GalleryCard::setData(const PreparedDataPtr& data) {
  data_ = data;
  predictions_ = nullptr;
  plane_ = {};
  makeRoomForWords();
}

/// Both names side by side while that makes no card too wide, else below each other.
void GalleryCard::makeRoomForWords() {
  smallestWidth_ = kNarrowest;
  hasTwoLines_ = false;
  if (!data_) return;
  const Dataset& dataset = *data_->dataset;
  const QString detail = dataset.task == Task::Regression ? signedFigures(0.0888) : percent(1, 0);
  const double around = kArrow + QFontMetricsF(textFont(11)).horizontalAdvance(detail) + kBeforeDetail + 2 * kMargin;
  const double word = widestWord(dataset);
  const bool isTable = !dataset.isImage() && !dataset.isPlane();  // tables need room for their columns
  const double widest = isTable ? kTable : kWidest;
  hasTwoLines_ = 2 * word + around > widest;
  const double wanted = std::ceil((hasTwoLines_ ? word : 2 * word) + around);
  smallestWidth_ = isTable ? kTable : std::clamp(wanted, kNarrowest, kWidestTwoLines);
}

double GalleryCard::captionHeight() const {
  return hasTwoLines_ ? kCaption + kLine : kCaption;
}

double GalleryCard::heightFor(double width) const {
  if (data_ == nullptr) return width;
  const Dataset& dataset = *data_->dataset;
  if (dataset.isImage()) {
    const double side = width - 2 * kMargin;
    return side * dataset.image.height / std::max(dataset.image.width, 1) + 2 * kMargin + captionHeight();
  }
  if (dataset.isPlane()) return width + captionHeight();
  const auto columns = std::min<std::size_t>(kColumnsShown, static_cast<std::size_t>(dataset.features));
  return 2 * kMargin + captionHeight() + kLine * static_cast<double>(columns) + 2;
}

// --- words

bool GalleryCard::isRight(std::size_t place) const {
  const auto row = static_cast<std::size_t>(predictions_->rows[place]);
  return data_->dataset->task == Task::Classification && data_->dataset->labels[row] == predictions_->predicted[place];
}

QString GalleryCard::truthOf(std::size_t place) const {
  const Dataset& dataset = *data_->dataset;
  const auto row = static_cast<std::size_t>(predictions_->rows[place]);
  if (dataset.task == Task::Regression) return figures(static_cast<double>(dataset.targets[row]));
  return QString::fromStdString(dataset.classNames[static_cast<std::size_t>(dataset.labels[row])]);
}

QString GalleryCard::guessOf(std::size_t place) const {
  const Dataset& dataset = *data_->dataset;
  if (dataset.task == Task::Regression) return figures(static_cast<double>(predictions_->values[place]));
  return QString::fromStdString(dataset.classNames[static_cast<std::size_t>(predictions_->predicted[place])]);
}

QString GalleryCard::detailOf(std::size_t place) const {
  if (data_->dataset->task == Task::Classification) {
    return percent(static_cast<double>(predictions_->confidence[place]), 0);
  }
  const auto row = static_cast<std::size_t>(predictions_->rows[place]);
  const auto error =
      static_cast<double>(predictions_->values[place]) - static_cast<double>(data_->dataset->targets[row]);
  return signedFigures(error);
}

QString GalleryCard::caption(std::size_t place) const {
  if (isRight(place)) return truthOf(place);
  return truthOf(place) + QStringLiteral(" → ") + guessOf(place);
}

QString GalleryCard::explanation(std::size_t place) const {
  const QString row = grouped(predictions_->rows[place]);
  const QString loss = figures(static_cast<double>(predictions_->loss[place]));
  if (data_->dataset->task == Task::Regression) {
    return QStringLiteral("Sample %1 is %2; the network says %3, which is off by %4.")
        .arg(row, truthOf(place), guessOf(place), detailOf(place));
  }
  const QString about = isRight(place) ? QStringLiteral("Sample %1 is %2, as the network says with %4; loss %5.")
                                       : QStringLiteral("Sample %1 is %2; the network says %3 with %4; loss %5.");
  return QString(about)
      .replace(QStringLiteral("%1"), row)
      .replace(QStringLiteral("%2"), truthOf(place))
      .replace(QStringLiteral("%3"), guessOf(place))
      .replace(QStringLiteral("%4"), detailOf(place))
      .replace(QStringLiteral("%5"), loss);
}

// --- painting

void GalleryCard::paint(QPainter& painter, std::size_t place, const QRectF& rect, const QFont& font,
                        const CardState& state) {
  if (data_ == nullptr || predictions_ == nullptr || place >= predictions_->rows.size()) return;
  const std::int64_t row = predictions_->rows[place];
  const Dataset& dataset = *data_->dataset;
  if (row >= dataset.rows) return;
  QColor fill = theme_.card;
  if (state.isSelected) fill = mix(fill, theme_.accent, 0.10);
  paintSurface(painter, rect, kRound, fill, state.isHovered ? theme_.muted : theme_.border);
  if (state.isSelected || state.isCurrent || state.isWatched) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(state.isSelected || state.isWatched ? theme_.accent : theme_.muted, 2));
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), kRound - 1, kRound - 1);
    if (state.isSelected && state.isCurrent) {
      painter.setPen(QPen(theme_.text, 1));
      painter.drawRoundedRect(rect.adjusted(3.5, 3.5, -3.5, -3.5), kRound - 3, kRound - 3);
    }
  }
  const QRectF inside = rect.adjusted(kMargin, kMargin, -kMargin, -kMargin - captionHeight());
  if (dataset.isImage()) {
    QPainterPath outline;
    outline.addRoundedRect(inside, 3, 3);
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setClipPath(outline, Qt::IntersectClip);
    painter.drawImage(inside, imageOf(dataset, row));
    painter.restore();
  } else if (dataset.isPlane()) {
    paintPlane(painter, row, inside);
  } else {
    paintColumns(painter, row, inside, font);
  }
  paintCaption(painter, place,
               QRectF(rect.left() + kMargin, rect.bottom() - captionHeight() - kMargin / 2, rect.width() - 2 * kMargin,
                      captionHeight()),
               font);
}

/// "4 → 9", the wrong answer in the colour of mistakes, and how sure it is.
void GalleryCard::paintCaption(QPainter& painter, std::size_t place, const QRectF& rect, const QFont& font) const {
  const QFont plain = sizedFont(font, 12, false);
  const QFont strong = sizedFont(font, 12, true);
  const QFont small = sizedFont(font, 11, false);
  const QRectF last = hasTwoLines_ ? rect.adjusted(0, rect.height() - kCaption + 2, 0, 0) : rect;
  const QString detail = detailOf(place);
  painter.setFont(small);
  painter.setPen(theme_.muted);
  painter.drawText(last, Qt::AlignVCenter | Qt::AlignRight, detail);
  double room = rect.width() - QFontMetricsF(small).horizontalAdvance(detail) - kBeforeDetail;
  double x = rect.left();
  const auto write = [&](const QRectF& line, const QString& words, const QFont& words_font, const QColor& color,
                         double most) {
    const QFontMetricsF metrics(words_font);
    const QString text = metrics.elidedText(words, Qt::ElideRight, std::max(most, 8.0) + 1);
    painter.setFont(words_font);
    painter.setPen(color);
    painter.drawText(QRectF(x, line.top(), rect.width(), line.height()), Qt::AlignVCenter | Qt::AlignLeft, text);
    const double used = metrics.horizontalAdvance(text);
    x += used;
    room -= used;
  };
  const bool isMistake = data_->dataset->task == Task::Classification && !isRight(place);
  const bool isNumber = data_->dataset->task == Task::Regression;
  if (!isMistake && !isNumber) return write(last, truthOf(place), strong, theme_.good, room);
  const QColor& guessColor = isNumber ? theme_.text : theme_.bad;
  if (hasTwoLines_) {
    const double whole = room;
    write(QRectF(rect.topLeft(), QSizeF(rect.width(), kLine)), truthOf(place), plain, theme_.text, rect.width());
    x = rect.left();
    room = whole;
    write(last, QStringLiteral("→ "), plain, theme_.muted, kArrow);
    return write(last, guessOf(place), strong, guessColor, room);
  }
  write(last, truthOf(place), plain, theme_.text, (room - kArrow) / 2);
  write(last, QStringLiteral(" → "), plain, theme_.muted, 2 * kArrow);
  write(last, guessOf(place), strong, guessColor, room);
}

}  // namespace gradus::ui
