// Where the program's own files are: with its sources while it is built, under its prefix once installed.
#pragma once

#include <filesystem>
#include <string>

namespace gradus {

/// The resource folder: GRADUS_DATA_DIR of the environment; else share/gradus under the prefix whose bin folder holds
/// the program; else the `resources` folder of the sources it was built from. Throws DataError that names the places
/// if none of them has a folder `datasets`.
std::filesystem::path resourceFolder();

/// The same for a program at the path `executable`.
std::filesystem::path resourceFolder(const std::filesystem::path& executable);

/// The path of a file of the resource folder, such as "datasets/iris.csv".
std::string resourcePath(const std::string& relative);

}  // namespace gradus
