#include "core/content/abridged_page.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "core/package/entry_name.hpp"

namespace haat {
namespace {

// HTML Living Standard, 13.2.5: behind a ">" the tokenizer is in a state in which text changes
// nothing until the next "<" (data, RCDATA, RAWTEXT, script data and its escaped states, comment,
// CDATA, PLAINTEXT), unless the ">" stands in the quoted value of an attribute. 13.2.6: of a
// stretch of text, what the tree becomes depends on the white space that it begins with and on
// whether anything follows that.

constexpr std::string_view white_space = " \t\n\f\r";
constexpr std::string_view mark = "\xee\x80\x80";  // U+E000, of private use
constexpr std::size_t digits = 6;                  // of a cut's number
constexpr std::size_t mark_size = mark.size() + digits;
constexpr std::size_t kept_before = 40;  // no reference such as "&nbsp;" is longer
constexpr std::size_t kept_behind = 8;   // "-->", "]]>"

// Whether a ">" may stand in a value between quotes: none opens but behind a "=", and each that
// has opened closes at the next of its kind.
class Quotes {
 public:
  explicit Quotes(std::string_view page) : page_(page) {}

  // `at` only grows.
  bool may_be_open(std::size_t at) {
    bool open = false;
    for (auto& quote : last_) {
      const auto* found =
          static_cast<const char*>(memrchr(page_.data() + seen_, quote.sign, at - seen_));
      if (found != nullptr) {
        const auto offset = static_cast<std::size_t>(found - page_.data());
        const auto before = page_.substr(0, offset).find_last_not_of(white_space);
        quote.opens = before != std::string_view::npos && page_[before] == '=';
      }
      open = open || quote.opens;
    }
    seen_ = at;
    return open;
  }

 private:
  struct Quote {
    char sign;
    bool opens = false;  // the last one
  };
  std::string_view page_;
  std::size_t seen_ = 0;
  Quote last_[2] = {{'"'}, {'\''}};
};

// Whether a text of the page could look like a mark: it has the character, or a reference to it.
bool has_mark(std::string_view page) {
  const auto has = [&](std::string_view part) { return page.find(part) != std::string_view::npos; };
  return has(mark) || (has("&#") && (has("57344") || has("e000") || has("E000")));
}

// Whether there is a control character or a noncharacter, which the parser replaces. Of UTF-8.
bool has_replaced(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = byte(at);
    if (c < 0x20 && white_space.find(text[at]) == std::string_view::npos) return true;
    if (c == 0x7f || (c == 0xc2 && byte(at + 1) < 0xa0)) return true;
    if (c == 0xef && byte(at + 1) == 0xb7 && byte(at + 2) >= 0x90 && byte(at + 2) < 0xb0)
      return true;
    const bool last_of_plane = (c == 0xef && byte(at + 1) == 0xbf) ||
                               (c >= 0xf0 && (byte(at + 1) & 0x0f) == 0x0f && byte(at + 2) == 0xbf);
    if (last_of_plane && byte(at + (c == 0xef ? 2 : 3)) >= 0xbe) return true;
  }
  return false;
}

// As the tokenizer reads line breaks (13.2.3.5).
void append_normalized(std::string& text, std::string_view piece) {
  for (auto at = piece.find('\r'); at != std::string_view::npos; at = piece.find('\r')) {
    text.append(piece.substr(0, at)) += '\n';
    piece.remove_prefix(at + (piece.substr(at + 1, 1) == "\n" ? 2 : 1));
  }
  text += piece;
}

}  // namespace

