#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "sdk/host/descriptor.hpp"
#include "sdk/host/wire/told_calls.hpp"
#include "sdk/host/worker/sandbox.hpp"

namespace haat {

namespace {

// What a library may ask of the kernel. Not here, among others: sockets, execve, fork, ptrace,
// kill, mount, io_uring, bpf, and whatever makes, changes or removes a file (which Landlock
// forbids, too, where there is one).
constexpr int allowed[] = {
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(pread64),
    SCMP_SYS(preadv), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(open), SCMP_SYS(openat),
    SCMP_SYS(stat), SCMP_SYS(fstat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx),
    SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(access), SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getdents64),
    SCMP_SYS(getcwd), SCMP_SYS(dup), SCMP_SYS(fadvise64), SCMP_SYS(pipe2),
    // memory
    SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
    SCMP_SYS(brk),
    // threads, signals and time
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(set_tid_address),
    SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(membarrier),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time),
    SCMP_SYS(times), SCMP_SYS(getrusage), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(eventfd2),
    SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait),
    // about itself
    SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid),
    SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getrandom),
    SCMP_SYS(getrlimit), SCMP_SYS(exit), SCMP_SYS(exit_group)};

using Filter = std::unique_ptr<void, void (*)(scmp_filter_ctx)>;

// seccomp.h's own macros for this are C.
scmp_arg_cmp equal(unsigned argument, long value) {
  return {argument, SCMP_CMP_EQ, static_cast<scmp_datum_t>(value), 0};
}
scmp_arg_cmp other_than(unsigned argument, long value) {
  return {argument, SCMP_CMP_NE, static_cast<scmp_datum_t>(value), 0};
}
scmp_arg_cmp lacks_flag(unsigned argument, scmp_datum_t flag) {
  return {argument, SCMP_CMP_MASKED_EQ, flag, 0};
}
scmp_arg_cmp has_flag(unsigned argument, scmp_datum_t flag) {
  return {argument, SCMP_CMP_MASKED_EQ, flag, flag};
}

template <class... Conditions>
bool allow(const Filter& filter, int call, Conditions... conditions) {
  return ::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, sizeof...(conditions),
                            conditions...) == 0;
}

// Calls that are harmless with some arguments only.
bool allow_some(const Filter& filter) {
  bool done = true;
  // A thread, not a process. The arguments of clone3 lie in memory where no filter sees them, so
  // there is no clone3, and the C library falls back to clone.
  done &= allow(filter, SCMP_SYS(clone), has_flag(0, CLONE_THREAD));
  done &= ::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
  // abort() signals its own thread.
  done &= allow(filter, SCMP_SYS(tgkill), equal(0, ::getpid()));
  for (const int command : {F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD, F_DUPFD_CLOEXEC}) {
    done &= allow(filter, SCMP_SYS(fcntl), equal(1, command));
  }
  done &= allow(filter, SCMP_SYS(prctl), equal(0, PR_SET_NAME));
  // Its limits may be read, not changed.
  done &= allow(filter, SCMP_SYS(prlimit64), equal(0, 0), equal(2, 0));
  return done;
}

template <class... Conditions>
bool tell(const Filter& filter, int call, Conditions... conditions) {
  return ::seccomp_rule_add(filter.get(), SCMP_ACT_NOTIFY, call, sizeof...(conditions),
                            conditions...) == 0;
}

// Where the host listens, it is asked before these are refused.
bool tell_of_some(const Filter& filter) {
  bool done = true;
  for (const wire::ToldCall& told : wire::told_calls) {
    if (told.call == SCMP_SYS(clone))
      done &= tell(filter, told.call, lacks_flag(0, CLONE_THREAD));
    else if (told.call == SCMP_SYS(tgkill))
      done &= tell(filter, told.call, other_than(0, ::getpid()));
    else if (told.call == SCMP_SYS(prlimit64))
      done &= tell(filter, told.call, other_than(2, 0));
    else
      done &= tell(filter, told.call);
  }
  return done;
}

bool load(Witness* witness) {
  const Filter filter(::seccomp_init(SCMP_ACT_ERRNO(EPERM)), ::seccomp_release);
  if (!filter) return false;
  for (const int call : allowed)
    if (!allow(filter, call)) return false;
  if (!allow_some(filter) || (witness != nullptr && !tell_of_some(filter)) ||
      ::seccomp_load(filter.get()) != 0)
    return false;
  if (witness == nullptr) return true;
  witness->hand_over(Descriptor(::seccomp_notify_fd(filter.get())));
  return true;
}

}  // namespace

// A kernel that has no listeners, or has one already that a container brought, refuses in silence.
Protection limit_system_calls(Witness& witness) {
  const bool on = load(&witness) || load(nullptr);
  return on ? Protection::on : Protection::lacking;
}

}  // namespace haat
