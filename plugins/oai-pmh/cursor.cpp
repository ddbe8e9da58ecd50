#include "plugins/oai-pmh/cursor.hpp"

#include <charconv>

#include "sdk/provider/provider.hpp"

namespace oai_pmh {

namespace {

// Reads the number up to `end`, and goes behind it.
bool read_number(const char*& at, const char* last, char end, std::size_t& number) {
  const auto [after, error] = std::from_chars(at, last, number);
  if (error != std::errc() || after == last || *after != end) return false;
  at = after + 1;
  return true;
}

}  // namespace

std::string to_string(const Cursor& cursor) {
  return std::to_string(cursor.list) + "." + std::to_string(cursor.skip) + ":" + cursor.token;
}

Cursor read_cursor(const std::string& text) {
  Cursor cursor;
  if (text.empty()) return cursor;
  const char* at = text.data();
  const char* const last = at + text.size();
  const bool ours = read_number(at, last, '.', cursor.list) &&
                    read_number(at, last, ':', cursor.skip) && (cursor.list == 0) == (at == last);
  if (!ours) throw haat::provider::not_found("the cursor is none of this provider's");
  cursor.token.assign(at, last);
  return cursor;
}

}  // namespace oai_pmh
