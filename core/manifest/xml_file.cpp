#include "core/manifest/xml_file.hpp"

#include <algorithm>

#include "core/element.hpp"
#include "core/manifest/parsed_xml.hpp"

namespace haat {
namespace {

// The depth is bounded by the parser's.
XmlElement as_written(const ParsedXml& parsed, const pugi::xml_node& node, Prefixes& prefixes) {
  prefixes.enter(node);
  XmlElement element{.name = node.name(),
                     .name_space = std::string(prefixes.find(prefix_of(node.name()))),
                     .attributes = {},
                     .text = {},
                     .children = {},
                     .place = parsed.place(node)};
  for (const auto& each : node.attributes())
    element.attributes.push_back({each.name(), each.value(), parsed.place(each)});
  std::string text;
  for (const auto& each : node.children()) {
    if (each.type() == pugi::node_element)
      element.children.push_back(as_written(parsed, each, prefixes));
    else
      text += each.value();
  }
  element.text = collapse(text);
  prefixes.leave(node);
  return element;
}

}  // namespace

const std::string* XmlElement::attribute(std::string_view wanted) const {
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
    return XmlFile{.root = std::nullopt, .doctype = false, .problem = bytes.error().message};
  }
  std::vector<ManifestProblem> problems;
  const auto parsed = parse_xml(std::move(*bytes), path, limits, problems);
  if (parsed == nullptr)
    return XmlFile{.root = std::nullopt,
                   .doctype = problems.front().id == "manifest-entities",
                   .problem = problems.front().message};
  Prefixes prefixes;
  return XmlFile{.root = as_written(*parsed, parsed->tree.document_element(), prefixes),
                 .doctype = parsed->doctype,
                 .problem = {}};
}

}  // namespace haat
