#include "core/manifest/xml_file.hpp"

#include <algorithm>

#include "core/element.hpp"
#include "core/manifest/parsed_xml.hpp"

namespace haat {
namespace {

// The depth is bounded by the parser's.
class Reader {
 public:
  Reader(const ParsedXml& parsed, std::deque<std::string>& collapsed)
      : parsed_(parsed), collapsed_(collapsed) {}

  XmlElement as_written(const pugi::xml_node& node) {
    prefixes_.enter(node);
    XmlElement element{.name = node.name(),
                       .name_space = prefixes_.find(prefix_of(node.name())),
                       .attributes = {},
                       .text = {},
                       .children = {},
                       .place = parsed_.place(node)};
    element.attributes.reserve(size_of(node.attributes()));
    for (const auto& each : node.attributes())
      element.attributes.push_back({each.name(), each.value(), parsed_.place(each)});
    element.children.reserve(static_cast<std::size_t>(std::count_if(
        node.begin(), node.end(),
        [](const pugi::xml_node& each) { return each.type() == pugi::node_element; })));
    std::string text;
    for (const auto& each : node.children()) {
      if (each.type() == pugi::node_element)
        element.children.push_back(as_written(each));
      else
        text += each.value();
    }
    if (auto kept = collapse(text); !kept.empty()) {
      const std::string_view only = node.child_value();  // mostly there is one, and it is collapsed
      element.text = kept == only ? only : collapsed_.emplace_back(std::move(kept));
    }
    prefixes_.leave(node);
    return element;
  }

 private:
  template <class List>
  static std::size_t size_of(const List& list) {
    return static_cast<std::size_t>(std::distance(list.begin(), list.end()));
  }

  const ParsedXml& parsed_;
  std::deque<std::string>& collapsed_;
  Prefixes prefixes_;
};

}  // namespace

const std::string_view* XmlElement::attribute(std::string_view wanted) const {
  const auto at = std::find_if(attributes.begin(), attributes.end(),
                               [&](const Attribute& each) { return each.name == wanted; });
  return at == attributes.end() ? nullptr : &at->value;
}

std::string_view XmlElement::local_name() const {
  return without_prefix(name);
}

Result<XmlFile> read_xml_file(const Package& package, const std::string& path,
                              const Limits& limits) {
  auto bytes = package.read(path, limits.manifest_size);
  if (!bytes) {
    if (bytes.error().kind == Errc::unavailable) return tl::unexpected(bytes.error());
    XmlFile unread;
    unread.problem = bytes.error().message;
    return unread;
  }
  std::vector<ManifestProblem> problems;
  const auto parsed = parse_xml(std::move(*bytes), path, limits, problems);
  if (parsed == nullptr) {
    XmlFile refused;
    refused.doctype = problems.front().id == "manifest-entities";
    refused.problem = problems.front().message;
    return refused;
  }
  XmlFile file;
  file.root = Reader(*parsed, file.collapsed).as_written(parsed->tree.document_element());
  file.doctype = parsed->doctype;
  file.values = std::move(parsed->values);
  return file;
}

}  // namespace haat
