#include "sdk/host/plugin_output.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "sdk/host/wire/fields.hpp"

namespace haat {

bool PluginOutput::drain() {
  turn_the_second();
  char bytes[16u << 10];
  for (std::size_t taken = 0; taken < bytes_at_once;) {
    const ssize_t got = ::read(pipe_.number(), bytes, sizeof bytes);
    if (got == 0) return false;
    if (got < 0) return errno == EAGAIN || errno == EINTR;
    take({bytes, static_cast<std::size_t>(got)});
    taken += static_cast<std::size_t>(got);
  }
  return true;
}

void PluginOutput::take(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view part = bytes.substr(0, end);
    line_ += part.substr(0, longest_line - std::min(longest_line, line_.size()));
    line_bytes_ += part.size();
    if (end == std::string_view::npos && line_bytes_ < endless_line) return;
    say(std::exchange(line_, {}));
    line_bytes_ = 0;
    if (end == std::string_view::npos) return;
    bytes.remove_prefix(end + 1);
  }
}

void PluginOutput::say(std::string_view line) {
  if (said_ < lines_a_second) {
    ++said_;
    log_(wire::one_line(line, longest_line));
  } else {
    ++dropped_;
    ++all_dropped_;
  }
}

void PluginOutput::turn_the_second() {
  const auto now = std::chrono::steady_clock::now();
  if (now - second_ < std::chrono::seconds(1)) return;
  second_ = now;
  said_ = 0;
  if (const auto dropped = std::exchange(dropped_, 0); dropped > 0) {
    log_("flooded the log: " + std::to_string(dropped) + " lines were dropped (limit " +
         std::to_string(lines_a_second) + " a second)");
  }
}

void PluginOutput::finish() {
  drain();
  if (!line_.empty()) say(std::exchange(line_, {}));
  second_ = {};
  turn_the_second();
}

}  // namespace haat
