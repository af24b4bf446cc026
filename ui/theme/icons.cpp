#include "ui/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <cmath>

// The resources lie in a static library: without this call the linker would leave them out.
static void initializeIconResources() {
  Q_INIT_RESOURCE(icons);
}

namespace gradus::ui {
namespace {

QByteArray readDrawing(const QString& name) {
  initializeIconResources();
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// `name` as a pixmap of `size` logical pixels; kept in Qt's cache, since parsing takes longer than painting.
QPixmap pixmapOf(const QString& name, const QColor& color, const QSizeF& size, double ratio) {
  const QString key = QStringLiteral("gradus/%1/%2/%3x%4@%5")
                          .arg(name, color.name(QColor::HexArgb))
                          .arg(size.width())
                          .arg(size.height())
                          .arg(ratio);
  QPixmap pixmap;
  if (QPixmapCache::find(key, &pixmap)) return pixmap;

  QByteArray drawing = readDrawing(name);
  if (drawing.isEmpty()) return {};
  drawing.replace("currentColor", color.name().toLatin1());
  QSvgRenderer renderer(drawing);
  pixmap =
      QPixmap(static_cast<int>(std::ceil(size.width() * ratio)), static_cast<int>(std::ceil(size.height() * ratio)));
  pixmap.setDevicePixelRatio(ratio);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setOpacity(color.alphaF());
  renderer.render(&painter, QRectF(QPointF(), size));
  painter.end();
  QPixmapCache::insert(key, pixmap);
  return pixmap;
}

class DrawingIconEngine : public QIconEngine {
 public:
  DrawingIconEngine(QString name, const QColor& color) : name_(std::move(name)), color_(color) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    QColor color = color_;
    if (mode == QIcon::Disabled) color.setAlphaF(color.alphaF() * 0.5F);
    drawIcon(*painter, rect, name_, color);
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    return scaledPixmap(size, mode, state, 1.0);
  }

  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override {
    QColor color = color_;
    if (mode == QIcon::Disabled) color.setAlphaF(color.alphaF() * 0.5F);
    return pixmapOf(name_, color, QSizeF(size) / scale, scale);
  }

  QIconEngine* clone() const override { return new DrawingIconEngine(*this); }

 private:
  QString name_;
  QColor color_;
};

}  // namespace

void drawIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color) {
  const double ratio = painter.device()->devicePixelRatioF();
  const QPixmap pixmap = pixmapOf(name, color, rect.size(), ratio);
  if (!pixmap.isNull()) painter.drawPixmap(rect.topLeft(), pixmap);
}

QIcon makeIcon(const QString& name, const QColor& color) {
  return QIcon(new DrawingIconEngine(name, color));
}

QIcon applicationIcon() {
  return makeIcon(QStringLiteral("gradus"), Qt::black);
}

}  // namespace gradus::ui
