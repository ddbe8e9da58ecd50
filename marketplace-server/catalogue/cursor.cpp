#include "marketplace-server/catalogue/cursor.hpp"

#include <charconv>

#include "core/package/entry_name.hpp"
#include "core/signing/hex.hpp"

namespace haat::server {
namespace {

char letter(Sort sort) {
  switch (sort) {
    case Sort::relevance:
      return 'r';
    case Sort::newest:
      return 'n';
    case Sort::title:
      return 't';
  }
  return 'n';
}

tl::unexpected<Error> invalid() {
  return fail(Errc::invalid_argument, "cursor-invalid",
              "the cursor did not come from this list; leave it out to start at the beginning");
}

std::optional<std::string> cut_part(std::string_view& text) {
  if (text.empty()) return std::nullopt;
  const auto dot = std::min(text.find('.'), text.size());
  std::string part(text.substr(0, dot));
  text.remove_prefix(std::min(dot + 1, text.size()));
  return part;
}

bool read_number(const std::optional<std::string>& text, std::int64_t& number) {
  if (!text) return false;
  const char* end = text->data() + text->size();
  const auto [at, error] = std::from_chars(text->data(), end, number);
  return error == std::errc{} && at == end && number >= 0;
}

}  // namespace

std::string to_text(const CourseCursor& cursor) {
  std::string text(1, letter(cursor.sort));
  if (cursor.sort == Sort::relevance) text += std::to_string(cursor.place.rank) + ".";
  if (cursor.sort == Sort::title) text += cursor.place.title_key + ".";
  text += std::to_string(cursor.place.number);
  if (cursor.corrected) text += "." + to_hex(*cursor.corrected);
  return text;
}

Result<CourseCursor> parse_course_cursor(const std::string& text, Sort sort) {
  if (text.size() > 2000 || !text.starts_with(letter(sort))) return invalid();
  std::string_view rest = std::string_view(text).substr(1);
  CourseCursor cursor{sort, {}, std::nullopt};
  if (sort == Sort::relevance && !read_number(cut_part(rest), cursor.place.rank)) return invalid();
  if (sort == Sort::title) {
    const auto key = cut_part(rest);
    if (!key) return invalid();
    cursor.place.title_key = *key;
  }
  if (!read_number(cut_part(rest), cursor.place.number)) return invalid();
  if (const auto corrected = cut_part(rest)) {
    const auto bytes = from_hex(*corrected);
    if (!bytes || !is_utf8(*bytes)) return invalid();
    cursor.corrected = *bytes;
  }
  return rest.empty() ? Result<CourseCursor>(cursor) : invalid();
}

}  // namespace haat::server
