#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/place.hpp"

namespace haat {

// The two kinds of file that an AICC course is made of. Readers of our own: no library tells the
// lines of comma-separated text, and an INI is read in twenty lines.

// Text as UTF-8: AICC is older than Unicode. What is no UTF-8 is UTF-16 if it says so, Shift-JIS if
// it looks it, else windows-1252.
std::string aicc_text(std::string_view bytes);

// .au, .des, .cst, .pre, .ort, .cmp: the first row names the columns.
struct AiccTable {
  struct Row {
    std::vector<std::string> fields;
    Place place;
  };
  std::vector<std::string> columns;  // lower case
  std::vector<Row> rows;
  std::unordered_map<std::string, std::size_t> first;  // where the first column of a name is
  Place malformed;  // of the first field whose quotation marks are wrong; no place: there is none
  const char* fault = "";  // what is wrong there
  bool cut = false;        // it has more than is read

  // The field of the first column of that name; "": there is no such column, or the row is short.
  std::string field(const Row& row, const std::string& column) const;
  bool has(const std::string& column) const { return first.contains(column); }
};

// What tables may hold together: a course of ten thousand units has half as much.
struct AiccBudget {
  std::uint64_t rows = 60'000;
  std::uint64_t fields = 150'000;
};
AiccTable parse_aicc_table(std::string_view text, AiccBudget& left);

// .crs: groups of keys. Names in lower case; a key that is there twice keeps its first value.
struct AiccGroups {
  struct Value {
    std::string text;
    Place place;
  };
  std::map<std::string, std::map<std::string, Value>> groups;
  std::map<std::string, std::string> text;  // of a group whose lines are no keys, joined
  std::map<std::string, Place> places;      // where each group begins
  bool cut = false;                         // it has more lines than are read

  const Value* find(const std::string& group, const std::string& key) const;
};
AiccGroups parse_aicc_groups(std::string_view text, std::uint64_t lines = 10'000);

}  // namespace haat
