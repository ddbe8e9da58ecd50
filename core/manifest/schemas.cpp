#include "core/manifest/schemas.hpp"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/ascii.hpp"
#include "core/manifest/control_documents.hpp"
#include "core/manifest/name_spaces.hpp"
#include "core/manifest/packaging_elements.hpp"
#include "core/manifest/schema_locations.hpp"
#include "core/manifest/xml_parser.hpp"
#include "core/nearest.hpp"

namespace haat {

namespace {

constexpr std::string_view scheme = "haat:";
constexpr std::size_t most_failures = 5'000;

struct Set {
  std::string_view folder;
  std::string_view driver;
};

// One schema that imports a set's namespaces: against imscp alone every real manifest fails on the
// other vocabularies.
constexpr std::string_view scorm12_driver =
    R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1" schemaLocation="imsmd_rootv1p2p1.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="adlcp_rootv1p2.xsd"/>
</xs:schema>)";
constexpr std::string_view scorm2004_driver =
    R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsglobal.org/xsd/imscp_v1p1" schemaLocation="imscp_v1p1.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_v1p3" schemaLocation="adlcp_v1p3.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlseq_v1p3" schemaLocation="adlseq_v1p3.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlnav_v1p3" schemaLocation="adlnav_v1p3.xsd"/>
<xs:import namespace="http://www.imsglobal.org/xsd/imsss" schemaLocation="imsss_v1p0.xsd"/>
<xs:import namespace="http://ltsc.ieee.org/xsd/LOM" schemaLocation="lom.xsd"/>
</xs:schema>)";
constexpr std::string_view cmi5_driver = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd" schemaLocation="cmi5.xsd"/>
</xs:schema>)";
constexpr std::string_view tincan_driver =
    R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://projecttincan.com/tincan.xsd" schemaLocation="tincan.xsd"/>
</xs:schema>)";

// Each version of Common Cartridge has the same elements in a namespace of its own, and those of
// LOM in two: for the cartridge, and for what is in it.
#define HAAT_LOM(path)                                                                        \
  R"(<xs:import namespace="http://ltsc.ieee.org/xsd/)" path R"(" schemaLocation="haat:)" path \
  R"(/lom.xsd"/>)"
#define HAAT_CARTRIDGE(version)                                                                   \
  R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" )"                                    \
  R"(xmlns="http://www.imsglobal.org/xsd/imscc)" version                                          \
  R"(/imscp_v1p1" targetNamespace="http://www.imsglobal.org/xsd/imscc)" version                   \
  R"(/imscp_v1p1" elementFormDefault="qualified">)" HAAT_LOM("imscc" version "/LOM/manifest")     \
      HAAT_LOM("imscc" version "/LOM/resource") R"(<xs:include schemaLocation="cartridge.xsd"/>)" \
                                                R"(</xs:schema>)"

const std::map<std::string, Set, std::less<>> sets{
    {"scorm12", {"scorm12edition", scorm12_driver}},
    {"scorm2004-3", {"scorm20043rdedition", scorm2004_driver}},
    {"scorm2004-4", {"scorm20044thedition", scorm2004_driver}},
    {"cmi5", {"", cmi5_driver}},
    {"tincan", {"", tincan_driver}},
    {"common-cartridge-1.0", {"", HAAT_CARTRIDGE("")}},
    {"common-cartridge-1.1", {"", HAAT_CARTRIDGE("v1p1")}},
    {"common-cartridge-1.2", {"", HAAT_CARTRIDGE("v1p2")}},
    {"common-cartridge-1.3", {"", HAAT_CARTRIDGE("v1p3")}}};
#undef HAAT_CARTRIDGE
#undef HAAT_LOM

// "haat:<file>"; a schema may also name another by an address on the web, of which only the last
// part counts. The standards' schemas are in the set's folder, ours are in none.
std::string_view embedded(std::string_view folder, std::string_view file) {
  const auto* found =
      find_embedded(standard_schemas(), std::string(folder) + "/" + std::string(file));
  if (found == nullptr) found = find_embedded(own_schemas(), file);
  return found == nullptr ? std::string_view() : found->bytes;
}

