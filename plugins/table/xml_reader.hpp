#pragma once

#include <memory>
#include <string>
#include <string_view>

struct _xmlTextReader;

namespace table {

// XML from front to back, without a tree: what a stranger makes of it costs no memory. Without a
// DTD, so without entities of its own.
class XmlReader {
 public:
  enum class Event { begin, end, text, none };

  // `bytes` stays where it is. `place` is for messages.
  XmlReader(std::string_view bytes, std::string place);

  // Throws Unreadable.
  Event next();
  // Of an element, by its local name; an empty one has an end like any other.
  std::string_view name() const;
  std::string attribute(const char* name) const;  // in no namespace or any; empty if there is none
  std::string_view text() const;

 private:
  struct Free {
    void operator()(_xmlTextReader* reader) const;
  };
  std::string place_;
  std::unique_ptr<_xmlTextReader, Free> reader_;
  bool ends_ = false;  // an empty element was begun, and is yet to end
};

}  // namespace table
