#pragma once

#include <string>
#include <utility>
#include <vector>

namespace haat {

// XML that we write for others to read: feeds and answers to harvesters. Either children or a text.
struct XmlElement {
  std::string name;  // with its prefix
  std::vector<std::pair<std::string, std::string>> attributes = {};
  std::string text = {};
  std::vector<XmlElement> children = {};
};

// The document, UTF-8, with the declaration. What XML 1.0 has no way to say in texts and values,
// most control characters, is told as U+FFFD.
std::string to_xml(const XmlElement& root);

}  // namespace haat
