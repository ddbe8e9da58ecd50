#pragma once

#include <string>
#include <string_view>

#include "core/ascii.hpp"
#include "core/content/content_file.hpp"
#include "core/qa/rule.hpp"

// What several rules read a page by.
namespace haat::rules {

// Every element of the page, outer ones first. The depth is bounded by the page's.
template <class OnElement>
void each_page_element(const ContentFile& file, OnElement on_element) {
  const auto walk = [&](const auto& self, const Element& element) -> void {
    on_element(element);
    for (const auto& child : element.children) self(self, child);
  };
  if (file.page() != nullptr) walk(walk, *file.page());
}

inline std::string_view attribute_of(const Element& element, std::string_view name) {
  const auto* value = element.attribute("", name);
  return value == nullptr ? std::string_view() : *value;
}
inline bool has_attribute(const Element& element, std::string_view name) {
  return element.attribute("", name) != nullptr;
}

inline bool is_blank(std::string_view text) {
  // White space, and the no-break space that some editors leave behind.
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\xc2\xa0") {
      ++i;
    } else if (std::string_view(" \t\r\n\f").find(text[i]) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

// Whether a screen reader passes the element by.
inline bool is_hidden_element(const Element& element) {
  if (has_attribute(element, "hidden") || attribute_of(element, "aria-hidden") == "true")
    return true;
  const auto style = attribute_of(element, "style");
  return style.find("display:none") != std::string_view::npos ||
         style.find("display: none") != std::string_view::npos;
}

// Whether the element names itself by an attribute.
inline bool is_named(const Element& element) {
  return !is_blank(attribute_of(element, "aria-label")) ||
         !is_blank(attribute_of(element, "aria-labelledby")) ||
         !is_blank(attribute_of(element, "title"));
}

// Whether there is something in it to read out, or a script's place to put it.
inline bool says_something(const Element& element) {
  if (!is_blank(element.text) || is_named(element)) return true;
  if (element.name == "img" || element.name == "area")
    return !is_blank(attribute_of(element, "alt"));
  if (element.name == "svg" || element.name == "object" || element.name == "slot") return true;
  for (const auto& child : element.children)
    if (says_something(child)) return true;
  return false;
}

// Whether a picture in it has no alt, which a rule of its own tells.
inline bool has_picture_without_alt(const Element& element) {
  if (element.name == "img" && !has_attribute(element, "alt")) return true;
  for (const auto& child : element.children)
    if (has_picture_without_alt(child)) return true;
  return false;
}

inline std::string text_of(const Element& element) {
  std::string text(element.text);
  for (const auto& child : element.children) text += text_of(child);
  return text;
}

// A page of its own; what a script puts into another page is none.
inline bool is_whole_page(const ContentFile& file) {
  if (file.page() == nullptr) return false;
  if (file.page()->place.line > 0) return true;
  for (const auto& child : file.page()->children)
    if (child.place.line > 0 &&
        (child.name == "head" || child.name == "body" || child.name == "frameset"))
      return true;
  return false;
}

}  // namespace haat::rules
