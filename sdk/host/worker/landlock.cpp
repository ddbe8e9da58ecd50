#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sdk/host/descriptor.hpp"
#include "sdk/host/worker/sandbox.hpp"

namespace haat {

namespace {

// The kernel's own numbers, since the headers of the system we build on may be older than the
// kernel we run on.
struct Ruleset {
  std::uint64_t files;
  std::uint64_t network;
  std::uint64_t scopes;
};
struct __attribute__((packed)) PathRule {
  std::uint64_t allowed;
  std::int32_t parent;
};
constexpr std::uint64_t read_file = 1u << 2;
constexpr std::uint64_t read_folder = 1u << 3;
constexpr int version_flag = 1;
constexpr int path_rule = 1;

// Everything that this version of Landlock can forbid is forbidden, unless a rule allows it.
Ruleset everything(long abi) {
  Ruleset all{(1u << 13) - 1, 0, 0};
  if (abi >= 2) all.files |= 1u << 13;  // moving between folders
  if (abi >= 3) all.files |= 1u << 14;  // truncating
  if (abi >= 4) all.network = 3;        // TCP bind and connect
  if (abi >= 5) all.files |= 1u << 15;  // ioctl on devices
  if (abi >= 6) all.scopes = 3;         // abstract sockets and signals to others
  return all;
}

std::size_t size_of_ruleset(long abi) {
  if (abi >= 6) return sizeof(Ruleset);
  return abi >= 4 ? 2 * sizeof(std::uint64_t) : sizeof(std::uint64_t);
}

// 0, or errno.
int allow_reading(int ruleset, const char* path) {
  const Descriptor place(::open(path, O_PATH | O_CLOEXEC));
  struct stat kind {};
  if (!place || ::fstat(place.number(), &kind) != 0) return errno;
  const PathRule rule{S_ISDIR(kind.st_mode) ? read_file | read_folder : read_file, place.number()};
  return ::syscall(SYS_landlock_add_rule, ruleset, path_rule, &rule, 0) == 0 ? 0 : errno;
}

// What any library may need to be loaded and to tell the time.
constexpr const char* system_paths[] = {"/lib",           "/lib64",
                                        "/usr/lib",       "/usr/lib64",
                                        "/usr/local/lib", "/etc/ld.so.cache",
                                        "/dev/null",      "/dev/urandom",
                                        "/etc/localtime", "/usr/share/zoneinfo"};

}  // namespace

tl::expected<Protection, std::string> limit_files(const Confinement& confinement) {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, version_flag);
  if (abi < 1) return Protection::lacking;
  const Ruleset all = everything(abi);
  const Descriptor ruleset(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &all, size_of_ruleset(abi), 0)));
  if (!ruleset) return Protection::lacking;

  for (const char* path : system_paths)
    allow_reading(ruleset.number(), path);  // where there is one
  allow_reading(ruleset.number(),
                confinement.library.c_str());  // its absence is reported by who opens it
  for (const std::string& folder : confinement.readable) {
    if (const int error = allow_reading(ruleset.number(), folder.c_str()); error != 0) {
      return tl::unexpected<std::string>("cannot be given the folder " + folder + ": " +
                                         std::strerror(error));
    }
  }
  const bool done = ::syscall(SYS_landlock_restrict_self, ruleset.number(), 0) == 0;
  return done ? Protection::on : Protection::lacking;
}

}  // namespace haat
