#include "ui/network/network_painter.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "core/nn/output_kind.h"
#include "ui/network/dead_mark.h"
#include "ui/theme/legible.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr double kTextSize = 11.5;
constexpr double kCaptionLine = 17;
constexpr double kShortestName = 26;  ///< how far the name of a class may be elided

QString tr(const char* text) {
  return QCoreApplication::translate("gradus::ui::NetworkPainter", text);
}

/// The largest |value| of a column, at least 1, so that weak activations also look weak.
double largestValue(const NetworkValues& values, int column, const Column& shown) {
  double largest = 1;
  for (int unit = 0; unit < static_cast<int>(shown.boxes.size()); ++unit) {
    const double size = std::abs(values.value(column, unit).value_or(0));
    if (std::isfinite(size)) largest = std::max(largest, size);
  }
  return largest;
}

}  // namespace

NetworkPainter::NetworkPainter(QPainter& painter, const NetworkScene& scene, const Theme& theme, const QFont& font)
    : painter_(painter),
      scene_(scene),
      theme_(theme),
      plain_(sizedFont(font, std::min(kTextSize * scene.view.scale, 22.0), false)),
      strong_(sizedFont(font, std::min((kTextSize + 0.5) * scene.view.scale, 24.0), true)) {}

void NetworkPainter::drawColumns() {
  for (int index = 0; index < scene_.layout.count(); ++index) {
    const Column& column = scene_.layout.at(index);
    switch (column.kind) {
      case ColumnKind::Image:
        drawImage(index);
        break;
      case ColumnKind::Features:
        drawFeatures(column);
        break;
      case ColumnKind::Tiles:
        drawTiles(index);
        break;
      case ColumnKind::Units:
        drawUnits(index);
        break;
      case ColumnKind::Output:
        drawOutput(index);
        break;
    }
    drawMore(index);
    drawDead(index);
  }
}

void NetworkPainter::drawImage(int index) {
  const Column& column = scene_.layout.at(index);
  const QRectF box = scene_.view.map(column.boxes.front());
  const QImage& picture = scene_.pictures[static_cast<std::size_t>(index)];
  painter_.setPen(isHovered(index, 0) ? theme_.accent : theme_.border);
  painter_.setBrush(picture.isNull() || index > 0 ? theme_.card : QColor(Qt::black));
  painter_.drawRoundedRect(box, 3, 3);
  if (!picture.isNull()) painter_.drawImage(box.adjusted(1, 1, -1, -1), picture);
  if (index == 0) drawSampleCaption(column);
}

void NetworkPainter::drawFeatures(const Column& column) {
  const double scale = largestValue(scene_.values, 0, column);
  const int decimals = decimalsThatFit(0);
  for (std::size_t i = 0; i < column.boxes.size(); ++i) {
    const QRectF box = scene_.view.map(column.boxes[i]);
    const auto value = scene_.values.value(0, static_cast<int>(i));
    if (const QImage& field = fieldOf(0, i); !field.isNull()) {
      drawField(box, field, isHovered(0, i));
    } else if (value) {
      drawValue(box, *value, scale, isHovered(0, i), decimals);
    } else {
      drawBox(box, theme_.card, isHovered(0, i));
    }
    if (scene_.data == nullptr || i >= scene_.data->featureNames.size()) continue;
    const double left = scene_.view.map(column.bounds).left();
    const QRectF name(left, box.top(), box.left() - 8 - left, box.height());
    // Names of one family differ at their ends: mean_radius, mean_texture.
    const QString whole = QString::fromStdString(scene_.data->featureNames[i]);
    const QString shown = QFontMetricsF(plain_).elidedText(whole, Qt::ElideMiddle, name.width());
    drawText(name, shown, Qt::AlignRight, theme_.muted);
    if (shown != whole) elided_.push_back({name.united(box), whole});
  }
  drawSampleCaption(column);
}

void NetworkPainter::drawTiles(int index) {
  const Column& column = scene_.layout.at(index);
  for (std::size_t i = 0; i < column.boxes.size(); ++i) {
    const QRectF box = scene_.view.map(column.boxes[i]);
    drawBox(box, theme_.card, isHovered(index, i));
    const double inset = std::min(3.0, box.width() * 0.06);
    if (i < scene_.tiles.size()) painter_.drawImage(box.adjusted(inset, inset, -inset, -inset), scene_.tiles[i]);
  }
}

