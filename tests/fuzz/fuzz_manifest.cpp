#include <array>
#include <cstdint>
#include <cstdlib>

#include "core/qa/check.hpp"
#include "tests/fuzz/memory_package.hpp"

// Whatever stands in the manifest, every rule runs to its end. The first byte chooses the standard.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array names{"imsmanifest.xml", "cmi5.xml", "tincan.xml", "manifest.json"};
  if (size < 1) return 0;
  const auto package = haat::fuzz::package_of({
      {names[data[0] % names.size()], {reinterpret_cast<const char*>(data + 1), size - 1}},
      {"index.html", "<!doctype html>"},
  });
  if (!haat::check_package(*package, haat::Dictionary::demonstration())) std::abort();
  return 0;
}
