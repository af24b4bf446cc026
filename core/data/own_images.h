// The images that a person has drawn and kept: a small data set of one's own, in the format of MNIST, in the folder for
// a user's data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/drawn_image.h"

namespace gradus {

/// "my-drawings" in GRADUS_OWN_DATA_DIR of the environment, else in $XDG_DATA_HOME/gradus, else ~/.local/share/gradus.
std::string ownImagesFolder();

/// Images and labels of the training part, then those of the test part, in MNIST's format. A file classes.txt beside
/// them has the name of class i in line i + 1.
std::vector<std::string> ownImageFiles(const std::string& folder);

/// Adds an image of the class of that name; a new set has the classes `names`. The second of each five is for testing.
/// Each file is written beside the old one, which it then replaces. Returns how many images there are now. Throws
/// DataError if the set holds images of another size or has no such class, or cannot be read or written; nothing is
/// lost then.
std::int64_t addOwnImage(const std::string& folder, const GreyImage& image, const std::string& className,
                         const std::vector<std::string>& names);

/// All images of the folder. Throws DataError that says where to draw if there are none.
Dataset readOwnImages(const std::string& folder);

}  // namespace gradus
