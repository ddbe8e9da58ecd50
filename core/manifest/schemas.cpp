#include "core/manifest/schemas.hpp"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>

#include "core/manifest/control_documents.hpp"

namespace haat {

std::span<const EmbeddedFile> own_schemas();  // cmi5.xsd, lom.xsd

namespace {

constexpr std::string_view scheme = "haat:";
constexpr std::size_t most_failures = 50;

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

const std::map<std::string, Set, std::less<>> sets{
    {"scorm12", {"scorm12edition", scorm12_driver}},
    {"scorm2004-3", {"scorm20043rdedition", scorm2004_driver}},
    {"scorm2004-4", {"scorm20044thedition", scorm2004_driver}},
    {"cmi5", {"", cmi5_driver}}};

std::string_view find_in(std::span<const EmbeddedFile> files, std::string_view path) {
  for (const auto& each : files)
    if (each.path == path) return each.bytes;
  return {};
}

// "haat:<file>"; a schema may also name another by an address on the web, of which only the last
// part counts. The standards' schemas are in the set's folder, ours are in none.
std::string_view embedded(std::string_view folder, std::string_view file) {
  const auto theirs = find_in(standard_schemas(), std::string(folder) + "/" + std::string(file));
  return theirs.empty() ? find_in(own_schemas(), file) : theirs;
}

// The folder of the set that is being read: schemas are parsed under a lock.
std::string_view reading;  // NOLINT: guarded by the lock of schema_of()

xmlParserInputPtr load_embedded(const char* url, const char*, xmlParserCtxtPtr parser) {
  const std::string_view address = url == nullptr ? "" : url;
  const auto bytes =
      embedded(reading, address.substr(address.rfind('/') == std::string_view::npos
                                           ? (address.starts_with(scheme) ? scheme.size() : 0)
                                           : address.rfind('/') + 1));
  if (bytes.empty()) return nullptr;
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
};

xmlSchema* schema_of(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, ReadSchema>
      read;  // kept as long as the program: reading one costs milliseconds
  const std::lock_guard lock(mutex);
  if (const auto at = read.find(name); at != read.end()) return at->second.schema.get();

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
  return entry.schema.get();
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

// What xmlSchemaValidateDoc() finds, and what it is judged by.
struct Collected {
  std::vector<SchemaFailure> failures;
  std::string_view driver;
};

// "{http://...}item" -> "item"
std::string without_namespaces(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto close = text[i] == '{' ? text.find('}', i) : std::string_view::npos;
    if (close != std::string_view::npos &&
        text.substr(i, close - i).find("://") != std::string_view::npos)
      i = close;
    else
      plain += text[i];
  }
  while (!plain.empty() && (plain.back() == '\n' || plain.back() == '.' || plain.back() == ' '))
    plain.pop_back();
  return plain;
}

}  // namespace

void forbid_fetching() {
  xmlSetExternalEntityLoader(load_embedded);
}

std::vector<SchemaFailure> schema_failures(const xmlDoc& document, const std::string& set) {
  Collected collected{{}, sets.at(set).driver};
  auto* schema = schema_of(set);
  if (schema == nullptr)
    return {{0, "the schema " + set + " that is built into this program cannot be read"}};
  auto* validation = xmlSchemaNewValidCtxt(schema);
  xmlSchemaSetValidStructuredErrors(
      validation,
      [](void* into, xmlErrorPtr error) {
        auto& [list, driver] = *static_cast<Collected*>(into);
        if (error->level < XML_ERR_ERROR || list.size() > most_failures) return;
        const std::string_view message = error->message == nullptr ? "" : error->message;
        if (of_another_vocabulary(message, driver)) return;
        if (list.size() == most_failures) {
          list.push_back({0, "the schema finds more than " + std::to_string(most_failures) +
                                 " things wrong; only these are listed"});
          return;
        }
        list.push_back({error->line, without_namespaces(message)});
      },
      &collected);
  xmlSchemaValidateDoc(validation, const_cast<xmlDoc*>(&document));
  xmlSchemaFreeValidCtxt(validation);
  return collected.failures;
}

}  // namespace haat
