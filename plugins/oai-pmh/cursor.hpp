#pragma once

#include <cstddef>
#include <ctime>
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

// One harvest of what changed since the one before; the first is of everything. Times are the
// repository's own. As a text: "2024-06-01,2024-08-01,1722470400;3.200:token".
struct Round {
  std::string since{};    // datestamp from which is harvested; empty: everything
  std::string began{};    // empty: it is yet to begin
  std::time_t whole = 0;  // when the last harvest of everything began
  Cursor at{};
};

std::string to_string(const Round& round);
Round read_round(const std::string& text);  // as read_cursor

}  // namespace oai_pmh
