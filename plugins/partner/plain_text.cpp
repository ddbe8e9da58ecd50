#include "plugins/partner/plain_text.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <memory>

namespace partner {

namespace {

struct Free {
  void operator()(xmlDocPtr document) const { ::xmlFreeDoc(document); }
};

constexpr std::size_t largest_html = 256u << 10;  // bytes that are read; more is no description

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string_view name_of(const xmlNode& node) {
  return node.name == nullptr ? "" : reinterpret_cast<const char*>(node.name);
}

bool is_hidden(const xmlNode& node) {
  return name_of(node) == "script" || name_of(node) == "style" || name_of(node) == "head";
}

bool ends_line(const xmlNode& node) {
  constexpr std::string_view blocks[] = {"p",  "div", "br", "li", "ul", "ol", "tr",        "table",
                                         "h1", "h2",  "h3", "h4", "h5", "h6", "blockquote"};
  return node.type == XML_ELEMENT_NODE &&
         std::find(std::begin(blocks), std::end(blocks), name_of(node)) != std::end(blocks);
}

// In the document's order, without recursion.
std::string read(const xmlNode* root) {
  std::string text;
  for (const xmlNode* node = root; node != nullptr;) {
    if (node->type == XML_TEXT_NODE && node->content != nullptr)
      text += reinterpret_cast<const char*>(node->content);
    if (node->children != nullptr && node->type == XML_ELEMENT_NODE && !is_hidden(*node)) {
      node = node->children;
      continue;
    }
    while (node != nullptr) {
      if (ends_line(*node)) text += '\n';
      if (node == root) return text;
      if (node->next != nullptr) break;
      node = node->parent;
    }
    if (node != nullptr) node = node->next;
  }
  return text;
}

// One line each, none empty.
std::string tidy(const std::string& text) {
  std::string lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    const std::string line = one_line(std::string_view(text).substr(from, end - from));
    if (!line.empty()) lines += (lines.empty() ? "" : "\n") + line;
    from = end + 1;
  }
  return lines;
}

}  // namespace

std::string plain_text(const std::string& whole) {
  const std::string html = cut(whole, largest_html);
  if (html.find_first_of("<&") == std::string::npos) return tidy(html);
  const std::unique_ptr<xmlDoc, Free> document(
      ::htmlReadMemory(html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                           HTML_PARSE_NONET | HTML_PARSE_COMPACT));
  return document ? tidy(read(::xmlDocGetRootElement(document.get()))) : "";
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool space = c == ' ' || is_control(c);
    if (space && (line.empty() || line.back() == ' ')) continue;
    line += space ? ' ' : c;
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string without_controls(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char c) { return is_control(c) && c != '\n' && c != '\t'; }),
             text.end());
  return text;
}

std::string cut(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace partner
