#include "tools/haat/tidy_end.hpp"

#include <array>
#include <csignal>
#include <ctime>

#include "core/interruption.hpp"

namespace haat::cli {
namespace {

volatile std::sig_atomic_t told = 0;
volatile std::time_t told_at = 0;

// One Ctrl-C may come twice, from the terminal and from a program that passes it on.
void on_signal(int signal) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (told != 0 && now.tv_sec - told_at > 1) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
  if (told == 0) told_at = now.tv_sec;
  told = signal;
  interrupt();
}

}  // namespace

void end_tidily() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  for (const int signal : std::array{SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);  // nohup stays nohup
  }
}

void end_as_told() {
  if (told == 0) return;
  std::signal(told, SIG_DFL);
  std::raise(told);
}

}  // namespace haat::cli
