#include "tools/haat/browser.hpp"

#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include <cstdlib>

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace haat::cli {
namespace {

bool has_display() {
  return std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
}

}  // namespace

// It must not inherit that whoever calls this may hold back Ctrl-C.
void open_browser(const std::string& address) {
  if (!has_display()) return;
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::string program = "xdg-open", argument = address;
  char* const words[] = {program.data(), argument.data(), nullptr};
  pid_t child = 0;
  posix_spawnp(&child, program.c_str(), nullptr, &attributes, words, environ);
  posix_spawnattr_destroy(&attributes);
}

}  // namespace haat::cli
