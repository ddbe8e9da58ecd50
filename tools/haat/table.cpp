#include "tools/haat/table.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

#include "core/package/entry_name.hpp"

namespace haat::cli {
namespace {

// Characters, not bytes: titles are in many scripts.
std::size_t columns(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

Table::Table(std::vector<std::string> headings) : headings_(std::move(headings)) {}

void Table::add(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = printable(cell);
  rows_.push_back(std::move(cells));
}

void Table::print(std::ostream& out, bool colour) const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    std::size_t width = columns(headings_[i]);
    for (const auto& row : rows_) width = std::max(width, columns(row[i]));
    widths.push_back(width);
  }
  const auto print_row = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i)
      line += row[i] + std::string(widths[i] - columns(row[i]) + 2, ' ');
    out << line.substr(0, line.find_last_not_of(' ') + 1) << "\n";
  };
  if (colour) out << "\x1b[2m";
  print_row(headings_);
  if (colour) out << "\x1b[0m";
  for (const auto& row : rows_) print_row(row);
}

}  // namespace haat::cli
