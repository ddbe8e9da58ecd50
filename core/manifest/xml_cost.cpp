#include "core/manifest/xml_cost.hpp"

#include <cstdint>

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
      ++count_;
    } else if (c == '>') {
      inside_ = false;
    }
  }
  std::uint64_t count() const { return count_; }

 private:
  std::uint64_t count_ = 0;
  char quote_ = 0;  // the one that the value ends with
  bool inside_ = false;
};

constexpr std::string_view declares_attributes = "<!ATTLIST";

std::string over(std::uint64_t limit, const char* what) {
  return std::string("it has more ") + what + " than the limit of " + std::to_string(limit);
}

}  // namespace

std::optional<std::string> too_costly(std::string_view bytes, const Limits& limits) {
  std::uint64_t tags = 0, since_tag = 0;
  std::size_t declared = 0;  // of "<!ATTLIST", as far as it is there
  Attributes attributes;
  for (const char c : bytes) {
    if (c == '\0') continue;  // UTF-16 is ASCII with zeros between
    if (c == '<') {
      attributes.tag_begins();
      since_tag = 0;
      if (++tags > limits.manifest_tags) return over(limits.manifest_tags, "tags");
    } else {
      attributes.pass(c);
      if (++since_tag > limits.manifest_text)
        return over(limits.manifest_text, "bytes between two tags");
      if (attributes.count() > limits.tag_attributes)
        return over(limits.tag_attributes, "attributes in one tag");
    }
    declared = c == declares_attributes[declared] ? declared + 1 : (c == '<' ? 1 : 0);
    if (declared == declares_attributes.size())
      return "it declares attributes (ATTLIST) that every element would get; write them where they "
             "belong";
  }
  return std::nullopt;
}

}  // namespace haat
