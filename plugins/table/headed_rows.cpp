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
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < std::min(cells_.size(), headings_.size()); ++i) {
    if (cells_[i].empty() || headings_[i].empty()) continue;
    bytes += headings_[i].size() + cells_[i].size();
    record[headings_[i]] = cells_[i];
  }
  said_ += bytes;
  const auto limit = [&](std::size_t actual, std::size_t most, const char* what) {
    if (actual > most)
      throw Unreadable(place() + what + std::to_string(actual) +
                       " bytes with its headings (limit " + std::to_string(most) + ")");
  };
  limit(bytes, max_record_bytes, " has ");
  limit(said_, max_said_bytes, " is one with which the table has ");
  std::string json;
  try {
    json = record.dump();
  } catch (const nlohmann::json::type_error&) {
    throw Unreadable(place() + " is no UTF-8; save the file as \"CSV UTF-8\"");
  }
  take_(json);
}

}  // namespace table