// Of LOM in another namespace, of which the address has the end before the file; empty: as it is.
std::string in_its_namespace(std::string_view bytes, std::string_view address) {
  constexpr std::string_view site = "http://ltsc.ieee.org/xsd/", plain = "LOM", tail = "/lom.xsd";
  std::string text(bytes);
  if (!address.starts_with(scheme) || !address.ends_with(tail)) return text;
  const auto path = address.substr(scheme.size(), address.size() - scheme.size() - tail.size());
  const auto own = std::string(site) + std::string(plain) + "\"";
  for (auto at = text.find(own); at != std::string::npos; at = text.find(own, at + 1))
    text.replace(at + site.size(), plain.size(), path);
  return text;
}

// The folder of the set that is being read: schemas are parsed under a lock.
std::string_view reading;  // NOLINT: guarded by the lock of schema_of()

xmlParserInputPtr load_embedded(const char* url, const char*, xmlParserCtxtPtr parser) {
  const std::string_view address = url == nullptr ? "" : url;
  const auto found =
      embedded(reading, address.substr(address.rfind('/') == std::string_view::npos
                                           ? (address.starts_with(scheme) ? scheme.size() : 0)
                                           : address.rfind('/') + 1));
  if (found.empty()) return nullptr;
  const auto bytes = in_its_namespace(found, address);
  auto* buffer = xmlParserInputBufferCreateMem(bytes.data(), static_cast<int>(bytes.size()),
                                               XML_CHAR_ENCODING_NONE);
  auto* input = xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE);
  if (input != nullptr)
    input->filename =
        reinterpret_cast<const char*>(xmlStrdup(reinterpret_cast<const xmlChar*>(url)));
  return input;
}

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
struct FreeSchema {
  void operator()(xmlSchema* schema) const { xmlSchemaFree(schema); }
};
// The schema points into its document.
struct ReadSchema {
  std::unique_ptr<xmlDoc, FreeDocument> document;
  std::unique_ptr<xmlSchema, FreeSchema> schema;
  ElementNames elements;
};

// Appends the names in <xs:element name="...">: of our own schemas and those of the standards,
// which are well-formed and have no such thing in a comment that would matter.
void add_names(std::string_view schema, ElementNames& names) {
  constexpr std::string_view word = "element ", blank = " \t\r\n";
  for (auto at = schema.find(word); at != std::string_view::npos; at = schema.find(word, at + 1)) {
    if (at == 0 || (schema[at - 1] != '<' && schema[at - 1] != ':')) continue;
    auto tag = schema.substr(at + word.size() - 1, schema.find('>', at) - at - word.size() + 1);
    auto name = tag.find("name");
    while (name != std::string_view::npos && blank.find(tag[name - 1]) == std::string_view::npos)
      name = tag.find("name", name + 1);
    const auto open = name == std::string_view::npos ? name : tag.find('"', name);
    if (open == std::string_view::npos) continue;
    tag.remove_prefix(open + 1);
    names.emplace(tag.substr(0, tag.find('"')));
  }
}

ElementNames names_of(const Set& set) {
  ElementNames names;
  for (const auto& file : standard_schemas())
    if (!set.folder.empty() && file.path.starts_with(std::string(set.folder) + "/"))
      add_names(file.bytes, names);
  for (const auto& file : own_schemas())
    if (set.driver.find(file.path) != std::string_view::npos) add_names(file.bytes, names);
  return names;
}

const ReadSchema& schema_of(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, ReadSchema>
      read;  // kept as long as the program: reading one costs milliseconds
  const std::lock_guard lock(mutex);
  if (const auto at = read.find(name); at != read.end()) return at->second;

  const auto& set = sets.at(name);
  reading = set.folder;
  auto& entry = read[name];
  xmlSetStructuredErrorFunc(
      nullptr, [](void*, xmlErrorPtr) {});  // one of ADL's schemas makes it complain, and is right
  entry.document.reset(xmlReadMemory(set.driver.data(), static_cast<int>(set.driver.size()),
                                     "haat:driver.xsd", nullptr, XML_PARSE_NONET));
  auto* parser = xmlSchemaNewDocParserCtxt(entry.document.get());
  entry.schema.reset(xmlSchemaParse(parser));
  xmlSchemaFreeParserCtxt(parser);
  xmlSetStructuredErrorFunc(nullptr, nullptr);
  if (entry.schema == nullptr) std::abort();  // a schema of ours, built into this very program
  entry.elements = names_of(set);
  return entry;
}

