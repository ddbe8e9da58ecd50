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
  void print(std::ostream& out, bool colour) const;
  bool empty() const { return rows_.empty(); }

 private:
  std::vector<std::string> headings_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace haat::cli
