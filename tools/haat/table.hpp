#pragma once

#include <string>
#include <vector>

#include "tools/haat/command.hpp"

namespace haat::cli {

// Rows under headings, each column as wide as its widest cell; on a terminal that has no room for
// that, sentences go on in further lines of their column. Cells may come from strangers: control
// characters are shown, not obeyed.
class Table {
 public:
  explicit Table(std::vector<std::string> headings);
  void add(std::vector<std::string> cells);
  // The cells of a column in colours, where there are any: an escape sequence, "" for none.
  void paint(std::size_t column, const char* (*colour_of)(const std::string& cell));
  void print(const Io& io) const;
  bool empty() const { return rows_.empty(); }

 private:
  using Row = std::vector<std::string>;
  std::vector<std::size_t> widths(std::size_t room) const;

  Row headings_;
  std::vector<Row> rows_;
  std::size_t painted_ = 0;
  const char* (*colour_of_)(const std::string& cell) = nullptr;
};

}  // namespace haat::cli