AbridgedPage::AbridgedPage(std::string_view page, std::size_t shortest_stretch)
    : page_(page), shortest_(std::max(shortest_stretch, kept_before + mark_size + kept_behind)) {
  if (page.size() < shortest_ || has_mark(page) || !is_utf8(page)) return;
  Quotes quotes(page);
  std::size_t copied = 0, end = 0;
  for (auto at = page.find('>'); at != std::string_view::npos; at = page.find('>', at + 1)) {
    if (end <= at) end = std::min(page.find('<', at), page.size());
    if (end - at <= shortest_ || quotes.may_be_open(at)) continue;
    const auto ends_stretch = [](char c) { return c == '&' || c == '>' || c == '\0'; };
    for (auto from = at + 1; from < end;) {
      const auto* to = std::find_if(page.data() + from, page.data() + end, ends_stretch);
      const auto stop = static_cast<std::size_t>(to - page.data());
      if (stop - from >= shortest_) abridge_stretch(from, stop, copied);
      if (stop < end && page[stop] != '&') break;
      from = stop + 1;
    }
  }
  if (!cuts_.empty()) text_ += page.substr(copied);
}

void AbridgedPage::abridge_stretch(std::size_t from, std::size_t to, std::size_t& copied) {
  const auto stretch = page_.substr(from, to - from);
  const auto word = stretch.find_first_not_of(white_space);
  if (word == std::string_view::npos) return;
  // From blank to blank, so that no character and no line break lies half in it.
  const auto blank = stretch.find(' ', std::max(word, kept_before));
  const auto last = stretch.rfind(' ', stretch.size() - kept_behind);
  if (blank == std::string_view::npos || last == std::string_view::npos ||
      last < blank + 1 + 2 * mark_size || has_replaced(stretch.substr(blank, last - blank)))
    return;
  char number[digits + 1];
  const auto [end, problem] = std::to_chars(number, number + sizeof number, cuts_.size());
  const auto length = static_cast<std::size_t>(end - number);
  if (problem != std::errc() || length > digits) return;
  text_ += page_.substr(copied, from + blank + 1 - copied);
  cuts_.push_back({text_.size(), from + blank + 1, from + last});
  text_.append(mark).append(digits - length, '0').append(number, length);
  copied = from + last;
}

std::size_t AbridgedPage::offset_in_page(std::size_t offset) const {
  const auto behind = std::upper_bound(cuts_.begin(), cuts_.end(), offset,
                                       [](std::size_t at, const Cut& cut) { return at < cut.at; });
  if (behind == cuts_.begin()) return offset;
  const auto& cut = behind[-1];
  return cut.to + (std::max(offset, cut.at + mark_size) - (cut.at + mark_size));
}

bool AbridgedPage::is_abridged(std::string_view value) const {
  return !cuts_.empty() && value.find(mark) != std::string_view::npos;
}

// The one whose mark is at `at`; nullptr: it is no mark of ours.
const AbridgedPage::Cut* AbridgedPage::cut_at(std::string_view value, std::size_t at) const {
  if (value.size() - at < mark_size) return nullptr;
  std::size_t number = cuts_.size();
  const auto* first = value.data() + at + mark.size();
  std::from_chars(first, first + digits, number);
  return number < cuts_.size() ? &cuts_[number] : nullptr;
}

std::optional<std::string_view> AbridgedPage::found_in_page(std::string_view value) const {
  const auto at = value.find(mark);
  const auto* cut = at == std::string_view::npos ? nullptr : cut_at(value, at);
  if (cut == nullptr || at > cut->from) return std::nullopt;
  const auto before = value.substr(0, at), behind = value.substr(at + mark_size);
  if (behind.size() > page_.size() - cut->to) return std::nullopt;
  const auto found = page_.substr(cut->from - at, at + cut->to - cut->from + behind.size());
  const bool unchanged = found.starts_with(before) && found.ends_with(behind) &&
                         found.find('\r') == std::string_view::npos;
  return unchanged ? std::optional(found) : std::nullopt;
}

std::string AbridgedPage::restored(std::string_view value) const {
  std::string text;
  for (auto at = value.find(mark); at != std::string_view::npos; at = value.find(mark)) {
    const auto* cut = cut_at(value, at);
    if (cut == nullptr) break;
    text += value.substr(0, at);
    append_normalized(text, page_.substr(cut->from, cut->to - cut->from));
    value.remove_prefix(at + mark_size);
  }
  return text.append(value);
}

}  // namespace haat
