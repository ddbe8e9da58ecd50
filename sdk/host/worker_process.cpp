#include "sdk/host/worker_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <cctype>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <string_view>
#include <utility>

#include "sdk/host/worker/run_worker.hpp"

namespace haat {

namespace {

// Numbers above those that the worker gets, so that no dup2 overwrites a source that a later one
// needs.
Descriptor raised(int number) {
  const Descriptor original(number);
  return Descriptor(::fcntl(original.number(), F_DUPFD_CLOEXEC, 16));
}

struct Plumbing {
  Descriptor socket, worker_socket, output, worker_output, witness, worker_witness, nothing, image;

  static Plumbing lay(Descriptor image) {
    int sockets[2] = {-1, -1};
    int pipe[2] = {-1, -1};
    Plumbing plumbing;
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) == 0) {
      plumbing.socket = Descriptor(sockets[0]);
      plumbing.worker_socket = raised(sockets[1]);
    }
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) == 0) {
      plumbing.witness = Descriptor(sockets[0]);
      plumbing.worker_witness = raised(sockets[1]);
    }
    if (::pipe2(pipe, O_CLOEXEC) == 0) {
      plumbing.output = Descriptor(pipe[0]);
      plumbing.worker_output = raised(pipe[1]);
      ::fcntl(plumbing.output.number(), F_SETFL, O_NONBLOCK);
    }
    if (image) plumbing.image = Descriptor(::fcntl(image.number(), F_DUPFD_CLOEXEC, 16));
    plumbing.nothing = raised(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    return plumbing;
  }

  Result<void> judge(bool with_image) const {
    if (socket && worker_socket && output && worker_output && witness && worker_witness &&
        nothing && with_image == static_cast<bool>(image))
      return {};
    return fail(Errc::unavailable, "provider-worker-missing",
                std::string("cannot start a worker: ") + std::strerror(errno));
  }
};

// posix_spawn's own vfork-like child is the one way to start a program from a process with many
// threads.
int spawn(const std::filesystem::path& program, const std::string& provider,
          const Plumbing& plumbing, pid_t& id) {
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_adddup2(&files, plumbing.nothing.number(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, plumbing.worker_output.number(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, plumbing.worker_output.number(), STDERR_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, plumbing.worker_socket.number(), worker_socket);
  ::posix_spawn_file_actions_adddup2(&files, plumbing.worker_witness.number(), worker_witness);
  if (plumbing.image)
    ::posix_spawn_file_actions_adddup2(&files, plumbing.image.number(), worker_image);
  ::posix_spawn_file_actions_addclosefrom_np(
      &files, plumbing.image ? worker_image + 1 : worker_witness + 1);

  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t signals;
  ::sigemptyset(&signals);
  ::posix_spawnattr_setsigmask(&attributes, &signals);
  ::sigfillset(&signals);
  ::posix_spawnattr_setsigdefault(&attributes, &signals);
  ::posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  std::string name = "haat-provider-worker";
  std::string argument = provider;
  char* const arguments[] = {name.data(), argument.data(), nullptr};
  char* const environment[] = {nullptr};
  const int error =
      ::posix_spawn(&id, program.c_str(), &files, &attributes, arguments, environment);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return error;
}

std::string describe(int status) {
  if (WIFEXITED(status)) {
    if (WEXITSTATUS(status) == exit_without_host) return "closed its connection";
    return "left by itself (exit code " + std::to_string(WEXITSTATUS(status)) + ")";
  }
  const int signal = WTERMSIG(status);
  if (signal == SIGKILL) return "was killed from outside";
  if (signal == SIGTERM || signal == SIGINT || signal == SIGHUP) {
    return "was ended from outside (SIG" + std::string(::sigabbrev_np(signal)) + ")";
  }
  const char* const known = ::sigdescr_np(signal);
  std::string words = known != nullptr ? known : "signal " + std::to_string(signal);
  words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
  return "crashed (" + words + ")";
}

}  // namespace

Result<WorkerProcess::Started> WorkerProcess::start(const std::filesystem::path& program,
                                                    const std::string& provider, Descriptor image) {
  const bool with_image = static_cast<bool>(image);
  Plumbing plumbing = Plumbing::lay(std::move(image));
  HAAT_TRY_VOID(plumbing.judge(with_image));
  Started started;
  pid_t id = 0;
  if (const int error = spawn(program, provider, plumbing, id); error != 0) {
    return fail(Errc::unavailable, "provider-worker-missing",
                "cannot start " + program.string() + ": " + std::strerror(error));
  }
  started.process.id_ = id;
  started.process.watch_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, id, 0)));
  if (!started.process.watch_) {
    return fail(Errc::unavailable, "provider-worker-missing",
                std::string("cannot watch a worker: ") + std::strerror(errno));
  }
  started.socket = std::move(plumbing.socket);
  started.output = std::move(plumbing.output);
  started.witness = std::move(plumbing.witness);
  return started;
}

