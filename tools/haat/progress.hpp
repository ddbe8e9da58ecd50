#pragma once

#include <chrono>
#include <string>

#include "core/signing/pack.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {

std::size_t columns_of(int terminal);  // 0: it is none, or does not say

// One line on a terminal that shows how far a long job is; nothing at all in a pipe. Gone when the
// job ends.
//
//   ProgressBar bar(io, "Uploading");
//   client.submit(package, bar.progress());
class ProgressBar {
 public:
  ProgressBar(Io& io, std::string label);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(std::uint64_t done, std::uint64_t total);
  Progress progress();  // calls show(); must not outlive the bar

 private:
  Io& io_;
  std::string label_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point next_{};
};

std::string human_size(std::uint64_t bytes);  // "1.4 MB"

}  // namespace haat::cli
