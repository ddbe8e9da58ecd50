#include "core/terminal.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string_view>

namespace haat {
namespace {

// The controlling terminal while a question is asked: echo comes back however the question ends.
class Terminal {
 public:
  explicit Terminal(bool echo) : file_(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {
    if (file_ < 0) return;
    struct sigaction interrupt {};
    interrupt.sa_handler = [](int) {};  // read() then ends with EINTR
    sigaction(SIGINT, &interrupt, &interrupt_before_);
    if (echo || tcgetattr(file_, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silenced_ = tcsetattr(file_, TCSAFLUSH, &silent) == 0;
  }
  ~Terminal() {
    if (file_ < 0) return;
    if (silenced_) {
      tcsetattr(file_, TCSAFLUSH, &before_);
      say("\n");
    }
    sigaction(SIGINT, &interrupt_before_, nullptr);
    ::close(file_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  bool open() const { return file_ >= 0; }

  void say(std::string_view text) const {
    if (::write(file_, text.data(), text.size()) < 0) return;  // nobody is there to be told
  }

  // A line, without its end. "cancelled" where it was interrupted.
  Result<SecretText> line() const {
    HAAT_TRY(SecretText line, SecretText::create());
    for (char byte = 0;;) {
      const ssize_t got = ::read(file_, &byte, 1);
      if (got < 0 || (got == 0 && line.empty()))
        return fail(Errc::unavailable, "cancelled", "cancelled");
      if (got == 0 || byte == '\n') return line;
      HAAT_TRY_VOID(line.add(byte));
    }
  }

 private:
  int file_;
  bool silenced_ = false;
  termios before_{};
  struct sigaction interrupt_before_ {};
};

}  // namespace

bool has_terminal() {
  return Terminal(true).open();
}

Result<SecretText> ask_secret(const std::string& question) {
  const Terminal terminal(false);
  if (!terminal.open())
    return fail(Errc::invalid_argument, "terminal-missing", "there is no terminal to ask on");
  terminal.say(question + ": ");
  return terminal.line();
}

Result<bool> ask(const std::string& question, const std::string& option) {
  const Terminal terminal(true);
  if (!terminal.open())
    return fail(Errc::invalid_argument, "answer-missing",
                "there is no terminal to ask \"" + question + "\"; " + option + " answers yes");
  terminal.say(question + " [y/N] ");
  const auto line = terminal.line();
  return line && (line->view() == "y" || line->view() == "Y" || line->view() == "yes");
}

}  // namespace haat