Result<WorkerProcess::Started> WorkerProcess::start_here(Run run, Descriptor image) {
  const bool with_image = static_cast<bool>(image);
  Plumbing plumbing = Plumbing::lay(std::move(image));
  HAAT_TRY_VOID(plumbing.judge(with_image));
  Started started;
  WorkerProcess& process = started.process;
  process.watch_ = Descriptor(::eventfd(0, EFD_CLOEXEC));
  if (!process.watch_)
    return fail(Errc::unavailable, "provider-worker-missing",
                std::string("cannot watch a worker: ") + std::strerror(errno));
  process.exit_code_ = std::make_shared<int>(0);
  process.thread_ = std::thread(
      [run = std::move(run), exit_code = process.exit_code_, ended = process.watch_.number(),
       socket = std::move(plumbing.worker_socket), image = std::move(plumbing.image)]() mutable {
        *exit_code = run(socket.number(), image.number());
        socket.close();
        ::eventfd_write(ended, 1);
      });
  started.socket = std::move(plumbing.socket);
  started.output = std::move(plumbing.output);
  return started;
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : id_(std::exchange(other.id_, 0)),
      watch_(std::move(other.watch_)),
      thread_(std::move(other.thread_)),
      exit_code_(std::move(other.exit_code_)) {}

WorkerProcess::~WorkerProcess() {
  if (thread_.joinable()) thread_.join();
  if (id_ == 0) return;
  kill();
  wait();
}

// The whole session, should a kernel without seccomp have let the plugin make children.
void WorkerProcess::kill() const {
  if (id_ == 0) return;
  if (::kill(-id_, SIGKILL) != 0) ::kill(id_, SIGKILL);
}

// Each thread is a folder.
std::size_t WorkerProcess::threads() const {
  if (id_ == 0) return 0;
  struct stat tasks {};
  const std::string folder = "/proc/" + std::to_string(id_) + "/task";
  return ::stat(folder.c_str(), &tasks) == 0 && tasks.st_nlink > 2 ? tasks.st_nlink - 2 : 0;
}

std::uint64_t WorkerProcess::peak_memory() const {
  if (id_ == 0) return 0;
  std::ifstream status("/proc/" + std::to_string(id_) + "/status");
  for (std::string word; status >> word;) {
    std::uint64_t kibibytes = 0;
    if (word == "VmPeak:" && status >> kibibytes) return kibibytes << 10;
  }
  return 0;
}

std::uint64_t WorkerProcess::memory_limit() const {
  if (id_ == 0) return 0;
  std::ifstream limits("/proc/" + std::to_string(id_) + "/limits");
  constexpr std::string_view name = "Max address space";
  for (std::string line; std::getline(limits, line);)
    if (line.starts_with(name)) return std::strtoull(line.c_str() + name.size(), nullptr, 10);
  return 0;
}

std::chrono::nanoseconds WorkerProcess::processor_time() const {
  clockid_t clock{};
  timespec used{};
  if (id_ == 0 || ::clock_getcpuclockid(id_, &clock) != 0 || ::clock_gettime(clock, &used) != 0)
    return {};
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

bool WorkerProcess::ended_within(std::chrono::milliseconds time) const {
  pollfd ended{watch_.number(), POLLIN, 0};
  return ::poll(&ended, 1, static_cast<int>(time.count())) == 1;
}

std::string WorkerProcess::wait() {
  if (thread_.joinable()) {
    thread_.join();
    in_order_ = *exit_code_ == 0;
    return "left by itself (exit code " + std::to_string(*exit_code_) + ")";
  }
  siginfo_t ended{};
  while (::waitid(P_PID, static_cast<id_t>(id_), &ended, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
  }
  kill();  // what is left of the session, while the number cannot be anybody else's yet
  int status = 0;
  ::waitpid(std::exchange(id_, 0), &status, 0);
  in_order_ = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return describe(status);
}

}  // namespace haat
