#include "ui/widgets/remembered.h"

#include <QSettings>
#include <QVariant>
#include <cmath>

#include "core/base/limits.h"

namespace gradus::ui {

QByteArray rememberedBytes(const QString& key) {
  QSettings settings;
  const QByteArray bytes = settings.value(key).toByteArray();
  if (static_cast<std::size_t>(bytes.size()) <= kMostJsonTextBytes) return bytes;
  settings.remove(key);
  return {};
}

QString rememberedText(const QString& key, const QString& usual) {
  const QString text = QString::fromUtf8(rememberedBytes(key));
  return text.isEmpty() ? usual : text;
}

double rememberedNumber(const QString& key, double usual, double least, double most) {
  bool isNumber = false;
  const double number = rememberedBytes(key).toDouble(&isNumber);
  return isNumber && number >= least && number <= most ? number : usual;
}

int rememberedWhole(const QString& key, int usual, int least, int most) {
  return static_cast<int>(std::lround(rememberedNumber(key, usual, least, most)));
}

bool rememberedSwitch(const QString& key) {
  return rememberedText(key) == u"true";
}

}  // namespace gradus::ui
