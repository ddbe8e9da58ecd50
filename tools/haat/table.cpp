#include "tools/haat/table.hpp"

#include <algorithm>
#include <ostream>
#include <sstream>
#include <utility>

#include "core/package/entry_name.hpp"

namespace haat::cli {
namespace {

constexpr std::size_t gap = 2;  // between columns

// Characters, not bytes: titles are in many scripts.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// In lines of that width, where there are spaces to break at.
std::vector<std::string> folded(const std::string& cell, std::size_t width) {
  if (columns(cell) <= width) return {cell};
  std::vector<std::string> lines;
  std::istringstream words(cell);
  for (std::string word; words >> word;) {
    if (lines.empty() || columns(lines.back()) + 1 + columns(word) > width)
      lines.push_back(word);
    else
      lines.back() += " " + word;
  }
  return lines;
}

// Below that a column of sentences is not folded: its longest word, and room for a few short ones.
std::size_t narrowest(const std::string& cell) {
  constexpr std::size_t few_words = 24;
  std::size_t longest = 0;
  std::istringstream words(cell);
  for (std::string word; words >> word;) longest = std::max(longest, columns(word));
  return std::max(longest, std::min(few_words, columns(cell)));
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

// `room` is what there is for all of them; 0: any. The widest gives way first.
std::vector<std::size_t> Table::widths(std::size_t room) const {
  std::vector<std::size_t> wide;
  std::size_t all = 0;
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    wide.push_back(columns(headings_[i]));
    for (const Row& row : rows_) wide[i] = std::max(wide[i], columns(row[i]));
    all += wide[i] + (i > 0 ? gap : 0);
  }
  if (room == 0 || all <= room) return wide;
  std::vector<std::size_t> narrow;
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    narrow.push_back(columns(headings_[i]));
    for (const Row& row : rows_) narrow[i] = std::max(narrow[i], narrowest(row[i]));
  }
  for (; all > room; --all) {
    std::size_t widest = wide.size();
    for (std::size_t i = 0; i < wide.size(); ++i)
      if (wide[i] > narrow[i] && (widest == wide.size() || wide[i] > wide[widest])) widest = i;
    if (widest == wide.size()) break;
    --wide[widest];
  }
  return wide;
}

void Table::print(const Io& io) const {
  const std::vector<std::size_t> wide = widths(io.columns);
  const auto print_line = [&](const Row& cells, const char* paint) {
    std::size_t left = cells.size();
    while (left > 1 && cells[left - 1].empty()) --left;
    for (std::size_t i = 0; i < left; ++i) {
      const bool painted = i == painted_ && *paint != '\0';
      io.out << (painted ? paint : "") << cells[i] << (painted ? "\x1b[0m" : "");
      if (i + 1 < left) io.out << std::string(wide[i] - columns(cells[i]) + gap, ' ');
    }
    io.out << "\n";
  };
  const auto print_row = [&](const Row& row, const char* paint) {
    std::vector<std::vector<std::string>> cells;
    std::size_t lines = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells.push_back(folded(row[i], wide[i]));
      lines = std::max(lines, cells.back().size());
    }
    for (std::size_t line = 0; line < lines; ++line) {
      Row part;
      for (const auto& cell : cells) part.push_back(line < cell.size() ? cell[line] : "");
      print_line(part, line == 0 ? paint : "");
    }
  };
  if (io.colour) io.out << "\x1b[2m";
  print_line(headings_, "");
  if (io.colour) io.out << "\x1b[0m";
  for (const Row& row : rows_)
    print_row(row, io.colour && colour_of_ != nullptr ? colour_of_(row[painted_]) : "");
}

}  // namespace haat::cli
