#pragma once

#include <libxml/parser.h>

#include <memory>
#include <string_view>

namespace haat {

struct FreeXmlParser {
  void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};
// libxml2, telling handlers what it sees. It keeps no tree: one takes twenty times as much as the
// tags that it is made of.
using XmlParser = std::unique_ptr<xmlParserCtxt, FreeXmlParser>;

XmlParser make_xml_parser(const xmlSAXHandler& handlers, void* data);

// Without a copy of all of the text. `encoding`: nullptr where the text says it itself.
void read_xml(const XmlParser& parser, std::string_view text, const char* encoding, int options);

}  // namespace haat
