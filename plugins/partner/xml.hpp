#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct _xmlDoc;
struct _xmlNode;

namespace partner {

// An element, by its local name; none: whatever is asked of it is empty, so a path can be walked
// without a question at every step. Valid as long as its document.
class Element {
 public:
  explicit Element(const _xmlNode* node = nullptr) : node_(node) {}
  explicit operator bool() const { return node_ != nullptr; }

  std::string_view name() const;
  std::string_view name_space() const;
  std::string attribute(const char* name) const;
  std::string language() const;  // xml:lang, its own or from outside
  std::string text() const;      // all of it, on one line

  Element child(std::string_view name) const;  // the first of that name
  std::vector<Element> children() const;
  std::vector<Element> children(std::string_view name) const;

 private:
  const _xmlNode* node_;
};

// What a host has answered, well-formed and without a DTD, so without entities of its own and of
// bounded depth.
class XmlDocument {
 public:
  // Throws HAAT_FAULT_DATA, naming `who`, the host.
  XmlDocument(const std::string& body, const std::string& who);
  Element root() const;

 private:
  struct Free {
    void operator()(_xmlDoc* document) const;
  };
  std::unique_ptr<_xmlDoc, Free> document_;
};

}  // namespace partner
