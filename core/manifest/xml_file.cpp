#include "core/manifest/xml_file.hpp"

#include <algorithm>

#include "core/manifest/xml.hpp"

namespace haat {
namespace {

// The depth is bounded by the parser's.
XmlElement as_written(const XmlDocument& document, const pugi::xml_node& node) {
  XmlElement element{.name = node.name(),
                     .name_space = std::string(namespace_of(node)),
                     .attributes = {},
                     .text = {},
                     .children = {},
                     .place = document.place(node)};
  for (const auto& each : node.attributes())
    element.attributes.push_back({each.name(), each.value(), document.place(each)});
  std::string text;
  for (const auto& each : node.children()) {
    if (each.type() == pugi::node_element)
      element.children.push_back(as_written(document, each));
    else
      text += each.value();
  }
  element.text = collapsed(text);
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
  const auto bytes = package.read(path, limits.manifest_size);
  if (!bytes) {
    if (bytes.error().kind == Errc::unavailable) return tl::unexpected(bytes.error());
    return XmlFile{.root = std::nullopt, .doctype = false, .problem = bytes.error().message};
  }
  std::vector<ManifestProblem> problems;
  const auto document = XmlDocument::parse(*bytes, path, limits, problems);
  if (document == nullptr)
    return XmlFile{.root = std::nullopt,
                   .doctype = problems.front().id == "manifest-entities",
                   .problem = problems.front().message};
  return XmlFile{.root = as_written(*document, document->root()),
                 .doctype = document->has_doctype(),
                 .problem = {}};
}

}  // namespace haat
