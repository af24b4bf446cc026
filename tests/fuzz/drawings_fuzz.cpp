// The file of a person's drawings, packed or not.
#include "core/data/drawings_file.h"
#include "tests/fuzz/fuzz.h"

using namespace gradus;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::MemoryFile file(fuzz::asText(data, size));
  fuzz::accepted([&] {
    const Dataset set = readDrawingsFile(file.path(), {"zero", "one", "two"});
    fuzz::hold(set.rows > 0 && std::ssize(set.labels) == set.rows, "every image has a label");
    fuzz::hold(std::ssize(set.pixels) == set.rows * set.features, "every image has its pixels");
    fuzz::hold(set.publishedTestRows >= 0 && set.publishedTestRows < set.rows, "some images are for training");
    for (const std::int32_t label : set.labels) {
      fuzz::hold(label >= 0 && label < set.classes(), "labels are below the number of classes");
    }
  });
  return 0;
}
