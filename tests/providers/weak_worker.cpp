#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string_view>

namespace {

sock_filter allow[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
sock_filter lack_landlock[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_landlock_create_ruleset, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

template <unsigned short size>
bool load(sock_filter (&filter)[size], unsigned flags) {
  const sock_fprog program{size, filter};
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program) >= 0;
}

}  // namespace

// The worker as on a kernel without Landlock; or, for the provider "in-a-container", below a filter
// that somebody listens to already, so that there can be no second listener.
int main(int, char** arguments) {
  const bool contained = arguments[1] == std::string_view("in-a-container");
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
      (contained ? load(allow, SECCOMP_FILTER_FLAG_NEW_LISTENER) : load(lack_landlock, 0)))
    ::execv(WORKER, arguments);
  return 1;
}
