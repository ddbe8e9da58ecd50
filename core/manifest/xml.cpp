#include "core/manifest/xml.hpp"

#include <algorithm>
#include <array>

#include "core/element_text.hpp"
#include "core/manifest/parsed_xml.hpp"
#include "core/manifest/schemas.hpp"

namespace haat {
namespace {

bool is_element(const pugi::xml_node& node) {
  return node.type() == pugi::node_element;
}

// A standard's namespace with a slip in it is no extension: what it holds is read as it was meant.
bool may_be_a_standards(std::string_view name_space) {
  constexpr std::array<std::string_view, 8> owners{"imsglobal", "imsproject", "adlnet",
                                                   "ieee.org",  "w3id.org",   "projecttincan",
                                                   "w3.org",    "aicc"};
  return name_space.empty() ||
         std::any_of(owners.begin(), owners.end(), [&](std::string_view owner) {
           return name_space.find(owner) != std::string_view::npos;
         });
}

// `own` is the namespace of the manifest itself. The depth is bounded by libxml2's.
void mark_foreign(Element& element, std::string_view own) {
  element.foreign = element.name_space != own && !may_be_a_standards(element.name_space);
  for (auto& child : element.children) mark_foreign(child, own);
}

}  // namespace

// Makes the elements of pugixml's nodes and lets go of each node as soon as it has been read, so
// that never both trees are there. The depth is bounded by libxml2's.
class TreeBuilder {
 public:
  TreeBuilder(ParsedXml& from, XmlDocument& into) : from_(from), into_(into) {}

  Element take(pugi::xml_node node, int depth = 0) {
    prefixes_.enter(node);
    const std::string_view name = node.name();
    Element element{.name_space = prefixes_.find(prefix_of(name)),
                    .name = without_prefix(name),
                    .attributes = attributes_of(node, depth),
                    .text = {},
                    .children = {},
                    .place = from_.place(node)};
    element.children.reserve(
        static_cast<std::size_t>(std::count_if(node.begin(), node.end(), is_element)));
    take_children(node, depth, element);
    prefixes_.leave(node);
    return element;
  }

 private:
  std::vector<Element::Attribute> attributes_of(const pugi::xml_node& node, int depth) {
    std::vector<Element::Attribute> attributes;
    const auto kept = [](const auto& each) { return !declared_prefix(each.name()); };
    attributes.reserve(static_cast<std::size_t>(
        std::count_if(node.attributes_begin(), node.attributes_end(), kept)));
    for (const auto& each : node.attributes()) {
      if (!kept(each)) {
        into_.declared_.push_back({each.value(), depth});
        continue;
      }
      const std::string_view name = each.name();
      const auto prefix = prefix_of(name);
      attributes.push_back({prefix.empty() ? std::string_view{} : prefixes_.find(prefix),
                            without_prefix(name), each.value(), from_.place(each)});
    }
    return attributes;
  }

  void take_children(pugi::xml_node& node, int depth, Element& element) {
    ElementText text;
    for (auto each = node.first_child(); each;) {
      if (is_element(each))
        element.children.push_back(take(each, depth + 1));
      else
        text.add(each.value());
      const auto next = each.next_sibling();
      node.remove_child(each);
      each = next;
    }
    element.text = text.in_one_piece() ? collapsed_in_place(text.text())
                                       : into_.joined_.emplace_back(collapse(text.text()));
  }

  // The piece lies in the values, which are ours to write.
  std::string_view collapsed_in_place(std::string_view piece) {
    if (piece.empty()) return {};
    const auto collapsed = collapse(piece);
    const auto at = static_cast<std::size_t>(piece.data() - from_.values.data());
    std::copy(collapsed.begin(), collapsed.end(),
              from_.values.begin() + static_cast<std::ptrdiff_t>(at));
    return piece.substr(0, collapsed.size());
  }

  ParsedXml& from_;
  XmlDocument& into_;
  Prefixes prefixes_;
};

std::shared_ptr<XmlDocument> XmlDocument::parse(std::string bytes, const std::string& path,
                                                const Limits& limits,
                                                std::vector<ManifestProblem>& problems) {
  const auto parsed = parse_xml(std::move(bytes), path, limits, problems);
  if (parsed == nullptr) return nullptr;
  std::shared_ptr<XmlDocument> document(new XmlDocument);
  document->path_ = path;
  if (parsed->doctype)
    problems.push_back({"manifest-doctype", path, parsed->places.at(parsed->text.find("<!DOCTYPE")),
                        "the XML has a document type declaration"});
  document->root_ = TreeBuilder(*parsed, *document).take(parsed->tree.document_element());
  mark_foreign(document->root_, document->root_.name_space);
  document->text_ = std::move(parsed->text);
  document->values_ = std::move(parsed->values);
  return document;
}

bool XmlDocument::declares(std::string_view part, int depth) const {
  return std::any_of(declared_.begin(), declared_.end(), [&](const Declared& each) {
    return each.depth <= depth && each.name_space.find(part) != std::string_view::npos;
  });
}

void XmlDocument::validate(const char* set, std::vector<ManifestProblem>& problems) {
  if (*set != '\0')
    for (auto& failure : schema_failures(text_, root_, set))
      problems.push_back({std::move(failure.id), path_, failure.place(), std::move(failure.message),
                          failure.wanted.empty() ? failure.attribute : failure.wanted.front()});
  std::string().swap(text_);
}

const Element* child(const Element* parent, std::string_view name) {
  return parent == nullptr ? nullptr : parent->child(name);
}

std::vector<const Element*> children(const Element* parent) {
  std::vector<const Element*> found;
  if (parent == nullptr) return found;
  found.reserve(parent->children.size());
  for (const auto& each : parent->children) found.push_back(&each);
  return found;
}

std::vector<const Element*> children(const Element* parent, std::string_view name) {
  std::vector<const Element*> found;
  if (parent == nullptr) return found;
  for (const auto& each : parent->children)
    if (each.name == name && !each.foreign) found.push_back(&each);
  return found;
}

const std::string_view* attribute(const Element* element, std::string_view name_space,
                                  std::string_view name) {
  return element == nullptr ? nullptr : element->attribute(name_space, name);
}

std::string value_of(const Element* element, std::string_view name) {
  const auto* value = attribute(element, "", name);
  return value == nullptr ? std::string() : collapse(*value);
}

std::string text_of(const Element* element) {
  if (element != nullptr && element->children.empty()) return collapse(element->text);
  std::string text;
  const auto gather = [&text](const auto& self, const Element& at) -> void {
    text.append(" ").append(at.text);
    for (const auto& each : at.children) self(self, each);
  };
  if (element != nullptr) gather(gather, *element);
  return collapse(text);
}

}  // namespace haat
