#include "sdk/authoring/markdown.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstdlib>
#include <memory>
#include <mutex>

namespace haat {

namespace {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeText {
  void operator()(char* text) const { std::free(text); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

// Without CMARK_OPT_UNSAFE: cmark leaves out raw HTML and links to scripts.
constexpr int options = CMARK_OPT_VALIDATE_UTF8;

// Nodes inside a line carry no line number of their own.
int line_of(cmark_node* node) {
  while (node && cmark_node_get_start_line(node) == 0) node = cmark_node_parent(node);
  return node ? cmark_node_get_start_line(node) : 0;
}

std::string or_empty(const char* text) {
  return text ? text : "";
}

void look_at(cmark_node* node, RenderedMarkdown& into) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
      into.links.push_back({.target = or_empty(cmark_node_get_url(node)),
                            .line = line_of(node),
                            .image = cmark_node_get_type(node) == CMARK_NODE_IMAGE});
      break;
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
      // A comment is a note of the author's to themselves; nobody misses it.
      if (!or_empty(cmark_node_get_literal(node)).starts_with("<!--"))
        into.lines_with_html.push_back(line_of(node));
      break;
    default:
      break;
  }
}

}  // namespace

RenderedMarkdown render_markdown(std::string_view text) {
  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(options));
  for (const char* name : {"table", "strikethrough", "autolink", "tagfilter"})
    if (auto* extension = cmark_find_syntax_extension(name))
      cmark_parser_attach_syntax_extension(parser.get(), extension);
  cmark_parser_feed(parser.get(), text.data(), text.size());
  const std::unique_ptr<cmark_node, FreeNode> document(cmark_parser_finish(parser.get()));

  RenderedMarkdown rendered;
  const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(document.get()));
  for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get()))
    if (event == CMARK_EVENT_ENTER) look_at(cmark_iter_get_node(iterator.get()), rendered);
  const std::unique_ptr<char, FreeText> html(
      cmark_render_html(document.get(), options, cmark_parser_get_syntax_extensions(parser.get())));
  rendered.html = html.get();
  return rendered;
}

std::string escape_html(std::string_view text) {
  const std::unique_ptr<cmark_node, FreeNode> node(cmark_node_new(CMARK_NODE_TEXT));
  cmark_node_set_literal(node.get(), std::string(text).c_str());
  const std::unique_ptr<char, FreeText> html(cmark_render_html(node.get(), options, nullptr));
  return html.get();
}

}  // namespace haat