// A vocabulary that the set does not have is not judged, rather than called wrong: nothing but the
// wildcard that it stands in asks for its schema. What the set's own vocabularies lack is wrong.
bool of_another_vocabulary(std::string_view message, std::string_view driver) {
  if (message.find("demanded by the strict wildcard") == std::string_view::npos) return false;
  // "Element '{http://...}item', attribute '{http://...}x': ", of which the last is the one
  const auto open = message.rfind('{');
  const auto close = message.rfind('}');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return true;
  const std::string name_space(message.substr(open + 1, close - open - 1));
  return driver.find("namespace=\"" + name_space + "\"") == std::string_view::npos;
}

// A sentence of libxml2's, and the element that it is about by its number in the document, from 0:
// there is no tree while it validates.
struct Told {
  std::size_t element;
  SchemaError error;
};

// The text on its way through libxml2's parser and validator at once.
class Validation {
 public:
  Validation(std::string_view driver, xmlSchema* schema)
      : driver_(driver), validator_(xmlSchemaNewValidCtxt(schema)) {}

  std::vector<Told> run(std::string_view text) && {
    xmlSchemaSetValidStructuredErrors(
        validator_.get(),
        [](void* into, xmlErrorPtr error) { static_cast<Validation*>(into)->hear(*error); }, this);
    // The validator's handlers, to which ours pass on what they see.
    xmlSAXHandler* handlers = nullptr;
    const std::unique_ptr<xmlSchemaSAXPlugStruct, Unplug> plug(
        xmlSchemaSAXPlug(validator_.get(), &handlers, &validating_));
    validating_handlers_ = handlers;
    const auto parser = make_xml_parser(ours(), this);
    parser_ = parser.get();
    read_xml(parser, text, "UTF-8", XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    return std::move(told_);
  }

 private:
  struct FreeValidator {
    void operator()(xmlSchemaValidCtxt* validator) const { xmlSchemaFreeValidCtxt(validator); }
  };
  struct Unplug {
    void operator()(xmlSchemaSAXPlugStruct* plug) const { xmlSchemaSAXUnplug(plug); }
  };

  static Validation& of(void* data) { return *static_cast<Validation*>(data); }

  static xmlSAXHandler ours() {
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = [](void* data, const xmlChar* name, const xmlChar* prefix,
                                const xmlChar* uri, int namespaces, const xmlChar** declared,
                                int attributes, int defaulted, const xmlChar** values) {
      auto& self = of(data);
      self.open_.push_back(self.begun_++);
      self.begins_ = true;
      self.validating_handlers_->startElementNs(self.validating_, name, prefix, uri, namespaces,
                                                declared, attributes, defaulted, values);
      self.begins_ = false;
    };
    handler.endElementNs = [](void* data, const xmlChar* name, const xmlChar* prefix,
                              const xmlChar* uri) {
      auto& self = of(data);
      self.validating_handlers_->endElementNs(self.validating_, name, prefix, uri);
      self.open_.pop_back();
    };
    handler.characters = [](void* data, const xmlChar* text, int length) {
      of(data).validating_handlers_->characters(of(data).validating_, text, length);
    };
    handler.cdataBlock = [](void* data, const xmlChar* text, int length) {
      of(data).validating_handlers_->cdataBlock(of(data).validating_, text, length);
    };
    return handler;
  }

  void hear(const xmlError& error) {
    if (error.level < XML_ERR_ERROR || open_.empty()) return;
    const std::string_view message = error.message == nullptr ? "" : error.message;
    if (of_another_vocabulary(message, driver_)) return;
    // That an element may have none in it is said while the first one begins.
    const bool of_parent = begins_ && open_.size() > 1 &&
                           message.find("Element content is not allowed") != std::string_view::npos;
    const auto text = [](const char* from) { return std::string(from == nullptr ? "" : from); };
    told_.push_back({open_[open_.size() - (of_parent ? 2 : 1)],
                     {.code = error.code,
                      .text = std::string(message),
                      .value = text(error.str1),
                      .limit = text(error.str2),
                      .element = nullptr,
                      .parent = nullptr}});
    // Some of it follows from the rest, and goes.
    if (told_.size() > 2 * most_failures) xmlStopParser(parser_);
  }

  std::string_view driver_;
  std::unique_ptr<xmlSchemaValidCtxt, FreeValidator> validator_;
  xmlParserCtxt* parser_ = nullptr;
  void* validating_ = nullptr;
  xmlSAXHandler* validating_handlers_ = nullptr;
  std::size_t begun_ = 0;          // elements
  std::vector<std::size_t> open_;  // their numbers
  bool begins_ = false;            // the last of them is beginning
  std::vector<Told> told_;
};

// libxml2 numbers the elements as they begin; so does this walk. The depth is bounded by the
// parser's.
class Numbered {
 public:
  explicit Numbered(std::vector<Told>& told) {
    for (auto& each : told) told_.emplace(each.element, &each.error);
  }
  void walk(const Element& element, const Element* parent) {
    const auto [from, to] = told_.equal_range(next_++);
    for (auto at = from; at != to; ++at) {
      at->second->element = &element;
      at->second->parent = parent;
    }
    for (const auto& each : element.children) walk(each, &element);
  }

