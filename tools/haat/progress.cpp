#include "tools/haat/progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>
#include <utility>

namespace haat::cli {

std::size_t columns_of(int terminal) {
  winsize size{};
  return ::ioctl(terminal, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

namespace {
constexpr std::uint64_t widest = 30;
constexpr std::uint64_t beside_the_bar = 36;  // the label, the percentage and the size

// A line that wraps could not be taken back. 0: there is no room for a bar.
std::uint64_t bar_width() {
  const std::size_t columns = columns_of(STDERR_FILENO);
  if (columns == 0) return widest;
  return columns > beside_the_bar ? std::min<std::uint64_t>(widest, columns - beside_the_bar) : 0;
}
constexpr std::chrono::milliseconds between_frames{80};
}  // namespace

ProgressBar::ProgressBar(Io& io, std::string label) : io_(io), label_(std::move(label)) {}

ProgressBar::~ProgressBar() {
  if (shown_) io_.err << "\r\x1b[K" << std::flush;
}

void ProgressBar::show(std::uint64_t done, std::uint64_t total) {
  if (!io_.err_is_terminal || total == 0) return;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_ && done < total) return;
  next_ = now + between_frames;
  shown_ = true;
  const std::uint64_t width = bar_width();
  const double part = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  const auto full = static_cast<std::size_t>(part * width);
  io_.err << "\r\x1b[K" << label_ << " [" << std::string(full, '=')
          << std::string(width - full, ' ') << "] " << static_cast<int>(part * 100) << "% of "
          << human_size(total) << std::flush;
}

Progress ProgressBar::progress() {
  return [this](std::uint64_t done, std::uint64_t total) { show(done, total); };
}

std::string human_size(std::uint64_t bytes) {
  if (bytes < 1000) return std::to_string(bytes) + " bytes";
  constexpr std::array units{"kB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; value >= 999.95 && unit + 1 < units.size(); ++unit) value /= 1000;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f %s", value, units[unit]);
  return text.data();
}

}  // namespace haat::cli
