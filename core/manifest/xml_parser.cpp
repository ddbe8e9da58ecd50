#include "core/manifest/xml_parser.hpp"

#include <libxml/parserInternals.h>

namespace haat {

XmlParser make_xml_parser(const xmlSAXHandler& handlers, void* data) {
  XmlParser parser(xmlNewParserCtxt());
  *parser->sax = handlers;
  parser->userData = data;
  return parser;
}

void read_xml(const XmlParser& parser, std::string_view text, const char* encoding, int options) {
  const auto give = [](void* left, char* buffer, int size) {
    auto& rest = *static_cast<std::string_view*>(left);
    const auto given = rest.copy(buffer, static_cast<std::size_t>(size));
    rest.remove_prefix(given);
    return static_cast<int>(given);
  };
  xmlCtxtReadIO(parser.get(), give, nullptr, &text, nullptr, encoding, options);
}

}  // namespace haat
