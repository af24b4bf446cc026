// The table of measured choices, whatever its file has become: it is taken, or counts as empty, and can be written.
#include <cstdlib>
#include <filesystem>

#include "core/base/cache_file.h"
#include "core/opencl/measured_choices.h"
#include "tests/fuzz/fuzz.h"

using namespace gradus;

namespace {

/// Of this program, and gone with it.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "choices-XXXXXX").string();
    fuzz::hold(mkdtemp(pattern.data()) != nullptr, "there is a place for temporary folders");
    path_ = pattern;
  }
  ~PrivateFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const PrivateFolder folder;
  const std::string identity = "device/driver 1";
  const std::filesystem::path file = MeasuredChoices(identity, folder.path()).file();
  fuzz::hold(writeCacheFile(file, fuzz::asText(data, size)), "the table can be written");

  MeasuredChoices table(identity, folder.path());
  const std::string made = table.remember("a product", "usual", {});
  fuzz::hold(!made.empty(), "a choice can be remembered");
  fuzz::hold(MeasuredChoices(identity, folder.path()).find("a product") == made, "what is remembered is found again");
  return 0;
}
