// Drawings that somebody has kept, for tests that go through all data sets: 20 of two classes, in a folder of their
// own.
#pragma once

#include <QTemporaryDir>

#include "core/data/own_images.h"

namespace gradus::test {

class OwnDrawings {
 public:
  OwnDrawings() {
    qputenv("GRADUS_OWN_DATA_DIR", folder_.path().toUtf8());
    for (int i = 0; i < 20; ++i) {
      GreyImage image{28, 28, std::vector<std::uint8_t>(784)};
      image.pixels[static_cast<std::size_t>(28 * i + i)] = 255;
      addOwnImage(ownImagesFolder(), image, i % 2 == 0 ? "0" : "1", {"0", "1"});
    }
  }
  ~OwnDrawings() { qunsetenv("GRADUS_OWN_DATA_DIR"); }
  OwnDrawings(const OwnDrawings&) = delete;
  OwnDrawings& operator=(const OwnDrawings&) = delete;

 private:
  QTemporaryDir folder_;
};

}  // namespace gradus::test
