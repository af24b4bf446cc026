// Folders that nobody else can put anything into: what lies in them is run.
#pragma once

#include <cstdint>
#include <filesystem>

namespace gradus {

/// Whose choice a folder is. One that a person has named is refused where others may write to it. The usual one is
/// ours: it is emptied then (who knows what was put there) and closed, and does not lie in another user's home. What
/// lies inside of a folder that was looked at has nothing above it to be looked at.
enum class Place { Named, Usual, Inside };

/// Makes `folder` where it is not there, and the folders that lead to it, for this user alone. Throws DataError that
/// names the folder if it is a link, no folder, or another user's, if others may write to it, or everybody to one
/// above.
void makePrivateFolder(const std::filesystem::path& folder, Place place);

/// Throws DataError that names `folder` unless it takes a file of so many bytes, and lets programs be run from it.
void demandRoom(const std::filesystem::path& folder, std::uint64_t bytes);

/// A private folder among the temporary files, which goes with the object.
class TemporaryFolder {
 public:
  /// Throws DataError.
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace gradus
