#pragma once

#include <algorithm>

#include "core/qa/fixes/source_text.hpp"

namespace haat::fixes {

// Where the address stands as it is written, between the place and the end of what it stands in.
inline std::size_t find_address(const SourceText& text, const Link& link, bool style) {
  const auto from = text.offset(link.place);
  if (!from) return std::string_view::npos;
  const auto tag = text.tag_from(*from);
  // A style sheet within a page has the place of its element only: which address is meant is not
  // known there.
  if (!style && !tag) return std::string_view::npos;
  const auto end =
      style ? std::min(*from + link.address.size() + 64, text.text().size()) : tag->end;
  const auto found = text.text().substr(*from, end - *from).find(link.address);
  if (found == std::string_view::npos) return found;
  const auto at = *from + found;
  const auto is_edge = [](char c) {
    return std::string_view("\"'=( \t\r\n),>").find(c) != std::string_view::npos;
  };
  const auto behind = at + link.address.size();
  return at > 0 && is_edge(text.text()[at - 1]) &&
                 (behind == text.text().size() || is_edge(text.text()[behind]))
             ? at
             : std::string_view::npos;
}

// Puts in place of each address of a page or a style sheet what `corrected` makes of it.
template <class Corrected>
Result<void> each_link(const Subject& subject, const Limits& limits, Draft& draft,
                       Corrected corrected) {
  return each_text(subject, limits, [&](const ContentFile& file) {
    std::vector<std::pair<const Link*, std::string>> wrong;
    for (const auto& link : file.links())
      if (auto right = corrected(link); right != link.address)
        wrong.emplace_back(&link, std::move(right));
    if (wrong.empty()) return;
    SourceText text{std::string(file.bytes())};
    for (const auto& [link, right] : wrong) {
      const auto at = find_address(text, *link, file.kind() == FileKind::style);
      if (at != std::string_view::npos) text.replace(at, at + link->address.size(), right);
    }
    if (text.changed()) draft.write(file.path(), text.take());
  });
}

}  // namespace haat::fixes
