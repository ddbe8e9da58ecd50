#include "core/manifest/xml.hpp"

#include <libxml/encoding.h>
#include <libxml/parser.h>
#include <libxml/uri.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <unordered_map>

#include "core/manifest/schemas.hpp"
#include "core/manifest/xml_cost.hpp"
#include "core/text_places.hpp"

namespace haat {
namespace {

constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
struct FreeParser {
  void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};

std::string first_line(const char* text) {
  std::string line = text == nullptr ? "it is not XML" : text;
  return line.substr(0, line.find('\n'));
}

void collect(void* into, const xmlError* error) {
  auto& errors = *static_cast<std::vector<ManifestProblem>*>(into);
  if (error->level < XML_ERR_ERROR || !errors.empty())
    return;  // the first says it; the rest follow from it
  const std::string text = first_line(error->message);
  if (text.find("Excessive depth") != std::string::npos ||
      text.find("use XML_PARSE_HUGE") != std::string::npos)
    errors.push_back(
        {"manifest-too-deep",
         "",
         {error->line, error->int2},
         "the elements lie more than 256 deep inside one another, which is the limit"});
  else if (error->code == XML_ERR_INVALID_ENCODING || error->code == XML_ERR_UNSUPPORTED_ENCODING ||
           text.find("not proper UTF-8") != std::string::npos)
    errors.push_back(
        {"manifest-encoding-wrong",
         "",
         {error->line, error->int2},
         "the bytes are not in the encoding that the manifest declares, which is UTF-8 "
         "where it declares none"});
  else if (error->code == XML_ERR_ENTITY_LOOP)
    errors.push_back({"manifest-entities",
                      "",
                      {error->line, error->int2},
                      "the XML declares entities that contain each other; write the text itself"});
  else
    errors.push_back({"manifest-not-well-formed",
                      "",
                      {error->line, error->int2},
                      "the XML is not well-formed: " + text});
}

// Text that is not UTF-8 is turned into it by the encoding that libxml2 found in the document.
std::string as_utf8(std::string_view bytes, const xmlDoc& document) {
  const bool marked = bytes.starts_with("\xef\xbb\xbf");
  if (marked) bytes.remove_prefix(3);
  auto* handler =
      marked || document.encoding == nullptr
          ? nullptr
          : xmlFindCharEncodingHandler(reinterpret_cast<const char*>(document.encoding));
  const bool sixteen =
      bytes.size() >= 2 && (bytes[0] == '\0' || bytes[1] == '\0' || bytes.starts_with("\xff\xfe") ||
                            bytes.starts_with("\xfe\xff"));
  const bool utf8 =
      handler == nullptr || (handler->name != nullptr && std::strcmp(handler->name, "UTF-8") == 0);
  if (utf8 && !sixteen) {
    if (handler != nullptr) xmlCharEncCloseFunc(handler);
    return std::string(bytes);
  }
  std::unique_ptr<xmlBuffer, void (*)(xmlBuffer*)> in(xmlBufferCreate(), xmlBufferFree),
      out(xmlBufferCreate(), xmlBufferFree);
  xmlBufferAdd(in.get(), reinterpret_cast<const xmlChar*>(bytes.data()),
               static_cast<int>(bytes.size()));
  xmlCharEncInFunc(handler, out.get(), in.get());
  if (handler != nullptr) xmlCharEncCloseFunc(handler);
  std::string text(reinterpret_cast<const char*>(xmlBufferContent(out.get())),
                   static_cast<std::size_t>(xmlBufferLength(out.get())));
  return text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text;
}

std::string_view prefix_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}
std::string_view without_prefix(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view bound(const pugi::xml_node& node, std::string_view prefix) {
  if (prefix == "xml") return xml_namespace;
  const std::string declaration = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
  for (auto at = node; at; at = at.parent())
    if (const auto found = at.attribute(declaration.c_str())) return found.value();
  return {};
}

void prepare_libxml() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    forbid_fetching();
  });
}

}  // namespace

