#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/content/abridged_page.hpp"
#include "core/element.hpp"
#include "core/text_places.hpp"

namespace haat {

// A stretch of JavaScript: a file of its own, or what stands between <script> and </script>.
struct Script {
  std::string_view text;   // into the file's text
  std::size_t offset = 0;  // in that
};

struct HtmlPage {
  std::shared_ptr<const void> parsed;  // what the elements' names and values point into, and into
                                       // the page's bytes,
  std::deque<std::string> joined;      // and what is not in there as they have it
  Element root;                        // <html>; elements that the parser had to add have no place
  std::vector<Script> scripts;         // inline ones that a browser would run
};

// A page as a browser reads it (HTML Living Standard, 13.2), by gumbo. Text that is not UTF-8 has
// replacement characters. none: it would lie deeper than browsers go (512 elements), or its tree
// would take more than `memory` bytes. Time is linear in the page's size. How much of the text is
// parsed letter by letter (AbridgedPage) makes no difference to the page.
std::optional<HtmlPage> read_html(std::string_view bytes, const TextPlaces& places,
                                  std::uint64_t memory,
                                  std::size_t shortest_stretch = AbridgedPage::usual_stretch);

}  // namespace haat