void NetworkPainter::drawUnits(int index) {
  const Column& column = scene_.layout.at(index);
  const double scale = largestValue(scene_.values, index, column);
  const int decimals = decimalsThatFit(index);
  for (std::size_t i = 0; i < column.boxes.size(); ++i) {
    const QRectF box = scene_.view.map(column.boxes[i]);
    if (const QImage& field = fieldOf(index, i); !field.isNull()) {
      drawField(box, field, isHovered(index, i));
    } else if (const auto value = scene_.values.value(index, static_cast<int>(i))) {
      drawValue(box, *value, scale, isHovered(index, i), decimals);
    } else {
      drawBox(box, theme_.card, isHovered(index, i));
    }
  }
}

/// The class that an output unit speaks for.
std::size_t NetworkPainter::classOf(const Column& column, std::size_t unit) {
  return static_cast<std::size_t>(classOfUnit(column.units, static_cast<int>(unit)));
}

void NetworkPainter::drawOutput(int index) {
  const Column& column = scene_.layout.at(index);
  const SampleSnapshot* sample = scene_.values.sample();
  const bool known = sample != nullptr && !sample->probabilities.empty();
  const bool isNumber = scene_.data == nullptr || scene_.data->task == Task::Regression;
  for (std::size_t i = 0; i < column.boxes.size(); ++i) {
    if (scene_.data != nullptr && scene_.data->isPlane()) {
      drawPlaneOutput(index, i);
      continue;
    }
    const QRectF box = scene_.view.map(column.boxes[i]);
    drawBox(box, theme_.card, isHovered(index, i));
    if (isNumber) {
      if (known) drawText(box, preciseNumber(sample->probabilities.front()), Qt::AlignHCenter, theme_.text, true);
      continue;
    }
    const std::size_t label = classOf(column, i);
    const bool isShared = known && label < sample->probabilities.size();
    const auto probability = isShared ? std::optional<double>(sample->probabilities[label]) : std::nullopt;
    drawBar(box, probability.value_or(0), theme_.positive);
    const bool isNamed = label < scene_.data->classNames.size();
    drawClass(box, isNamed ? QString::fromStdString(scene_.data->classNames[label]) : QString(), probability);
  }
  if (isNumber && (scene_.data == nullptr || !scene_.data->isPlane())) drawTargetCaption(column);
}

/// A field, and at its right what the network says of the watched sample.
void NetworkPainter::drawPlaneOutput(int index, std::size_t unit) {
  const Column& column = scene_.layout.at(index);
  const QRectF box = scene_.view.map(column.boxes[unit]);
  if (const QImage& field = fieldOf(index, unit); !field.isNull()) {
    drawField(box, field, isHovered(index, unit));
  } else {
    drawBox(box, theme_.card, isHovered(index, unit));
  }
  const double right = scene_.view.map(column.bounds).right();
  const QRectF name(box.right() + 8, box.center().y() - kCaptionLine, right - box.right() - 8, kCaptionLine);
  const bool isNumber = scene_.data->task == Task::Regression;
  const std::size_t label = isNumber ? 0 : classOf(column, unit);
  if (isNumber) {
    drawText(name, QString::fromStdString(scene_.data->targetName), Qt::AlignLeft, theme_.muted);
  } else if (label < scene_.data->classNames.size()) {
    drawText(name, QString::fromStdString(scene_.data->classNames[label]), Qt::AlignLeft, theme_.text, true);
  }
  const SampleSnapshot* sample = scene_.values.sample();
  if (sample == nullptr || label >= sample->probabilities.size()) return;
  const double said = sample->probabilities[label];
  const QString share = std::isfinite(said) ? percent(said, 0) : QString();
  drawText(name.translated(0, kCaptionLine), isNumber || share.isEmpty() ? shortNumber(said) : share, Qt::AlignLeft,
           isNumber ? theme_.text : theme_.muted);
}

void NetworkPainter::drawClass(const QRectF& box, const QString& name, std::optional<double> probability) {
  const double inset = std::min(8.0, box.width() / 12);
  const QRectF inside = box.adjusted(inset, 0, -inset, 0);
  QString share;
  const bool isKnown = probability && std::isfinite(*probability);
  if (isKnown) share = percent(*probability, 0);
  if (probability && !isKnown) share = shortNumber(*probability);
  double percentWidth = QFontMetricsF(plain_).horizontalAdvance(share);
  if (isKnown && kShortestName + 6 + percentWidth > inside.width()) {
    share = withDecimals(100 * *probability, 0);  // the bar says that it is a share
    percentWidth = QFontMetricsF(plain_).horizontalAdvance(share);
  }
  drawText(inside, share, Qt::AlignRight, theme_.text);
  const std::size_t before = elided_.size();
  drawText(inside.adjusted(0, 0, -percentWidth - 6, 0), name, Qt::AlignLeft, theme_.text, true);
  if (elided_.size() > before) elided_.back().box = box;  // the whole box tells the name
}