struct XmlDocument::State {
  std::string path;
  std::unique_ptr<xmlDoc, FreeDocument> checked;
  std::string text;  // UTF-8, what offsets count
  std::optional<TextPlaces> places;
  std::string parsed;  // the same, overwritten by pugixml: names and values point into it
  pugi::xml_document tree;
};

XmlDocument::XmlDocument(std::unique_ptr<State> state) : state_(std::move(state)) {}
XmlDocument::~XmlDocument() = default;

std::unique_ptr<XmlDocument> XmlDocument::parse(std::string_view bytes, const std::string& path,
                                                const Limits& limits,
                                                std::vector<ManifestProblem>& problems) {
  prepare_libxml();
  std::vector<ManifestProblem> found;
  const auto refuse = [&] {
    for (auto& problem : found) {
      problem.path = path;
      problems.push_back(std::move(problem));
    }
    return nullptr;
  };

  if (auto why = too_costly(bytes, limits)) {
    found.push_back({"manifest-too-large", "", 0, "the manifest is too large: " + *why});
    return refuse();
  }

  auto state = std::make_unique<State>();
  state->path = path;
  const std::unique_ptr<xmlParserCtxt, FreeParser> parser(xmlNewParserCtxt());
  xmlSetStructuredErrorFunc(&found, [](void* into, xmlErrorPtr error) { collect(into, error); });
  state->checked.reset(xmlCtxtReadMemory(
      parser.get(), bytes.data(),
      static_cast<int>(std::min<std::size_t>(bytes.size(), limits.manifest_size)), nullptr, nullptr,
      XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOBLANKS));
  xmlSetStructuredErrorFunc(nullptr, nullptr);
  if (state->checked != nullptr && state->checked->intSubset != nullptr &&
      (state->checked->intSubset->entities != nullptr ||
       state->checked->intSubset->pentities != nullptr)) {
    found.assign(1, {"manifest-entities", "", 0,
                     "the XML declares entities of its own, which can hide a bomb or read other "
                     "files; write the text itself"});
    return refuse();
  }
  if (state->checked == nullptr || !found.empty()) {
    if (found.empty()) found.push_back({"manifest-not-well-formed", "", 0, "it is not XML"});
    return refuse();
  }

  state->text = as_utf8(bytes, *state->checked);
  state->places.emplace(state->text);
  state->parsed = state->text;
  state->tree.load_buffer_inplace(state->parsed.data(), state->parsed.size(),
                                  pugi::parse_default | pugi::parse_ws_pcdata_single,
                                  pugi::encoding_utf8);
  if (!state->tree.document_element()) {
    found.push_back(
        {"manifest-not-well-formed", "", 0, "it is not XML in an encoding that can be read"});
    return refuse();
  }
  return std::unique_ptr<XmlDocument>(new XmlDocument(std::move(state)));
}

pugi::xml_node XmlDocument::root() const {
  return state_->tree.document_element();
}

bool XmlDocument::has_doctype() const {
  return state_->checked->intSubset != nullptr;
}

Place XmlDocument::place(const pugi::xml_node& node) const {
  return at(node.name() - state_->parsed.data() - 1);
}
Place XmlDocument::place(const pugi::xml_attribute& attribute) const {
  return at(attribute.name() - state_->parsed.data());
}

Place XmlDocument::at(std::ptrdiff_t offset) const {
  return state_->places->at(static_cast<std::size_t>(offset));
}

