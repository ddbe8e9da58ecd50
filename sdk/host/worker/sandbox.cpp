#include "sdk/host/worker/sandbox.hpp"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fstream>

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

void limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  ::setrlimit(resource, &both);
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
void limit_resources(std::uint64_t memory) {
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, 64);
  limit(RLIMIT_MEMLOCK, 0);
  limit(RLIMIT_MSGQUEUE, 0);
  if (!sanitized) limit(RLIMIT_AS, address_space() + memory);
}

void drop_privileges() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2]{};
  ::syscall(SYS_capset, &header, none);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

tl::expected<std::string, std::string> lock_in(const Confinement& confinement) {
  limit_resources(confinement.memory);
  drop_privileges();
  const auto files = limit_files(confinement);
  if (!files) return tl::unexpected<std::string>(files.error());
  std::string missing = *files == Protection::on ? "" : "Landlock";
  if (limit_system_calls() == Protection::lacking)
    missing += missing.empty() ? "seccomp" : ", seccomp";
  return missing;
}

}  // namespace haat