void NetworkPainter::drawBar(const QRectF& box, double share, const QColor& color) {
  QRectF bar = box.adjusted(1, 1, -1, -1);
  bar.setWidth(bar.width() * std::clamp(share, 0.0, 1.0));
  if (!(bar.width() >= 0.5)) return;  // NaN too
  // Only a tint: one colour of text is read on it and beside it, even where the bar ends within a letter.
  const double radius = std::min(4.0, bar.width() / 2);
  painter_.setPen(Qt::NoPen);
  painter_.setBrush(tint(color, theme_));
  painter_.drawRoundedRect(bar, radius, radius);
}

void NetworkPainter::drawMore(int index) {
  const Column& column = scene_.layout.at(index);
  if (column.more.isNull()) return;
  const QRectF box = scene_.view.map(column.more);
  painter_.setPen(QPen(theme_.border, 1, Qt::DashLine));
  painter_.setBrush(Qt::NoBrush);
  painter_.drawRoundedRect(box, 5, 5);
  const QString count = u'+' + grouped(column.omitted());
  const QImage& matrix = scene_.pictures[static_cast<std::size_t>(index)];
  if (matrix.isNull()) return drawText(box, count, Qt::AlignHCenter, theme_.muted);
  const double line = QFontMetricsF(plain_).height() + 2;
  painter_.drawImage(box.adjusted(3, 3, -3, -line), matrix);
  drawText(QRectF(box.left(), box.bottom() - line, box.width(), line), count, Qt::AlignHCenter, theme_.muted);
}

/// A ring with a cross at the corner of each unit that is dead.
void NetworkPainter::drawDead(int index) {
  const Column& column = scene_.layout.at(index);
  for (const int unit : scene_.silent[static_cast<std::size_t>(index)]) {
    if (unit >= static_cast<int>(column.boxes.size()) || column.kind == ColumnKind::Image) break;
    const QRectF box = scene_.view.map(column.boxes[static_cast<std::size_t>(unit)]);
    drawDeadMark(painter_, {box.right() - 1, box.top() + 1}, theme_);
  }
}

void NetworkPainter::drawSampleCaption(const Column& column) {
  const SampleSnapshot* sample = scene_.values.sample();
  if (sample == nullptr || scene_.data == nullptr) return;
  const QRectF boxes = scene_.view.map(column.boxes.front().united(column.boxes.back()).united(column.more));
  const double toNext = scene_.view.map(scene_.layout.at(1).bounds).left() - boxes.center().x() - 4;
  const double width = std::max(boxes.width(), std::min(120.0, 2 * toNext));
  QRectF line(boxes.center().x() - width / 2, boxes.bottom() + 6, width, kCaptionLine);
  const bool isOwn = sample->row < 0;
  const QString row = isOwn ? tr("drawn") : grouped(sample->row);
  const QString named = isOwn ? tr("your drawing") : tr("sample %1").arg(row);
  const bool fits = QFontMetricsF(plain_).horizontalAdvance(named) <= width;
  drawText(line, fits ? named : row, Qt::AlignHCenter, theme_.muted);
  if (isOwn) return;
  line.translate(0, kCaptionLine);
  QString key = scene_.data->task == Task::Regression ? tr("target ") : tr("label ");
  const QString value = label();
  if (QFontMetricsF(plain_).horizontalAdvance(key) + QFontMetricsF(strong_).horizontalAdvance(value) > width)
    key.clear();
  const double keyWidth = QFontMetricsF(plain_).horizontalAdvance(key);
  const double valueWidth = std::min(QFontMetricsF(strong_).horizontalAdvance(value), width - keyWidth);
  const double left = line.center().x() - (keyWidth + valueWidth) / 2;
  drawText({left, line.top(), keyWidth + 1, kCaptionLine}, key, Qt::AlignLeft, theme_.muted);
  drawText({left + keyWidth, line.top(), valueWidth + 1, kCaptionLine}, value, Qt::AlignLeft, theme_.text, true);
}

