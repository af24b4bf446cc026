#include "core/io/exporter.h"

#include <QSaveFile>
#include <vector>

#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/io/pytorch_script.h"
#include "core/io/summary.h"

namespace gradus {

std::span<const Exporter> exporters() {
  static const std::vector<Exporter> table = {
      {{"pytorch",
        "PyTorch script",
        "A Python program that trains the same network on the same data and prints the same losses.",
        {}},
       ".py",
       pytorchScript},
      {{"summary", "Summary table", "The layers with their shapes, parameters, memory and FLOPs as plain text.", {}},
       ".txt",
       summaryText},
  };
  return table;
}

const Exporter& findExporter(std::string_view name) {
  return findRow(exporters(), name, "export format");
}

void writeFile(const std::string& path, const std::string& content) {
  QSaveFile file(QString::fromStdString(path));
  const auto size = static_cast<qint64>(content.size());
  if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), size) != size || !file.commit()) {
    throw DataError(path + ": cannot be written: " + file.errorString().toStdString());
  }
}

}  // namespace gradus