Element XmlDocument::elements(NameSpaces& name_spaces) const {
  const auto kept = [&](std::string_view name_space) -> std::string_view {
    const auto at = name_spaces.find(name_space);
    return at == name_spaces.end() ? *name_spaces.emplace(name_space).first : *at;
  };
  // The depth is bounded by libxml2's.
  const auto copy = [&](const auto& self, const pugi::xml_node& node) -> Element {
    Element element{.name_space = kept(namespace_of(node)),
                    .name = std::string(local_name(node)),
                    .attributes = {},
                    .text = {},
                    .children = {},
                    .place = place(node)};
    const auto is_element = [](const auto& each) { return each.type() == pugi::node_element; };
    element.attributes.reserve(
        static_cast<std::size_t>(std::distance(node.attributes_begin(), node.attributes_end())));
    element.children.reserve(
        static_cast<std::size_t>(std::count_if(node.begin(), node.end(), is_element)));
    for (const auto& each : node.attributes()) {
      const std::string_view name = each.name();
      if (name == "xmlns" || name.starts_with("xmlns:")) continue;
      const auto prefix = prefix_of(name);
      element.attributes.push_back({prefix.empty() ? std::string_view{} : kept(bound(node, prefix)),
                                    std::string(without_prefix(name)), each.value(), place(each)});
    }
    std::string text;
    for (const auto& each : node.children()) {
      if (is_element(each))
        element.children.push_back(self(self, each));
      else
        text += each.value();
    }
    element.text = collapsed(text);
    return element;
  };
  return copy(copy, root());
}

void XmlDocument::validate(const char* set, std::vector<ManifestProblem>& problems) {
  auto failures = schema_failures(*state_->checked, set);
  std::unordered_multimap<const xmlNode*, SchemaFailure*> by_element;
  for (auto& failure : failures)
    if (failure.element != nullptr) by_element.emplace(failure.element, &failure);
  std::unordered_map<const SchemaFailure*, Place> places;
  // Both trees have the same elements in the same order; only pugixml's knows where they begin. The
  // depth is bounded by libxml2's.
  const auto walk = [&](const auto& self, const xmlNode* checked,
                        const pugi::xml_node& node) -> void {
    const auto [from, to] = by_element.equal_range(checked);
    for (auto at = from; at != to; ++at) places[at->second] = place_of(node, at->second->attribute);
    const xmlNode* child = checked->children;
    for (const auto& each : node.children()) {
      if (each.type() != pugi::node_element) continue;
      while (child != nullptr && child->type != XML_ELEMENT_NODE) child = child->next;
      if (child == nullptr) return;
      self(self, child, each);
      child = child->next;
    }
  };
  if (!failures.empty()) walk(walk, xmlDocGetRootElement(state_->checked.get()), root());
  for (auto& failure : failures)
    problems.push_back(
        {std::move(failure.id), state_->path, places[&failure], std::move(failure.message)});
  state_->checked.reset();
}

// Of the attribute by its local name, else of the element.
Place XmlDocument::place_of(const pugi::xml_node& node, std::string_view attribute) const {
  for (const auto& each : node.attributes())
    if (!attribute.empty() && without_prefix(each.name()) == attribute) return place(each);
  return place(node);
}

std::string_view local_name(const pugi::xml_node& node) {
  return without_prefix(node.name());
}
std::string_view namespace_of(const pugi::xml_node& node) {
  return bound(node, prefix_of(node.name()));
}

std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const auto& each : node.children())
    if (each.type() == pugi::node_element && local_name(each) == name) found.push_back(each);
  return found;
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const auto& each : node.children())
    if (each.type() == pugi::node_element && local_name(each) == name) return each;
  return {};
}

pugi::xml_attribute attribute(const pugi::xml_node& node, std::string_view name_space,
                              std::string_view name) {
  for (const auto& each : node.attributes()) {
    const std::string_view full = each.name();
    if (without_prefix(full) != name || full.starts_with("xmlns")) continue;
    const auto prefix = prefix_of(full);
    if (prefix.empty() ? name_space.empty() : bound(node, prefix) == name_space) return each;
  }
  return {};
}

std::string collapsed(std::string_view text) {
  return collapse(text);
}

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  const auto gather = [&text](const auto& self, const pugi::xml_node& at) -> void {
    for (const auto& each : at.children())
      if (each.type() == pugi::node_element)
        self(self, each);
      else
        text += each.value();
  };
  gather(gather, node);
  return collapsed(text);
}

}  // namespace haat
