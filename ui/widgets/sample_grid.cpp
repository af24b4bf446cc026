#include "ui/widgets/sample_grid.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "ui/theme/style.h"
#include "ui/widgets/format.h"
#include "ui/widgets/grid_keys.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr int kColumns = 7;
constexpr int kSamples = 21;
constexpr double kGap = 4;

}  // namespace

QImage imageOf(const Dataset& dataset, std::int64_t row) {
  const ImageShape& shape = dataset.image;
  const std::uint8_t* pixels = dataset.pixels.data() + row * dataset.features;
  const bool colored = shape.channels == 3;
  QImage image(shape.width, shape.height, colored ? QImage::Format_RGB888 : QImage::Format_Grayscale8);
  const int plane = shape.width * shape.height;
  for (int y = 0; y < shape.height; ++y) {
    std::uint8_t* line = image.scanLine(y);
    for (int x = 0; x < shape.width; ++x) {
      const int at = y * shape.width + x;
      // Channels lie one after another, as PyTorch has them; QImage wants them side by side.
      if (colored) {
        for (int channel = 0; channel < 3; ++channel) line[3 * x + channel] = pixels[channel * plane + at];
      } else {
        line[x] = pixels[at];
      }
    }
  }
  return image;
}

SampleGrid::SampleGrid(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("sampleGrid"));
  setAccessibleName(QStringLiteral("Samples"));
  setFocusPolicy(Qt::TabFocus);
  setMouseTracking(true);
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void SampleGrid::setData(const PreparedData& prepared) {
  dataset_ = prepared.dataset;
  rows_.clear();
  images_.clear();
  const auto available = static_cast<std::int64_t>(prepared.train.size());
  const std::int64_t count = dataset_->isImage() ? std::min<std::int64_t>(kSamples, available) : 0;
  for (std::int64_t i = 0; i < count; ++i) {
    rows_.push_back(prepared.train[static_cast<std::size_t>(i * available / count)]);
    images_.push_back(imageOf(*dataset_, rows_.back()));
  }
  updateGeometry();
  update();
}

void SampleGrid::setWatched(std::int64_t row) {
  watched_ = row;
  update();
}

QRectF SampleGrid::cell(std::size_t index) const {
  const double side = (width() - (kColumns - 1) * kGap) / kColumns;
  const auto column = static_cast<double>(index % kColumns);
  const std::size_t full = index / kColumns;  // lines above
  const auto line = static_cast<double>(full);
  return {column * (side + kGap), line * (side + kGap), side, side};
}

void SampleGrid::setOneRow(bool isOne) {
  if (isOne == isOneRow_) return;
  isOneRow_ = isOne;
  updateGeometry();
  update();
}

std::size_t SampleGrid::shownCount() const {
  return isOneRow_ ? std::min<std::size_t>(rows_.size(), kColumns) : rows_.size();
}

int SampleGrid::heightForWidth(int width) const {
  const std::size_t count = (shownCount() + kColumns - 1) / kColumns;
  const auto lines = static_cast<double>(count);
  const double side = (width - (kColumns - 1) * kGap) / kColumns;
  return static_cast<int>(std::max(0.0, lines * (side + kGap) - kGap) + 0.999);
}

int SampleGrid::indexAt(const QPointF& position) const {
  for (std::size_t i = 0; i < shownCount(); ++i) {
    if (cell(i).contains(position)) return static_cast<int>(i);
  }
  return -1;
}

bool SampleGrid::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int index = indexAt(help->pos());
    QString text;
    if (index >= 0) {
      const std::int64_t row = rows_[static_cast<std::size_t>(index)];
      const std::int32_t label = dataset_->labels.empty() ? -1 : dataset_->labels[static_cast<std::size_t>(row)];
      const QString name =
          label < 0 ? QString()
                    : QStringLiteral(", label %1")
                          .arg(QString::fromStdString(dataset_->classNames.at(static_cast<std::size_t>(label))));
      text = QStringLiteral("Sample %1%2. Click to see its way through the network").arg(grouped(row), name);
    }
    showTip(*help, text, *this);
    return true;
  }
  return QWidget::event(event);
}

void SampleGrid::mousePressEvent(QMouseEvent* event) {
  const int index = indexAt(event->position());
  if (index >= 0 && event->button() == Qt::LeftButton) emit sampleClicked(rows_[static_cast<std::size_t>(index)]);
}

void SampleGrid::keyPressEvent(QKeyEvent* event) {
  const std::optional<std::ptrdiff_t> step = gridStep(event->key(), kColumns);
  if (!step) return QWidget::keyPressEvent(event);
  const auto found = std::find(rows_.begin(), rows_.end(), watched_);
  const std::ptrdiff_t index = found == rows_.end() ? 0 : found - rows_.begin() + *step;
  if (index >= 0 && index < static_cast<std::ptrdiff_t>(shownCount()))
    emit sampleClicked(rows_[static_cast<std::size_t>(index)]);
}

void SampleGrid::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  const QColor accent = palette().color(role::kAccent);
  for (std::size_t i = 0; i < shownCount(); ++i) {
    const QRectF place = cell(i);
    QPainterPath outline;
    outline.addRoundedRect(place, 3, 3);
    painter.setClipPath(outline);
    painter.drawImage(place, images_[i]);
    painter.setClipping(false);
    if (rows_[i] != watched_) continue;
    painter.setPen(QPen(accent, hasFocus() ? 3 : 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 2.5, 2.5);
  }
}

}  // namespace gradus::ui
