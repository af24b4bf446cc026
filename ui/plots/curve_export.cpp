#include "ui/plots/curve_export.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QMarginsF>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "core/base/error.h"
#include "core/data/csv_cell.h"
#include "ui/plots/curve_plot.h"
#include "ui/plots/custom_plot.h"
#include "ui/widgets/picture_file.h"

namespace gradus::ui {
namespace {

constexpr int kFine = 2;
constexpr double kSamePlace = 1e-9;

QByteArray png(CurvePlot& plot) {
  QImage image(plot.pictureSize() * kFine, QImage::Format_RGB32);
  QCPPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(kFine, kFine);
  painter.setMode(QCPPainter::pmNoCaching);
  plot.drawPicture(painter);
  painter.end();
  return pngOf(image);
}

QByteArray svg(CurvePlot& plot) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setSize(plot.pictureSize());
  generator.setViewBox(QRect(QPoint(), plot.pictureSize()));
  generator.setTitle(plot.title());
  QCPPainter painter(&generator);
  painter.setMode(QCPPainter::pmVectorized);
  painter.setMode(QCPPainter::pmNoCaching);
  plot.drawPicture(painter);
  painter.end();
  return bytes;
}

QByteArray pdf(CurvePlot& plot) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  writer.setResolution(72);  // a pixel of the screen is a point of the page
  writer.setPageSize(QPageSize(QSizeF(plot.pictureSize()), QPageSize::Point, {}, QPageSize::ExactMatch));
  writer.setPageMargins(QMarginsF());
  writer.setTitle(plot.title());
  QCPPainter painter(&writer);
  painter.setMode(QCPPainter::pmVectorized);
  painter.setMode(QCPPainter::pmNoCaching);
  plot.drawPicture(painter);
  painter.end();
  return bytes;
}

struct Column {
  QString name;
  const CurveSeries* series;  // of the plot
  std::function<float(std::size_t index)> value;
  std::size_t next = 0;

  bool isAtEnd() const { return next >= series->size(); }
  double position() const { return series->positionOf(next); }
};

std::vector<Column> columnsOf(const CurvePlot& plot) {
  const RunCurve& curve = plot.curve();
  std::vector<Column> columns;
  const auto addMean = [&columns](const QString& name, const CurveSeries& series) {
    columns.push_back({name, &series, [&series](std::size_t i) { return series.meanOf(i); }});
  };
  const CurveSeries& batches = curve.batches();
  if (!batches.isEmpty()) addMean(QStringLiteral("batch"), batches);
  if (batches.stride() > 1) {
    columns.push_back(
        {QStringLiteral("batch lowest"), &batches, [&](std::size_t i) { return batches.extremesOf(i).lowest; }});
    columns.push_back(
        {QStringLiteral("batch highest"), &batches, [&](std::size_t i) { return batches.extremesOf(i).highest; }});
  }
  for (const DataPart part : kAllParts) {
    if (part == DataPart::Train || curve.has(part)) addMean(nameOf(part), curve.epochs(part));
  }
  if (!curve.rates().isEmpty()) addMean(QStringLiteral("learning rate"), curve.rates());
  for (const CurveGhost& ghost : plot.ghosts()) addMean(ghost.text(), *ghost.line);
  return columns;
}

}  // namespace

QByteArray curveNumbers(const CurvePlot& plot) {
  std::vector<Column> columns = columnsOf(plot);
  QByteArray text = "epoch";
  for (const Column& column : columns) text += ',' + QByteArray::fromStdString(csvName(column.name.toStdString()));
  text += '\n';
  while (true) {
    double position = std::numeric_limits<double>::infinity();
    for (const Column& column : columns) {
      if (!column.isAtEnd()) position = std::min(position, column.position());
    }
    if (std::isinf(position)) return text;
    text += QByteArray::number(position, 'g', 12);
    for (Column& column : columns) {
      text += ',';
      if (column.isAtEnd() || column.position() > position + kSamePlace) continue;
      const float value = column.value(column.next++);
      if (std::isfinite(value)) text += QByteArray::number(static_cast<double>(value), 'g', 9);
    }
    text += '\n';
  }
}

void saveCurves(CurvePlot& plot, const QString& path) {
  plot.refresh();
  const QString ending = QFileInfo(path).suffix().toLower();
  QByteArray bytes;
  if (ending == u"png") {
    bytes = png(plot);
  } else if (ending == u"svg") {
    bytes = svg(plot);
  } else if (ending == u"pdf") {
    bytes = pdf(plot);
  } else if (ending == u"csv") {
    bytes = curveNumbers(plot);
  } else {
    throw Error("Curves are saved as .png, .svg, .pdf or .csv, not as '" + path.toStdString() + "'");
  }
  saveBytes(path, bytes);
}

}  // namespace gradus::ui
