#include "core/manifest/xml_cost.hpp"

#include <cstdint>

#include "core/element.hpp"

namespace haat {
namespace {

// The attributes between one "<" and the next. A value holds no "<", so that whatever a quote in a
// comment or a text does to the count is over at the next tag.
class Attributes {
 public:
  void tag_begins() { count_ = 0, quote_ = 0, inside_ = true; }
  void pass(char c) {
    if (!inside_) return;
    if (quote_ != 0) {
      if (c == quote_) quote_ = 0;
    } else if (c == '"' || c == '\'') {
      quote_ = c;
      ++count_, ++all_;
    } else if (c == '>') {
      inside_ = false;
    }
  }
  std::uint64_t count() const { return count_; }
  std::uint64_t all() const { return all_; }  // of all tags

 private:
  std::uint64_t count_ = 0, all_ = 0;
  char quote_ = 0;  // the one that the value ends with
  bool inside_ = false;
};

constexpr std::string_view declares_attributes = "<!ATTLIST";

// What a tree takes (core/element.hpp), with what malloc adds. The text is there twice.
constexpr std::uint64_t element_memory = sizeof(Element) + 16,
                        attribute_memory = sizeof(Element::Attribute) + 8;

std::string over(std::uint64_t limit, const char* what) {
  return std::string("it has more ") + what + " than the limit of " + std::to_string(limit);
}

std::optional<std::string> takes_too_much(std::uint64_t bytes, std::uint64_t elements,
                                          std::uint64_t attributes, std::uint64_t limit) {
  const auto needed = 2 * bytes + elements * element_memory + attributes * attribute_memory;
  if (needed <= limit) return std::nullopt;
  return "its " + std::to_string(bytes) + " bytes with " + std::to_string(elements) +
         " elements and " + std::to_string(attributes) + " attributes would take " +
         std::to_string(needed) + " bytes of memory; the limit is " + std::to_string(limit);
}

}  // namespace

std::optional<std::string> too_costly(std::string_view bytes, const Limits& limits) {
  std::uint64_t tags = 0, closing = 0, since_tag = 0;
  std::size_t declared = 0;  // of "<!ATTLIST", as far as it is there
  char before = 0;
  Attributes attributes;
  for (const char c : bytes) {
    if (c == '\0') continue;  // UTF-16 is ASCII with zeros between
    if (c == '<') {
      attributes.tag_begins();
      since_tag = 0;
      if (++tags > limits.manifest_tags) return over(limits.manifest_tags, "tags");
    } else {
      if (before == '<' && c == '/') ++closing;
      attributes.pass(c);
      if (++since_tag > limits.manifest_text)
        return over(limits.manifest_text, "bytes between two tags");
      if (attributes.count() > limits.tag_attributes)
        return over(limits.tag_attributes, "attributes in one tag");
    }
    before = c;
    declared = c == declares_attributes[declared] ? declared + 1 : (c == '<' ? 1 : 0);
    if (declared == declares_attributes.size())
      return "it declares attributes (ATTLIST) that every element would get; write them where they "
             "belong";
  }
  return takes_too_much(bytes.size(), tags - closing, attributes.all(), limits.manifest_memory);
}

}  // namespace haat
