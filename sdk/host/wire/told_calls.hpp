#pragma once

#include <seccomp.h>

namespace haat::wire {

// The system calls that a plugin is refused and of which its operator is told, each with what it
// amounts to. The others are refused in silence: libraries try them in good faith.
struct ToldCall {
  int call;
  const char* deed;  // "tried to ..."
};

inline constexpr ToldCall told_calls[] = {
    {SCMP_SYS(fork), "start a process"},
    {SCMP_SYS(vfork), "start a process"},
    {SCMP_SYS(clone), "start a process"},  // unless it makes a thread
    {SCMP_SYS(execve), "run a program"},
    {SCMP_SYS(execveat), "run a program"},
    {SCMP_SYS(socket), "open a connection of its own"},
    {SCMP_SYS(sendto), "send over a connection"},
    {SCMP_SYS(sendmsg), "send over a connection"},
    {SCMP_SYS(sendmmsg), "send over a connection"},
    {SCMP_SYS(kill), "send a signal"},
    {SCMP_SYS(tkill), "send a signal"},
    {SCMP_SYS(tgkill), "send a signal"},  // unless to a thread of its own
    {SCMP_SYS(rt_sigqueueinfo), "send a signal"},
    {SCMP_SYS(rt_tgsigqueueinfo), "send a signal"},
    {SCMP_SYS(pidfd_open), "reach for another process"},
    {SCMP_SYS(ptrace), "reach for another process"},
    {SCMP_SYS(process_vm_readv), "reach for another process"},
    {SCMP_SYS(process_vm_writev), "reach for another process"},
    {SCMP_SYS(pidfd_getfd), "reach for another process"},
    {SCMP_SYS(setrlimit), "change its limits"},
    {SCMP_SYS(prlimit64), "change its limits"},  // unless it only reads them
    {SCMP_SYS(unlink), "change files"},
    {SCMP_SYS(unlinkat), "change files"},
    {SCMP_SYS(rename), "change files"},
    {SCMP_SYS(renameat), "change files"},
    {SCMP_SYS(renameat2), "change files"},
    {SCMP_SYS(mkdir), "change files"},
    {SCMP_SYS(mkdirat), "change files"},
    {SCMP_SYS(rmdir), "change files"},
    {SCMP_SYS(link), "change files"},
    {SCMP_SYS(linkat), "change files"},
    {SCMP_SYS(symlink), "change files"},
    {SCMP_SYS(symlinkat), "change files"},
    {SCMP_SYS(truncate), "change files"},
    {SCMP_SYS(chmod), "change files"},
    {SCMP_SYS(fchmodat), "change files"},
    {SCMP_SYS(chown), "change files"},
    {SCMP_SYS(fchownat), "change files"},
    {SCMP_SYS(unshare), "get out of its confinement"},
    {SCMP_SYS(setns), "get out of its confinement"},
    {SCMP_SYS(mount), "get out of its confinement"},
    {SCMP_SYS(chroot), "get out of its confinement"},
    {SCMP_SYS(pivot_root), "get out of its confinement"},
    {SCMP_SYS(bpf), "get out of its confinement"},
    {SCMP_SYS(userfaultfd), "get out of its confinement"},
    {SCMP_SYS(keyctl), "get out of its confinement"},
};

}  // namespace haat::wire
