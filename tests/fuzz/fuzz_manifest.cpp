#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "core/competency/dictionary.hpp"
#include "core/qa/check.hpp"

namespace {
struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = "/tmp/haat-fuzz-XXXXXX";
    path = mkdtemp(name.data());
    std::ofstream(path / "index.html") << "<!doctype html>";
  }
  ~Folder() { std::filesystem::remove_all(path); }
};
}  // namespace

// Whatever stands in the manifest, every rule runs to its end. The first byte chooses the standard.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Folder folder;
  if (size < 1) return 0;
  const char* names[] = {"imsmanifest.xml", "cmi5.xml"};
  std::filesystem::remove(folder.path / names[(data[0] & 1) ^ 1]);
  std::ofstream(folder.path / names[data[0] & 1], std::ios::binary)
      .write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
  const auto package = haat::open_package(folder.path);
  if (!package || !haat::check_package(*package, haat::Dictionary::demonstration())) std::abort();
  return 0;
}
