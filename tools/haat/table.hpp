#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace haat::cli {

// Rows under headings, each column as wide as its widest cell. Cells may come from strangers:
// control characters are shown, not obeyed.
class Table {
 public:
  explicit Table(std::vector<std::string> headings);
  void add(std::vector<std::string> cells);
  // The cells of a column in colours, where there are any: an escape sequence, "" for none.
  void paint(std::size_t column, const char* (*colour_of)(const std::string& cell));
  void print(std::ostream& out, bool colour) const;
  bool empty() const { return rows_.empty(); }

 private:
  std::vector<std::string> headings_;
  std::vector<std::vector<std::string>> rows_;
  std::size_t painted_ = 0;
  const char* (*colour_of_)(const std::string& cell) = nullptr;
};

}  // namespace haat::cli
