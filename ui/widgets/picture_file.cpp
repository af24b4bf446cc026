#include "ui/widgets/picture_file.h"

#include <QBuffer>
#include <string_view>

#include "core/base/error.h"
#include "core/base/whole_file.h"

namespace gradus::ui {

QByteArray pngOf(const QImage& image) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  image.save(&buffer, "PNG");
  return bytes;
}

void saveBytes(const QString& path, const QByteArray& bytes) {
  try {
    writeWholeFile(path.toStdString(), std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
  } catch (const Error& error) {
    throw Error(std::string(error.what()) + ". Choose another folder or name");
  }
}

}  // namespace gradus::ui
