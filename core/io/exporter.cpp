#include "core/io/exporter.h"

#include <vector>

#include "core/base/registry.h"
#include "core/base/whole_file.h"
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
  writeWholeFile(path, content);
}

}  // namespace gradus
