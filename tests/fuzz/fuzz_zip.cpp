#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/package/package.hpp"

// Whatever the bytes, opening and scanning end with a value or an error, and no entry gives more
// bytes than it announced.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int descriptor = memfd_create("zip", MFD_CLOEXEC);
  if (write(descriptor, data, size) != static_cast<ssize_t>(size)) std::abort();
  const haat::Limits limits{.entries = 1000, .entry_size = 1 << 20, .total_size = 1 << 22};
  const auto package = haat::open_package("/proc/self/fd/" + std::to_string(descriptor), limits);
  if (package) {
    std::uint64_t taken = 0;
    (void)package->scan(
        [&](const haat::Entry& entry, std::string_view piece, bool last) -> haat::Result<void> {
          taken += piece.size();
          if (taken > entry.size) std::abort();
          if (last) taken = 0;
          return {};
        });
    for (const auto& entry : package->entries())
      if (entry.size < 4096) (void)package->read(entry.path, 4096);
  }
  close(descriptor);
  return 0;
}