 private:
  std::unordered_multimap<std::size_t, SchemaError*> told_;
  std::size_t next_ = 0;
};

// A value that breaks its type breaks the types which that is made of.
bool follows(const SchemaFailure& failure, const std::vector<SchemaFailure>& before) {
  return !before.empty() && failure.id == "value-of-wrong-type" &&
         before.back().id.starts_with("value-") && before.back().element == failure.element &&
         before.back().attribute == failure.attribute;
}

// That an element which has to have a text has another element instead is told of that one.
void join_values(std::vector<SchemaFailure>& failures) {
  std::set<const Element*> unexpected;
  for (const auto& each : failures)
    if (each.id == "element-unexpected") unexpected.insert(each.element);
  std::erase_if(failures, [&](const SchemaFailure& each) {
    if (each.element == nullptr || !each.attribute.empty() || !each.id.starts_with("value-"))
      return false;
    const auto& inside = each.element->children;
    return std::any_of(inside.begin(), inside.end(),
                       [&](const Element& child) { return unexpected.contains(&child); });
  });
}

// An attribute in other letters than the standard's is not missing as well.
void join_misspelt(std::vector<SchemaFailure>& failures) {
  std::multimap<const Element*, SchemaFailure*> missing;
  for (auto& each : failures)
    if (each.id == "attribute-missing") missing.emplace(each.element, &each);
  for (auto& odd : failures) {
    if (odd.id != "attribute-unexpected") continue;
    const auto [from, to] = missing.equal_range(odd.element);
    for (auto at = from; at != to; ++at) {
      if (at->second->id.empty() || !may_mean(odd.attribute, at->second->attribute)) continue;
      odd.message += "; its name is \"" + at->second->attribute + "\"";
      at->second->id.clear();
      break;
    }
  }
  std::erase_if(failures, [](const SchemaFailure& each) { return each.id.empty(); });
}

// An element that stands where it does not belong, or is in other letters, is what another lacks:
// it is told once.
class Strays {
 public:
  Strays(const std::vector<SchemaFailure>& failures, const ElementNames& known) : known_(known) {
    for (const auto& each : failures)
      if (each.element != nullptr &&
          (each.id == "element-unexpected" || each.id == "element-repeated"))
        strays_.push_back(each.element);
  }
  // Each is meant once.
  bool explain(const SchemaFailure& lack) {
    if (lack.element == nullptr || lack.wanted.empty()) return false;
    const auto at = std::find_if(strays_.begin(), strays_.end(), [&](const Element* stray) {
      return stray != nullptr && stray != lack.element && is_wanted(*stray, lack) &&
             !is_wrong_itself(lack, *stray);
    });
    if (at == strays_.end()) return false;
    *at = nullptr;
    std::replace(strays_.begin(), strays_.end(), lack.element,
                 static_cast<const Element*>(nullptr));
    return true;
  }

 private:
  // What could not stand anywhere.
  bool is_wrong_itself(const SchemaFailure& lack, const Element& stray) const {
    return lack.id == "element-unexpected" && lack.element->name_space == stray.name_space &&
           !known_.contains(lack.element->name);
  }
  static bool is_wanted(const Element& stray, const SchemaFailure& lack) {
    const auto* first = lack.element->children.data();
    const bool own = !std::less<>()(&stray, first) &&
                     std::less<>()(&stray, first + lack.element->children.size());
    return std::any_of(lack.wanted.begin(), lack.wanted.end(), [&](const std::string& name) {
      return own ? may_mean(stray.name, name) : stray.name == name;
    });
  }

