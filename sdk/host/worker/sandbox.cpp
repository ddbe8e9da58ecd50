#include "sdk/host/worker/sandbox.hpp"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

namespace haat {

namespace {

// A sanitizer's shadow memory is address space, too.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

struct Limit {
  __rlimit_resource resource;
  rlim_t value;
  const char* what;
};

tl::unexpected<std::string> cannot(const std::string& what) {
  return tl::unexpected<std::string>("cannot be locked in: " + what + ": " + std::strerror(errno));
}

std::uint64_t address_space() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t pages = 0;
  statm >> pages;
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

// No limit on processes: the kernel counts them by user, so the server's own threads would use it
// up; seccomp allows threads only, and the host counts those.
tl::expected<void, std::string> limit_resources(std::uint64_t memory) {
  const rlim_t space = sanitized ? RLIM_INFINITY : address_space() + memory;
  const Limit limits[] = {{RLIMIT_CORE, 0, "a limit of core dumps"},
                          {RLIMIT_FSIZE, 0, "a limit of files"},
                          {RLIMIT_NOFILE, 64, "a limit of descriptors"},
                          {RLIMIT_MEMLOCK, 0, "a limit of locked memory"},
                          {RLIMIT_MSGQUEUE, 0, "a limit of queues"},
                          {RLIMIT_AS, space, "a limit of memory"}};
  for (const Limit& one : limits) {
    rlimit both{};
    if (::getrlimit(one.resource, &both) != 0) return cannot(one.what);
    // Whoever started the server may have set a lower one.
    both.rlim_cur = both.rlim_max = std::min(one.value, both.rlim_max);
    if (::setrlimit(one.resource, &both) != 0) return cannot(one.what);
  }
  return {};
}

tl::expected<void, std::string> drop_privileges() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2]{};
  if (::syscall(SYS_capset, &header, none) != 0) return cannot("capabilities");
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return cannot("no_new_privs");
  return {};
}

tl::expected<std::string, std::string> lock_in(Confinement confinement) {
  Witness witness(std::move(confinement.witness));
  if (auto limited = limit_resources(confinement.memory); !limited)
    return tl::unexpected<std::string>(std::move(limited).error());
  if (auto dropped = drop_privileges(); !dropped)
    return tl::unexpected<std::string>(std::move(dropped).error());
  const auto files = limit_files(confinement);
  if (!files) return tl::unexpected<std::string>(files.error());
  std::string missing = *files == Protection::on ? "" : "Landlock";
  if (limit_system_calls(witness) == Protection::lacking)
    missing += missing.empty() ? "seccomp" : ", seccomp";
  return missing;
}

}  // namespace haat
