#include "core/manifest/xml_file.hpp"

#include <algorithm>

#include "core/element.hpp"
#include "core/manifest/parsed_xml.hpp"

namespace haat {
namespace {

// The prefixes that an element declares, and those around it.
struct Scope {
  const Scope* outer;
  std::vector<std::pair<std::string_view, std::string_view>> declared;

  std::string_view find(std::string_view prefix) const {
    for (const auto& [name, name_space] : declared)
      if (name == prefix) return name_space;
    return outer == nullptr ? std::string_view{} : outer->find(prefix);
  }
};

// The depth is bounded by the parser's.
XmlElement as_written(const ParsedXml& parsed, const pugi::xml_node& node, const Scope& outer) {
  Scope scope{&outer, {}};
  for (const auto& each : node.attributes()) {
    const std::string_view name = each.name();
    if (name == "xmlns" || name.starts_with("xmlns:"))
      scope.declared.emplace_back(name == "xmlns" ? "" : name.substr(6), each.value());
  }
  XmlElement element{.name = node.name(),
                     .name_space = std::string(scope.find(prefix_of(node.name()))),
                     .attributes = {},
                     .text = {},
                     .children = {},
                     .place = parsed.place(node)};
  for (const auto& each : node.attributes())
    element.attributes.push_back({each.name(), each.value(), parsed.place(each)});
  std::string text;
  for (const auto& each : node.children()) {
    if (each.type() == pugi::node_element)
      element.children.push_back(as_written(parsed, each, scope));
    else
      text += each.value();
  }
  element.text = collapse(text);
  return element;
}

}  // namespace

const std::string* XmlElement::attribute(std::string_view wanted) const {
  const auto at = std::find_if(attributes.begin(), attributes.end(),
                               [&](const Attribute& each) { return each.name == wanted; });
  return at == attributes.end() ? nullptr : &at->value;
}

std::string_view XmlElement::local_name() const {
  const auto colon = name.find(':');
  return colon == std::string::npos ? std::string_view(name)
                                    : std::string_view(name).substr(colon + 1);
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
  const Scope outermost{nullptr, {{"xml", "http://www.w3.org/XML/1998/namespace"}}};
  return XmlFile{.root = as_written(*parsed, parsed->tree.document_element(), outermost),
                 .doctype = parsed->doctype,
                 .problem = {}};
}

}  // namespace haat
