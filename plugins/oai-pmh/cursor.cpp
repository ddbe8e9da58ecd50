#include "plugins/oai-pmh/cursor.hpp"

#include <charconv>
#include <string_view>

#include "sdk/provider/provider.hpp"

namespace oai_pmh {

namespace {

// Reads the number up to `end`, and goes behind it.
template <class Number>
bool read_number(const char*& at, const char* last, char end, Number& number) {
  const auto [after, error] = std::from_chars(at, last, number);
  if (error != std::errc() || after == last || *after != end) return false;
  at = after + 1;
  return true;
}

// "2024-01-31", "2024-01-31T12:00:00Z", or nothing.
bool is_datestamp(const std::string& text) {
  constexpr std::string_view form = "0000-00-00T00:00:00Z";
  if (text.empty()) return true;
  if (text.size() != 10 && text.size() != form.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i]) return false;
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

std::string to_string(const Round& round) {
  return round.since + "," + round.began + "," + std::to_string(round.whole) + ";" +
         to_string(round.at);
}

Round read_round(const std::string& text) {
  Round round;
  if (text.empty()) return round;
  const auto none = [] {
    return haat::provider::not_found("the cursor is none of this provider's");
  };
  const std::size_t since = text.find(',');
  const std::size_t began = since == std::string::npos ? since : text.find(',', since + 1);
  if (began == std::string::npos) throw none();
  round.since = text.substr(0, since);
  round.began = text.substr(since + 1, began - since - 1);
  const char* at = text.data() + began + 1;
  const char* const last = text.data() + text.size();
  if (!read_number(at, last, ';', round.whole) || !is_datestamp(round.since) ||
      !is_datestamp(round.began) || at == last)
    throw none();
  round.at = read_cursor({at, last});
  return round;
}

}  // namespace oai_pmh
