#include "core/manifest/parsed_xml.hpp"

#include <libxml/encoding.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>

#include "core/manifest/name_spaces.hpp"
#include "core/manifest/schemas.hpp"
#include "core/manifest/xml_cost.hpp"
#include "core/manifest/xml_parser.hpp"
#include "core/text_encoding.hpp"

namespace haat {
namespace {

std::string first_line(const char* text) {
  std::string line = text == nullptr ? "it is not XML" : text;
  return line.substr(0, line.find('\n'));
}

// libxml2's words for what people do wrong most, in ours; the rest in its own.
std::string in_our_words(const xmlError& error, std::string text) {
  switch (error.code) {
    case XML_ERR_NAME_REQUIRED:
      if (text.find("EntityRef") != std::string::npos)
        return "a \"&\" stands by itself, which has to be written \"&amp;\"";
      return text;
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
      return "a \"&\" has no \";\" behind its name; if it means itself, write \"&amp;\"";
    case XML_ERR_LT_IN_ATTRIBUTE:
      return "a \"<\" stands in the value of an attribute, which has to be written \"&lt;\"";
    case XML_ERR_RESERVED_XML_NAME:
      return "something stands before the XML declaration, which has to come first";
    case XML_ERR_DOCUMENT_END:
      return "something stands behind the end of the outermost element";
    default:
      return text;
  }
}

void collect(void* into, const xmlError* error) {
  auto& errors = *static_cast<std::vector<ManifestProblem>*>(into);
  if (error->level < XML_ERR_ERROR || !errors.empty())
    return;  // the first says it; the rest follow from it
  const std::string text = first_line(error->message);
  const Place place{error->line, error->int2};
  if (text.find("Excessive depth") != std::string::npos ||
      text.find("use XML_PARSE_HUGE") != std::string::npos)
    errors.push_back(
        {"manifest-too-deep", "", place,
         "the elements lie more than 256 deep inside one another, which is the limit"});
  else if (error->code == XML_ERR_INVALID_ENCODING || error->code == XML_ERR_UNSUPPORTED_ENCODING ||
           text.find("not proper UTF-8") != std::string::npos)
    errors.push_back(
        {"manifest-encoding-wrong", "", place,
         "the bytes are not in the encoding that the manifest declares, which is UTF-8 "
         "where it declares none"});
  else
    errors.push_back({"manifest-not-well-formed", "", place,
                      "the XML is not well-formed: " + in_our_words(*error, text)});
}

// What a walk of libxml2 over the bytes tells.
struct Walk {
  xmlParserCtxt* parser = nullptr;
  std::string encoding;  // as libxml2 found it; empty: UTF-8, or none is said
  bool doctype = false;
  std::optional<int> entities;  // the line where the first one is declared; none: none is

