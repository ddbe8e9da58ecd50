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

void Table::paint(std::size_t column, const char* (*colour_of)(const std::string& cell)) {
  painted_ = column;
  colour_of_ = colour_of;
}

void Table::print(std::ostream& out, bool colour) const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    std::size_t width = columns(headings_[i]);
    for (const auto& row : rows_) width = std::max(width, columns(row[i]));
    widths.push_back(width);
  }
  const auto print_row = [&](const std::vector<std::string>& row, const char* paint) {
    std::size_t left = row.size();
    while (left > 1 && row[left - 1].empty()) --left;
    for (std::size_t i = 0; i < left; ++i) {
      const bool painted = i == painted_ && *paint != '\0';
      out << (painted ? paint : "") << row[i] << (painted ? "\x1b[0m" : "");
      if (i + 1 < left) out << std::string(widths[i] - columns(row[i]) + 2, ' ');
    }
    out << "\n";
  };
  if (colour) out << "\x1b[2m";
  print_row(headings_, "");
  if (colour) out << "\x1b[0m";
  for (const auto& row : rows_)
    print_row(row, colour && colour_of_ != nullptr ? colour_of_(row[painted_]) : "");
}

}  // namespace haat::cli
