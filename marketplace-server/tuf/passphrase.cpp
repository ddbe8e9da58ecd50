#include "marketplace-server/tuf/passphrase.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>

namespace haat::server {
namespace {

constexpr char interrupt = 3;  // Ctrl-C

// The terminal without its echo, for as long as this is there. Ctrl-C comes as a byte, since a
// program that it ended would leave the terminal mute.
class Quiet {
 public:
  explicit Quiet(int terminal) : terminal_(terminal) {
    known_ = ::tcgetattr(terminal, &before_) == 0;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    if (known_) ::tcsetattr(terminal, TCSAFLUSH, &quiet);
  }
  ~Quiet() {
    if (known_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  int terminal_;
  termios before_{};
  bool known_ = false;
};

void say(int terminal, const std::string& text) {
  [[maybe_unused]] const auto written = ::write(terminal, text.data(), text.size());
}

Result<SecretText> line_from(int terminal) {
  const Quiet quiet(terminal);
  HAAT_TRY(SecretText line, SecretText::create());
  for (char byte = 0; ::read(terminal, &byte, 1) == 1 && byte != '\n';) {
    if (byte == interrupt) return fail(Errc::unavailable, "cancelled", "cancelled");
    HAAT_TRY_VOID(line.add(byte));
  }
  return line;
}

}  // namespace

Result<SecretText> passphrase_of(const std::string& key) {
  if (const char* given = std::getenv("HAAT_PASSPHRASE")) {
    HAAT_TRY(SecretText text, SecretText::create());
    HAAT_TRY_VOID(text.add(std::string_view(given)));
    return text;
  }
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (terminal < 0)
    return fail(Errc::invalid_argument, "passphrase-needed",
                "the key " + key + " is protected: set HAAT_PASSPHRASE, or run this in a terminal");
  say(terminal, "Passphrase of " + key + ": ");
  auto line = line_from(terminal);
  say(terminal, "\n");
  ::close(terminal);
  return line;
}

}  // namespace haat::server
