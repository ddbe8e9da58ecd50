#include "tools/haat/present.hpp"

#include <chrono>

namespace haat::cli {

Time present() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Result<Time> time_of(const std::string& text) {
  if (text.empty()) return present();
  constexpr std::size_t a_day = 10;  // "2026-11-23"
  return parse_rfc3339(text.size() == a_day ? text + "T00:00:00Z" : text);
}

}  // namespace haat::cli