  const ElementNames& known_;
  std::vector<const Element*> strays_;
};

void join_strays(std::vector<SchemaFailure>& failures, const ElementNames& known) {
  constexpr std::size_t most = 500;  // of more it is not told what is meant
  if (failures.size() > most) return;
  Strays strays(failures, known);
  std::erase_if(failures, [&](const SchemaFailure& each) { return strays.explain(each); });
}

// The attributes of the type xs:ID, which libxml2 compares only in a tree: CAM 3.4.1, and
// ADLSEQ's ID of a shared sequencing.
const Element::Attribute* identifier_of(const Element& element) {
  if (element.name_space == xmlns::imscp12 || element.name_space == xmlns::imscp)
    return element.find("", "identifier");
  if (element.name_space == xmlns::imsss && element.name == "sequencing")
    return element.find("", "ID");
  return nullptr;
}

void add_repeated_identifiers(const Element& root, std::vector<SchemaFailure>& failures) {
  std::set<std::string> known;
  std::set<const Element*> repeated;
  for (const auto& each : failures)
    if (each.id == "element-repeated") repeated.insert(each.element);
  bool collected = false;
  const auto walk = [&](const auto& self, const Element& element) -> void {
    // What is in it may well be what is in the first. Of a second collection a rule tells.
    if (repeated.contains(&element)) return;
    if (element.name == "sequencingCollection" && std::exchange(collected, true)) return;
    if (const auto* identifier = identifier_of(element)) {
      const auto value = collapse(identifier->value);
      const bool malformed =
          xmlValidateNCName(reinterpret_cast<const xmlChar*>(value.c_str()), 0) != 0;
      if (!malformed && !known.insert(value).second && failures.size() <= most_failures)
        failures.push_back(repeated_identifier(element, *identifier));
    }
    for (const auto& each : element.children) self(self, each);
  };
  walk(walk, root);
}

// What has a name of Content Packaging in the place that it has there, and another namespace: no
// LMS that knows namespaces sees it. An extension that names its schema is meant to be one.
void add_foreign(const Element& root, std::vector<SchemaFailure>& failures) {
  std::set<const Element*> told;
  for (const auto& each : failures) told.insert(each.element);
  const auto extensions = located_name_spaces(root);
  const auto walk = [&](const auto& self, const Element& parent) -> void {
    if (!is_packaging(parent.name_space)) return;
    for (const auto& each : parent.children) {
      if (each.name_space != parent.name_space && packaging_has(parent.name, each.name) &&
          !told.contains(&each) && !(each.foreign && extensions.contains(each.name_space)) &&
          failures.size() < most_failures)
        failures.push_back(foreign_element(each));
      self(self, each);
    }
  };
  walk(walk, root);
}

// Behind an element that does not belong there libxml2 looks at no other of the same parent.
void add_unknown_siblings(const Element& root, const ElementNames& known,
                          std::vector<SchemaFailure>& failures) {
  std::set<const Element*> unexpected;
  for (const auto& each : failures)
    if (each.id == "element-unexpected" && each.element != nullptr) unexpected.insert(each.element);
  if (unexpected.empty()) return;
  const auto walk = [&](const auto& self, const Element& parent) -> void {
    bool behind = false;
    for (const auto& each : parent.children) {
      const bool told = unexpected.contains(&each);
      if (behind && !told && each.name_space == parent.name_space && !known.contains(each.name) &&
          failures.size() < most_failures)
        failures.push_back(unknown_element(each, parent));
      behind = behind || told;
      self(self, each);
    }
  };
  walk(walk, root);
}

}  // namespace

void forbid_fetching() {
  xmlSetExternalEntityLoader(load_embedded);
}

std::vector<SchemaFailure> schema_failures(std::string_view text, const Element& root,
                                           const std::string& set) {
  const auto& schema = schema_of(set);
  auto told = Validation(sets.at(set).driver, schema.schema.get()).run(text);
  Numbered(told).walk(root, nullptr);
  std::vector<SchemaFailure> failures;
  for (const auto& each : told) {
    if (each.error.element == nullptr || failures.size() > most_failures) continue;
    auto failure = schema_failure(each.error, schema.elements);
    if (follows(failure, failures)) continue;
    if (failures.size() == most_failures) {
      failure.element = nullptr;
      failure.message = "the schema finds more than " + std::to_string(most_failures) +
                        " things wrong; only these are listed";
    }
    failures.push_back(std::move(failure));
  }
  join_values(failures);
  join_misspelt(failures);
  join_strays(failures, schema.elements);
  add_foreign(root, failures);
  add_unknown_siblings(root, schema.elements, failures);
  add_repeated_identifiers(root, failures);
  return failures;
}

}  // namespace haat
