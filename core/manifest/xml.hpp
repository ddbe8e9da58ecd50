#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/element.hpp"
#include "core/manifest/manifest.hpp"
#include "core/package/limits.hpp"

namespace haat {

// A manifest that is well-formed, as a tree of elements with their places. Threads: once it has
// been validated, any.
class XmlDocument {
 public:
  // The document, or why there is none (parsed_xml.hpp).
  static std::shared_ptr<XmlDocument> parse(std::string bytes, const std::string& path,
                                            const Limits& limits,
                                            std::vector<ManifestProblem>& problems);
  XmlDocument(const XmlDocument&) = delete;
  XmlDocument& operator=(const XmlDocument&) = delete;

  const Element& root() const { return root_; }
  // Whether an element at most so deep, 0 for the root alone, declares a namespace that has this in
  // it.
  bool declares(std::string_view part, int depth) const;

  // Appends what the schema of `set` ("scorm12", "scorm2004-4"; see schemas.cpp; "": none) finds
  // wrong. Once only: the text goes with it.
  void validate(const char* set, std::vector<ManifestProblem>& problems);

 private:
  XmlDocument() = default;

  struct Declared {
    std::string_view name_space;
    int depth;
  };
  friend class TreeBuilder;

  std::string path_;
  std::string text_;                // UTF-8, as it is written
  std::vector<char> values_;        // what the elements' names and values point into,
  std::deque<std::string> joined_;  // and the texts that stand in several pieces
  std::vector<Declared> declared_;
  Element root_;
};

// Reading on where an element may not be there: of none there is nothing.
const Element* child(const Element* parent, std::string_view name);  // the first; nullptr: none
std::vector<const Element*> children(const Element* parent);
std::vector<const Element*> children(const Element* parent, std::string_view name);
// nullptr: none
const std::string_view* attribute(const Element* element, std::string_view name_space,
                                  std::string_view name);
std::string value_of(const Element* element, std::string_view name);  // collapsed; "": none
std::string text_of(const Element* element);  // of the element and those below, collapsed

}  // namespace haat
