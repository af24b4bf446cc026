#include "app/base/enlarge.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>
#include <QScreen>
#include <vector>

#include "ui/shell/window_size.h"

namespace gradus {
namespace {

constexpr auto kFactor = "QT_SCALE_FACTOR";

/// Only an application knows the system's font, and with it Qt has settled how large it draws: one is made to ask it.
double systemEnlargement(const ProgramWords& words) {
  std::vector<char*> copies(words.words, words.words + words.count);  // Qt takes out what it understands
  copies.push_back(nullptr);
  int count = words.count;
  const QGuiApplication asked(count, copies.data());
  const double points = QFontInfo(QFontDatabase::systemFont(QFontDatabase::GeneralFont)).pointSizeF();
  return ui::enlargementFor(points, QGuiApplication::primaryScreen()->availableSize());
}

}  // namespace

void enlargeAsSystem(const ProgramWords& words) {
  if (qEnvironmentVariableIsSet(kFactor)) return;
  const double factor = systemEnlargement(words);
  if (factor > 1) qputenv(kFactor, QByteArray::number(factor));
}

}  // namespace gradus
