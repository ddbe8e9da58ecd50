#pragma once

#include <string>

#include "core/content/html.hpp"

namespace haat::test {

inline void append(std::string& all, const Element& element, int depth) {
  const auto place = [](Place at) {
    return "@" + std::to_string(at.line) + ":" + std::to_string(at.column);
  };
  all += std::string(static_cast<std::size_t>(depth), ' ') + std::string(element.name) +
         place(element.place);
  for (const auto& each : element.attributes)
    all += " " + std::string(each.name) + place(each.place) + "=" + std::string(each.value);
  // Where the parser drops text (frames, columns), it keeps white space.
  all += " | " + (element.name == "pre" ? std::string(element.text) : collapse(element.text));
  all += "\n";
  for (const auto& each : element.children) append(all, each, depth + 1);
}

// The page as it is read with so much of its text parsed letter by letter: what can be told of it.
inline std::string page_as_text(std::string_view bytes, std::size_t shortest_stretch) {
  const TextPlaces places(bytes);
  const auto page = read_html(bytes, places, 64 << 20, shortest_stretch);
  if (!page) return "none";
  std::string all;
  append(all, page->root, 0);
  for (const auto& script : page->scripts)
    all += "script@" + std::to_string(script.offset) + " " + std::string(script.text) + "\n";
  return all;
}

}  // namespace haat::test