  static Walk& of(void* data) { return *static_cast<Walk*>(data); }
  static void ended(void* data) {
    auto& self = of(data);
    const auto* of_input = self.parser->inputNr > 0 ? self.parser->inputTab[0]->encoding : nullptr;
    const auto* found = self.parser->encoding != nullptr ? self.parser->encoding : of_input;
    if (found != nullptr) self.encoding = reinterpret_cast<const char*>(found);
  }
};

Walk walk(std::string_view bytes, std::vector<ManifestProblem>& found) {
  Walk seen;
  xmlSAXHandler handler{};
  handler.initialized = XML_SAX2_MAGIC;
  handler.internalSubset = [](void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
    Walk::of(data).doctype = true;
  };
  handler.entityDecl = [](void* data, const xmlChar*, int, const xmlChar*, const xmlChar*,
                          xmlChar*) {
    auto& self = Walk::of(data);
    if (!self.entities) self.entities = self.parser->input->line;
  };
  handler.endDocument = Walk::ended;
  const auto parser = make_xml_parser(handler, &seen);
  seen.parser = parser.get();
  xmlSetStructuredErrorFunc(&found, [](void* into, xmlErrorPtr error) { collect(into, error); });
  read_xml(parser, bytes, nullptr, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
  xmlSetStructuredErrorFunc(nullptr, nullptr);
  if (found.empty() && parser->wellFormed == 0)
    found.push_back({"manifest-not-well-formed", "", 0, "it is not XML"});
  return seen;
}

// Text that is not UTF-8 is turned into it by the encoding that libxml2 found in the document.
std::string as_utf8(std::string bytes, std::string encoding) {
  // The mark says it by itself (XML 1.0, 4.3.3), and nothing in the document needs to.
  if (encoding.empty() && is_marked_utf16(bytes))
    encoding = bytes.starts_with("\xff\xfe") ? "UTF-16LE" : "UTF-16BE";
  const bool marked = bytes.starts_with("\xef\xbb\xbf");
  if (marked) bytes.erase(0, 3);
  auto* handler =
      marked || encoding.empty() ? nullptr : xmlFindCharEncodingHandler(encoding.c_str());
  const bool sixteen =
      bytes.size() >= 2 && (bytes[0] == '\0' || bytes[1] == '\0' || bytes.starts_with("\xff\xfe") ||
                            bytes.starts_with("\xfe\xff"));
  const bool utf8 =
      handler == nullptr || (handler->name != nullptr && std::strcmp(handler->name, "UTF-8") == 0);
  if (utf8 && !sixteen) {
    if (handler != nullptr) xmlCharEncCloseFunc(handler);
    return bytes;
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

// pugixml's pages go back to the system as soon as they have been read. In the heap they would lie
// between what is made of them, and be held until the end.
struct alignas(std::max_align_t) PageHeader {
  std::size_t mapped;  // bytes; 0: it is of the heap
};
constexpr std::size_t smallest_mapped = 4 << 10;

void* take_page(std::size_t size) {
  const auto whole = size + sizeof(PageHeader);
  const bool maps = whole >= smallest_mapped;
  void* page =
      maps ? mmap(nullptr, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
           : std::malloc(whole);
  if (page == nullptr || page == MAP_FAILED) return nullptr;
  return new (page) PageHeader{maps ? whole : 0} + 1;
}
void give_page_back(void* page) {
  auto* header = static_cast<PageHeader*>(page) - 1;
  if (header->mapped > 0)
    munmap(header, header->mapped);
  else
    std::free(header);
}
// Before main: no document may be there while they change.
[[maybe_unused]] const bool pages_are_mapped =
    (pugi::set_memory_management_functions(take_page, give_page_back), true);

void prepare_libxml() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    forbid_fetching();
  });
}

}  // namespace

std::string_view prefix_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}
std::string_view without_prefix(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::optional<std::string_view> declared_prefix(std::string_view attribute) {
  if (attribute == "xmlns") return "";
  if (attribute.starts_with("xmlns:")) return attribute.substr(6);
  return std::nullopt;
}

Prefixes::Prefixes() {
  declared_["xml"] = {xmlns::xml};
}

void Prefixes::enter(const pugi::xml_node& element) {
  for (const auto& each : element.attributes())
    if (const auto prefix = declared_prefix(each.name()))
      declared_[*prefix].push_back(each.value());
}

void Prefixes::leave(const pugi::xml_node& element) {
  for (const auto& each : element.attributes())
    if (const auto prefix = declared_prefix(each.name())) declared_[*prefix].pop_back();
}

std::string_view Prefixes::find(std::string_view prefix) const {
  const auto at = declared_.find(prefix);
  return at == declared_.end() || at->second.empty() ? std::string_view{} : at->second.back();
}

ParsedXml::ParsedXml(std::string utf8, bool has_doctype)
    : text(std::move(utf8)), places(text), values(text.begin(), text.end()), doctype(has_doctype) {
  tree.load_buffer_inplace(values.data(), values.size(),
                           pugi::parse_default | pugi::parse_ws_pcdata_single, pugi::encoding_utf8);
}

Place ParsedXml::place(const pugi::xml_node& node) const {
  return places.at(static_cast<std::size_t>(node.name() - values.data() - 1));
}
Place ParsedXml::place(const pugi::xml_attribute& attribute) const {
  return places.at(static_cast<std::size_t>(attribute.name() - values.data()));
}

std::unique_ptr<ParsedXml> parse_xml(std::string bytes, const std::string& path,
                                     const Limits& limits, std::vector<ManifestProblem>& problems) {
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
  auto told = walk(bytes, found);
  if (told.entities)
    found.assign(1, {"manifest-entities", "", *told.entities,
                     "the XML declares entities of its own, which can hide a bomb or read other "
                     "files; write the text itself"});
  if (!found.empty()) return refuse();

  auto parsed = std::make_unique<ParsedXml>(as_utf8(std::move(bytes), std::move(told.encoding)),
                                            told.doctype);
  if (!parsed->tree.document_element()) {
    found.push_back(
        {"manifest-not-well-formed", "", 0, "it is not XML in an encoding that can be read"});
    return refuse();
  }
  return parsed;
}

}  // namespace haat
