#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace haat {

// A text in Markdown (GitHub's: tables, strike-through, autolinks) as harmless HTML: raw HTML and
// script links are left out.
struct RenderedMarkdown {
  struct Link {
    std::string target;  // as written
    int line = 0;        // of the block that it stands in
    bool image = false;
  };
  std::string html;
  std::vector<Link> links;
  std::vector<int> lines_with_html;  // where raw HTML was left out
};
RenderedMarkdown render_markdown(std::string_view text);

// A plain text as it must stand in HTML, between tags or in a quoted attribute.
std::string escape_html(std::string_view text);

}  // namespace haat
