#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "sdk/host/descriptor.hpp"

namespace haat {

// What a plugin writes to stdout, stderr and the log, line by line: cut, made printable, and no
// more than so many a second, however much it says.
class PluginOutput {
 public:
  // Bytes: a line of provider.h's log with its level.
  static constexpr std::size_t longest_line = 1200;
  // What has no end after so many is a flood of lines, too.
  static constexpr std::size_t endless_line = 4096;
  static constexpr std::uint64_t lines_a_second = 100;
  static constexpr std::size_t bytes_at_once = 256u << 10;

  PluginOutput(Descriptor pipe, std::function<void(const std::string&)> log)
      : pipe_(std::move(pipe)), log_(std::move(log)) {}

  // Takes what is there, bytes_at_once at most, and does not wait. False: nothing will come any
  // more.
  bool drain();
  void finish();  // the last line, if it lacks its end, and the last count of dropped ones
  int descriptor() const { return pipe_.number(); }
  // Leave it waiting for a while: its writer then waits, too.
  bool flooding() const { return dropped_ > 0; }
  std::uint64_t dropped() const { return all_dropped_; }  // lines, since it began

 private:
  void take(std::string_view bytes);
  void say(std::string_view line);
  void turn_the_second();

  Descriptor pipe_;
  std::function<void(const std::string&)> log_;
  std::string line_;
  std::size_t line_bytes_ = 0;
  std::chrono::steady_clock::time_point second_{};
  std::uint64_t said_ = 0;     // in this second
  std::uint64_t dropped_ = 0;  // in this second
  std::uint64_t all_dropped_ = 0;
};

}  // namespace haat
