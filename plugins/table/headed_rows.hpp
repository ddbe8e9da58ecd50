#pragma once

#include <string>
#include <vector>

#include "plugins/table/table.hpp"

namespace table {

// Puts cells under their headings, whatever kind of file they come from, and counts.
class HeadedRows {
 public:
  HeadedRows(std::string file, const OnRecord& take) : file_(std::move(file)), take_(take) {}

  void cell(std::string_view text);  // the next one of this row
  void skip_to(std::size_t column);  // from 0; what was not said is empty
  void end_row();
  void end() const;                         // of the file
  std::size_t row() const { return row_; }  // that is being read, from 1
  std::string place() const;                // "courses.csv: row 7"

 private:
  void take_headings();
  void take_record();

  std::string file_;
  const OnRecord& take_;
  std::size_t row_ = 1;
  std::size_t said_ = 0;  // bytes of all records
  std::vector<std::string> headings_;
  std::vector<std::string> cells_;
};

}  // namespace table
