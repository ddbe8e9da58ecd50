#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "core/result.hpp"

namespace haat::cli {

// As many rows as a terminal and a memory hold.
inline constexpr std::size_t most_rows = 10'000;

// All rows of a list that a server gives page by page, up to about `most`. `next_page` takes a
// cursor, "" for the first page, and returns the Result of a Page.
template <class NextPage>
auto all_pages(NextPage next_page, std::size_t most = most_rows)
    -> Result<decltype(next_page(std::string())->rows)> {
  decltype(next_page(std::string())->rows) all;
  std::string cursor;
  do {
    HAAT_TRY(auto page, next_page(cursor));
    for (auto& row : page.rows) all.push_back(std::move(row));
    cursor = page.next;
  } while (!cursor.empty() && all.size() < most);
  return all;
}

}  // namespace haat::cli
