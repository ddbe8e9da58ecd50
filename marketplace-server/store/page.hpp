#pragma once

#include <charconv>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "marketplace-server/store/records.hpp"

namespace haat::server {

// A row with the value that the next page starts behind.
template <class Item>
struct Numbered {
  std::string cursor;
  Item item;
};

// Of `limit + 1` rows asked for; the surplus one tells that there is another page.
template <class Item>
Page<Item> cut_page(std::vector<Numbered<Item>> rows, int limit) {
  Page<Item> page;
  for (auto& row : rows) {
    if (static_cast<int>(page.items.size()) == limit) {
      page.next = rows[static_cast<std::size_t>(limit) - 1].cursor;
      break;
    }
    page.items.push_back(std::move(row.item));
  }
  return page;
}

// Where lists are cut by row numbers. invalid_argument ("cursor-invalid").
inline Result<std::int64_t> parse_cursor(const std::string& cursor, std::int64_t first) {
  if (cursor.empty()) return first;
  std::int64_t number = 0;
  const char* end = cursor.data() + cursor.size();
  const auto [at, error] = std::from_chars(cursor.data(), end, number);
  if (error != std::errc{} || at != end || number < 0)
    return fail(Errc::invalid_argument, "cursor-invalid",
                "the cursor did not come from this list; leave it out to start at the beginning");
  return number;
}

inline constexpr std::int64_t from_newest = std::numeric_limits<std::int64_t>::max();

}  // namespace haat::server