void NetworkPainter::drawTargetCaption(const Column& column) {
  if (scene_.data == nullptr) return;
  const QRectF box = scene_.view.map(column.boxes.back());
  drawText({box.left(), box.bottom() + 6, box.width(), kCaptionLine}, QString::fromStdString(scene_.data->targetName),
           Qt::AlignHCenter, theme_.muted);
}

void NetworkPainter::drawBox(const QRectF& box, const QColor& fill, bool hovered) {
  const double radius = std::min(5.0, box.height() / 4);
  painter_.setPen(QPen(hovered ? theme_.accent : theme_.border, hovered ? 2 : 1));
  painter_.setBrush(fill);
  painter_.drawRoundedRect(box, radius, radius);
}

/// Null where there is none, or one of another network.
const QImage& NetworkPainter::fieldOf(int index, std::size_t unit) const {
  const bool fits = index == 0 || scene_.values.layer(index) != nullptr;
  return scene_.fields.image(fits ? index : -1, static_cast<int>(unit));
}

void NetworkPainter::drawField(const QRectF& box, const QImage& field, bool hovered) {
  painter_.setRenderHint(QPainter::SmoothPixmapTransform);
  painter_.drawImage(box, field);
  // Round corners in the colour of the floor are cheaper than a clip, and smooth.
  const double radius = std::min(5.0, box.height() / 4);
  QPainterPath corners;
  corners.addRect(box.adjusted(-0.5, -0.5, 0.5, 0.5));
  corners.addRoundedRect(box, radius, radius);
  painter_.fillPath(corners, theme_.canvas);
  painter_.setPen(QPen(hovered ? theme_.accent : theme_.border, hovered ? 2 : 1));
  painter_.setBrush(Qt::NoBrush);
  painter_.drawRoundedRect(box, radius, radius);
}

void NetworkPainter::drawValue(const QRectF& box, double value, double scale, bool hovered, int decimals) {
  const QColor fill = std::isnan(value) ? theme_.bad : theme_.signedColor(0.85 * value / scale);
  drawBox(box, fill, hovered);
  if (decimals < 0) return;
  drawText(box, shortNumber(value, decimals), Qt::AlignHCenter, readableOn(fill, theme_));
}

int NetworkPainter::decimalsThatFit(int index) const {
  // All values of a column are written alike: one that is left out alone would look like one that is not there.
  const Column& column = scene_.layout.at(index);
  const double room = scene_.view.map(column.boxes.front()).width() + 2;
  const QFontMetricsF metrics(plain_);
  for (int decimals = 2; decimals >= 0; --decimals) {
    bool fits = true;
    for (std::size_t i = 0; i < column.boxes.size() && fits; ++i) {
      const auto value = scene_.values.value(index, static_cast<int>(i));
      fits = !value || metrics.horizontalAdvance(shortNumber(*value, decimals)) <= room;
    }
    if (fits) return decimals;
  }
  return -1;
}

void NetworkPainter::drawText(const QRectF& box, const QString& text, Qt::Alignment alignment, const QColor& color,
                              bool bold) {
  // Text keeps its size when the view is zoomed out; where it no longer fits, it is left out rather than made tiny.
  const QFontMetricsF metrics(bold ? strong_ : plain_);
  if (text.isEmpty()) return;
  const bool isTooLong = metrics.horizontalAdvance(text) > box.width() + 2;
  const bool isTooHigh = box.height() < metrics.ascent() + metrics.descent() - 4;
  if (isTooLong || isTooHigh) elided_.push_back({box, text});
  if (isTooHigh) return;
  QString shown = text;
  if (isTooLong) {
    if (alignment == Qt::AlignHCenter || box.width() < 24) return;
    shown = metrics.elidedText(text, Qt::ElideRight, box.width());
  }
  painter_.setFont(bold ? strong_ : plain_);
  painter_.setPen(color);
  painter_.drawText(box, static_cast<int>(alignment | Qt::AlignVCenter), shown);
}

bool NetworkPainter::isHovered(int column, std::size_t box) const {
  return scene_.hovered == HoveredBox{column, static_cast<int>(box)};
}

QString NetworkPainter::label() const {
  const auto row = static_cast<std::size_t>(scene_.values.sample()->row);
  const Dataset& data = *scene_.data;
  if (data.task == Task::Regression) return row < data.targets.size() ? preciseNumber(data.targets[row]) : QString();
  if (row >= data.labels.size()) return {};
  const auto label = static_cast<std::size_t>(data.labels[row]);
  return label < data.classNames.size() ? QString::fromStdString(data.classNames[label]) : QString::number(label);
}

}  // namespace gradus::ui
