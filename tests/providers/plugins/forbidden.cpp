#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <map>

#include "sdk/provider/provider.hpp"

namespace {

std::string path;  // the settings, without their quotes

// Each answers what the system call answered.
const std::map<std::string, std::function<long()>> deeds = {
    {"socket", [] { return ::socket(AF_INET, SOCK_STREAM, 0); }},
    {"unix-socket", [] { return ::socket(AF_UNIX, SOCK_STREAM, 0); }},
    {"exec", [] { return ::execl("/bin/true", "true", static_cast<char*>(nullptr)); }},
    {"fork", [] { return ::fork(); }},
    {"fork-often",
     [] {
       long answer = 0;
       for (int i = 0; i < 200; ++i) answer = ::fork();
       return answer;
     }},
    {"vfork", [] { return ::vfork(); }},
    {"kill", [] { return ::kill(::getppid(), 0); }},
    {"ptrace", [] { return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr); }},
    {"read", [] { return ::open(path.c_str(), O_RDONLY); }},
    {"list", [] { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY); }},
    {"write", [] { return ::open(path.c_str(), O_WRONLY | O_APPEND); }},
    {"create", [] { return ::open((path + "/new").c_str(), O_WRONLY | O_CREAT, 0600); }},
    {"remove", [] { return ::unlink(path.c_str()); }},
    {"passwd", [] { return ::open("/etc/passwd", O_RDONLY); }},
    {"host-memory",
     [] { return ::open(("/proc/" + std::to_string(::getppid()) + "/mem").c_str(), O_RDONLY); }},
    {"own-memory", [] { return ::open("/proc/self/mem", O_RDWR); }},
    {"host-environment",
     [] {
       return ::open(("/proc/" + std::to_string(::getppid()) + "/environ").c_str(), O_RDONLY);
     }},
    {"memory-file", [] { return ::syscall(SYS_memfd_create, "x", 0); }},
    {"exec-at", [] { return ::syscall(SYS_execveat, 0, "/bin/true", nullptr, nullptr, 0); }},
    {"io-uring", [] { return ::syscall(SYS_io_uring_setup, 1, nullptr); }},
    {"userfaultfd", [] { return ::syscall(SYS_userfaultfd, 0); }},
    {"bpf", [] { return ::syscall(SYS_bpf, 0, nullptr, 0); }},
    {"keyring", [] { return ::syscall(SYS_keyctl, 0, -3, 1); }},
    {"namespace", [] { return ::unshare(CLONE_NEWUSER); }},
    {"read-host", [] { return ::syscall(SYS_process_vm_readv, ::getppid(), 0, 0, 0, 0, 0); }},
    {"send-message",
     [] {
       const msghdr nothing{};
       return ::sendmsg(3, &nothing, 0);
     }},
    {"replace-socket", [] { return ::dup2(2, 3); }},
    {"raise-limit",
     [] {
       const rlimit endless{RLIM_INFINITY, RLIM_INFINITY};
       return ::setrlimit(RLIMIT_AS, &endless);
     }},
    {"outlive-host", [] { return ::prctl(PR_SET_PDEATHSIG, 0); }},
    {"be-dumped", [] { return ::prctl(PR_SET_DUMPABLE, 1); }},
    {"host-socket", [] { return ::write(3 + 1, "x", 1); }},
    {"any-descriptor",
     [] {
       long open = 0;
       for (int number = 3 + 1; number < 4096; ++number)
         if (::fcntl(number, F_GETFD) >= 0) ++open;
       errno = EBADF;
       return open > 0 ? open : -1;
     }},
    {"environment",
     [] {
       errno = ENOENT;
       return environ != nullptr && *environ != nullptr ? 0L : -1L;
     }},
};

class Forbidden final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  void open() override {
    path = std::string(host().settings().substr(1, host().settings().size() - 2));
  }
  haat::provider::Page list(const std::string& deed) override {
    if (deed.empty()) return {};
    errno = 0;
    const long answer = deeds.at(deed)();
    return {{{"1", answer >= 0 ? "done" : std::strerror(errno)}}};
  }
};

}  // namespace

HAAT_PROVIDER(Forbidden, "org.example.forbidden", "Forbidden", "Example", "1.0.0")
