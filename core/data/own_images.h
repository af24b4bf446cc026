// The images that a person has drawn and kept: a small data set of one's own, in the folder for a user's data.
//
// Images and labels lie in one file (drawings_file.h). Once they lay in files of their own, as MNIST's do; such sets
// are still read, and with the first image that is added they go into the one file. Theirs are left as they are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/drawn_image.h"

namespace gradus {

/// "my-drawings" in GRADUS_OWN_DATA_DIR of the environment, else in $XDG_DATA_HOME/gradus, else ~/.local/share/gradus.
/// Throws DataError that says what to set where there is none of them.
std::string ownImagesFolder();

/// Adds an image of the class of that name; a new set has the classes `names`. The second of each five is for testing.
/// Others who add meanwhile, in this process or another, wait. Returns how many images there are once the disk has
/// them. Throws DataError if the set holds images of another size or has no such class, or cannot be read or written;
/// nothing is lost then.
std::int64_t addOwnImage(const std::string& folder, const GreyImage& image, const std::string& className,
                         const std::vector<std::string>& names);

/// All images of the folder. In a set of the older form whose writer was ended between images and labels, those that
/// have both are kept. Throws DataError that says where to draw if there are none.
Dataset readOwnImages(const std::string& folder);

}  // namespace gradus
