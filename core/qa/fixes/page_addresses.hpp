#pragma once

#include <algorithm>
#include <cstdint>

#include "core/qa/fixes/source_text.hpp"

namespace haat::fixes {

// Finds addresses where they stand as they are written. Many may stand in one tag, which then is
// read once; of one that stands there often each is found, one after the other.
class AddressFinder {
 public:
  AddressFinder(const SourceText& text, bool style) : text_(text), style_(style) {}

  // Between the place and the end of what it stands in; npos: it is not known where.
  std::size_t find(const Link& link) {
    const auto from = text_.offset(link.place);
    if (!from) return std::string_view::npos;
    if (style_)
      return find_between(*from, std::min(*from + link.address.size() + 64, text_.text().size()),
                          link.address);
    // A style sheet within a page has the place of its element only: which address is meant is not
    // known there.
    if (*from != begin_ || end_ == 0) {
      const auto tag = text_.tag_from(*from);
      begin_ = *from;
      end_ = tag ? tag->end : begin_;
      behind_ = begin_;
    }
    auto at = find_between(behind_, end_, link.address);
    if (at == std::string_view::npos && behind_ > begin_)
      at = find_between(begin_, end_, link.address);
    if (at != std::string_view::npos) behind_ = at + link.address.size();
    return at;
  }

 private:
  std::size_t find_between(std::size_t from, std::size_t end, std::string_view address) {
    const auto text = text_.text();
    const auto is_edge = [](char c) {
      return std::string_view("\"'=( \t\r\n),>").find(c) != std::string_view::npos;
    };
    // What is not found in its tag costs all of it, each time.
    if (searched_ > most_searched) return std::string_view::npos;
    const auto found = text.substr(from, end - from).find(address);
    const auto at = found == std::string_view::npos ? found : from + found;
    searched_ += found == std::string_view::npos ? end - from : found + address.size();
    if (at == std::string_view::npos || at == 0 || !is_edge(text[at - 1]))
      return std::string_view::npos;
    const auto behind = at + address.size();
    return behind == text.size() || is_edge(text[behind]) ? at : std::string_view::npos;
  }

  static constexpr std::uint64_t most_searched = 64u << 20;  // bytes, of one page

  const SourceText& text_;
  const bool style_;
  std::size_t begin_ = 0, end_ = 0;  // of the tag that was read last
  std::size_t behind_ = 0;           // the address in it that was found last
  std::uint64_t searched_ = 0;       // bytes
};

struct Correction {
  Link link;
  std::string right;
};

constexpr std::size_t most_corrections = 20'000;  // in one file: each is held

// Puts in place of each address of a page or a style sheet what `corrected` makes of it.
template <class Corrected>
Result<void> each_link(const Subject& subject, const Limits& limits, Draft& draft,
                       Corrected corrected) {
  return each_text(subject, limits, [&](ReadText& read) {
    const auto& file = read.file();
    std::vector<Correction> corrections;
    std::size_t count = 0;
    for (const auto& link : file.links())
      if (auto right = corrected(link); right != link.address && ++count <= most_corrections)
        corrections.push_back({link, std::move(right)});
    if (count == 0) return;
    const std::string path = file.path();
    const bool style = file.kind() == FileKind::style;
    if (count > most_corrections)
      return draft.leave(path + " has " + std::to_string(count) +
                         " wrong addresses; the limit of what is mended in one file is " +
                         std::to_string(most_corrections));
    SourceText text(read.take());
    AddressFinder finder(text, style);
    for (const auto& [link, right] : corrections) {
      const auto at = finder.find(link);
      if (at != std::string_view::npos) text.replace(at, at + link.address.size(), right);
    }
    if (text.changed()) draft.write(path, text.take());
  });
}

}  // namespace haat::fixes
