#include "plugins/table/headed_rows.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace table {

namespace {

std::string trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const auto begin = text.find_first_not_of(spaces);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(spaces) + 1 - begin));
}

}  // namespace

std::string HeadedRows::place() const {
  return file_ + ": row " + std::to_string(row_);
}

void HeadedRows::cell(std::string_view text) {
  if (cells_.size() == max_columns)
    throw Unreadable(place() + " has more cells than the limit of " + std::to_string(max_columns));
  if (text.size() > max_cell_bytes)
    throw Unreadable(place() + ", cell " + std::to_string(cells_.size() + 1) + " has " +
                     std::to_string(text.size()) + " bytes (limit " +
                     std::to_string(max_cell_bytes) + ")");
  cells_.push_back(trimmed(text));
}

void HeadedRows::skip_to(std::size_t column) {
  if (column < cells_.size()) throw Unreadable(place() + " has its cells in no order");
  while (cells_.size() < column) cell({});
}

void HeadedRows::end_row() {
  const bool empty = std::all_of(cells_.begin(), cells_.end(),
                                 [](const std::string& text) { return text.empty(); });
  if (row_ > max_rows)
    throw Unreadable(place() + " is one more than the limit of " + std::to_string(max_rows) +
                     " rows");
  if (!empty && headings_.empty())
    take_headings();
  else if (!empty)
    take_record();
  cells_.clear();
  ++row_;
}

void HeadedRows::end() const {
  if (headings_.empty())
    throw Unreadable(file_ + " is empty; its first row has to name the columns");
}

void HeadedRows::take_headings() {
  headings_ = cells_;
  for (auto one = headings_.begin(); one != headings_.end(); ++one)
    if (!one->empty() && std::find(headings_.begin(), one, *one) != one)
      throw Unreadable(place() + " has the heading \"" + *one + "\" twice");
}

void HeadedRows::take_record() {
  nlohmann::json record = nlohmann::json::object();
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (cells_[i].empty()) continue;
    if (i < headings_.size() && !headings_[i].empty()) record[headings_[i]] = cells_[i];
  }
  std::string json;
  try {
    json = record.dump();
  } catch (const nlohmann::json::type_error&) {
    throw Unreadable(place() + " is no UTF-8; save the file as \"CSV UTF-8\"");
  }
  take_(json);
}

}  // namespace table
