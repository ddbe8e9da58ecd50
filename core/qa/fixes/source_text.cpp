#include "core/qa/fixes/source_text.hpp"

#include <algorithm>

#include "core/ascii.hpp"
#include "core/content/file_kind.hpp"
#include "core/content/pages_limit.hpp"
#include "core/manifest/address.hpp"
#include "core/package/entry_name.hpp"
#include "core/qa/markup.hpp"

namespace haat::fixes {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// What stands in the XML declaration, in quotation marks of either kind; empty: nothing.
std::string declared_encoding(std::string_view xml) {
  const auto head = xml.starts_with("<?xml") ? xml.substr(0, xml.find("?>")) : std::string_view();
  const auto at = head.find("encoding");
  const auto open = at == std::string_view::npos ? at : head.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  return lower_case(head.substr(open + 1, head.find(head[open], open + 1) - open - 1));
}

bool is_blank(char c) {
  return blanks.find(c) != std::string_view::npos;
}

std::string_view local(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

const Tag::Attribute* Tag::attribute(std::string_view local_name) const {
  for (const auto& each : attributes)
    if (local(each.name) == local_name && !each.name.starts_with("xmlns")) return &each;
  return nullptr;
}

std::string Tag::prefix() const {
  const auto colon = name.find(':');
  return std::string(name.substr(0, colon == std::string_view::npos ? 0 : colon + 1));
}

std::optional<Tag> SourceText::tag_at(Place place) const {
  const auto begin = places_.offset(place);
  return begin ? tag_from(*begin) : std::nullopt;
}

std::optional<Tag> SourceText::tag_from(std::size_t begin) const {
  const std::string_view text = text_;
  if (begin >= text.size() || text[begin] != '<') return std::nullopt;
  std::size_t at = text.find_first_of(" \t\r\n/>", begin + 1);
  if (at == std::string_view::npos || at == begin + 1) return std::nullopt;
  Tag tag{begin, 0, text.substr(begin + 1, at - begin - 1), false, {}};
  while (at < text.size()) {
    if (text[at] == '>') {
      tag.end = at + 1;
      return tag;
    }
    tag.empty = text[at] == '/';
    if (is_blank(text[at]) || text[at] == '/') {
      ++at;
      continue;
    }
    const auto name_end = std::min(text.find_first_of("= \t\r\n/>", at + 1), text.size());
    const auto name = text.substr(at, name_end - at);
    at = std::min(text.find_first_not_of(blanks, name_end), text.size());
    if (at == text.size() || text[at] != '=') continue;
    at = std::min(text.find_first_not_of(blanks, at + 1), text.size());
    if (at < text.size() && (text[at] == '"' || text[at] == '\'')) {
      const auto close = text.find(text[at], at + 1);
      if (close == std::string_view::npos) return std::nullopt;
      tag.attributes.push_back({name, at + 1, close});
      at = close + 1;
    } else {
      at = std::min(text.find_first_of(" \t\r\n>", at), text.size());
    }
  }
  return std::nullopt;
}

void SourceText::replace(std::size_t begin, std::size_t end, std::string with) {
  if (begin < end) {
    // The last change that begins before this one ends.
    auto after = changes_.lower_bound(end);
    if (after != changes_.begin()) {
      const auto before = std::prev(after);
      if (before->second.first > begin || before->first >= begin) return;
    }
  }
  changes_.emplace(begin, std::pair(end, std::move(with)));
}

bool SourceText::remove_element(const Tag& tag) {
  const std::string_view text = text_;
  auto begin = tag.begin, end = tag.end;
  if (!tag.empty) {
    const std::string close = "</" + std::string(tag.name);
    const auto at = text.find_first_not_of(blanks, end);
    if (at == std::string_view::npos || text.substr(at, close.size()) != close) return false;
    end = text.find('>', at);
    if (end == std::string_view::npos) return false;
    ++end;
  }
  const auto before = begin == 0 ? std::string_view::npos : text.find_last_not_of(" \t", begin - 1);
  const auto after = text.find_first_not_of(" \t\r", end);
  if (before != std::string_view::npos && text[before] == '\n' && after != std::string_view::npos &&
      text[after] == '\n') {
    begin = before + 1;
    end = after + 1;
  }
  replace(begin, end, "");
  return true;
}

std::string SourceText::indentation(std::size_t at) const {
  const auto before = at == 0 ? std::string::npos : text_.find_last_not_of(" \t", at - 1);
  if (before == std::string::npos || text_[before] != '\n') return {};
  const bool carriage = before > 0 && text_[before - 1] == '\r';
  return (carriage ? "\r\n" : "\n") + text_.substr(before + 1, at - before - 1);
}

std::string SourceText::take() const {
  std::string result;
  std::size_t at = 0;
  for (const auto& [begin, change] : changes_) {
    if (begin < at) continue;
    result.append(text_, at, begin - at);
    result += change.second;
    at = change.first;
  }
  return result.append(text_, at);
}

std::optional<SourceText> manifest_text(const Subject& subject, const Limits& limits) {
  if (!subject.manifest.structure || !subject.manifest.root) return std::nullopt;
  auto bytes = subject.package.read(subject.manifest.structure->manifest, limits.manifest_size);
  if (!bytes || !is_utf8(*bytes)) return std::nullopt;
  return std::optional<SourceText>(std::in_place, *std::move(bytes));
}

// What is put in is UTF-8: where the manifest says that it is not, only ASCII means the same.
void keep(const Subject& subject, const SourceText& manifest, Draft& draft) {
  if (!manifest.changed()) return;
  auto text = manifest.take();
  const auto encoding = declared_encoding(text);
  if (encoding.empty() || encoding == "utf-8" || is_ascii(text))
    draft.write(subject.manifest.structure->manifest, std::move(text));
}

std::vector<Found> found_by(std::string_view rule, const Subject& subject) {
  std::vector<Found> found;
  find_rule(rule)->check(subject, [&](const std::string& path, Place place, const std::string&) {
    found.push_back({path, place});
  });
  return found;
}

Result<void> each_text(const Subject& subject, const Limits& limits,
                       const std::function<void(ReadText&)>& on_text) {
  const auto left_out = pages_left_out(subject.package, limits);
  for (const auto& entry : subject.package.entries()) {
    const auto kind = kind_by_name(entry.path);
    if ((kind != FileKind::page && kind != FileKind::style) || entry.size > limits.text_size)
      continue;
    if (left_out.contains(entry.path)) continue;
    auto bytes = subject.package.read(entry.path, limits.text_size);
    if (!bytes && bytes.error().kind == Errc::unavailable) return tl::unexpected(bytes.error());
    if (!bytes || !is_utf8(*bytes)) continue;  // damaged, or places would count other characters
    ReadText text(entry, *std::move(bytes), limits);
    on_text(text);
  }
  return {};
}

std::string address_of(std::string_view path) {
  const std::string address = percent_encoded(path, [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != 0x7f &&
           std::string_view("%?#\"<>\\^`{|}").find(c) == std::string_view::npos;
  });
  // What would be taken for a scheme: "a:b.html".
  return address.substr(0, address.find('/')).find(':') == std::string::npos ? address
                                                                             : "./" + address;
}

bool is_language(std::string_view tag) {
  const auto fits = [](char c) { return is_letter_or_digit(c) || c == '-'; };
  return tag.size() >= 2 && tag.size() <= 35 && std::all_of(tag.begin(), tag.end(), fits);
}

std::string quotable(std::string_view value) {
  return escaped(value);
}

}  // namespace haat::fixes
