#pragma once

#include <cstddef>
#include <string>

namespace oai_pmh {

// Where the harvest goes on. The repository's resumption token says it, but its lists may be longer
// than a page of ours, and may have no end; hence the two numbers. As a text: "3.200:token".
struct Cursor {
  std::size_t list = 0;  // lists that came before this one
  std::size_t skip = 0;  // records of this list that were told of already
  std::string token{};   // empty: the first list
};

std::string to_string(const Cursor& cursor);

// "" is the beginning. Throws HAAT_NOT_FOUND if it is none of ours.
Cursor read_cursor(const std::string& text);

}  // namespace oai_pmh
