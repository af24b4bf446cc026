// Images and labels, plain or gzipped: the first byte says which is read.
#include "core/data/idx_reader.h"
#include "tests/fuzz/fuzz.h"

using namespace gradus;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const fuzz::MemoryFile file(fuzz::asText(data + 1, size - 1));
  if (data[0] % 2 == 0) {
    fuzz::accepted([&] {
      const IdxImages images = readIdxImages(file.path());
      const std::uint64_t pixels = static_cast<std::uint64_t>(images.count) *
                                   static_cast<std::uint64_t>(images.height) * static_cast<std::uint64_t>(images.width);
      fuzz::hold(images.pixels.size() == pixels, "there are count × height × width pixels");
    });
  } else {
    constexpr int kClasses = 10;
    fuzz::accepted([&] {
      for (const std::int32_t label : readIdxLabels(file.path(), kClasses)) {
        fuzz::hold(label >= 0 && label < kClasses, "labels are below the number of classes");
      }
    });
  }
  return 0;
}
