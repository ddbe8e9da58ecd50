#include "marketplace-server/endpoints/csv.hpp"

#include <csv.h>

namespace haat::server {
namespace {

std::string harmless(const std::string& cell) {
  constexpr std::string_view dangerous = "=+-@\t\r\n";
  const bool formula = !cell.empty() && dangerous.find(cell.front()) != std::string_view::npos;
  return formula ? "'" + cell : cell;
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& one : cells) {
    const std::string cell = harmless(one);
    std::string quoted(2 * cell.size() + 2, '\0');
    quoted.resize(csv_write(quoted.data(), quoted.size(), cell.data(), cell.size()));
    line += (line.empty() ? "" : ",") + quoted;
  }
  return line + "\r\n";
}

}  // namespace haat::server
