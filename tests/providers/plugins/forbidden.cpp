#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
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
    {"host-socket", [] { return ::write(3 + 1, "x", 1); }},
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
