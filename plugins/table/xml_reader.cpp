#include "plugins/table/xml_reader.hpp"

#include <libxml/xmlreader.h>

#include <utility>

#include "plugins/table/table.hpp"

namespace table {

namespace {

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

void say_nothing(void*, const char*, xmlParserSeverities, xmlTextReaderLocatorPtr) {}

}  // namespace

void XmlReader::Free::operator()(_xmlTextReader* reader) const {
  xmlFreeTextReader(reader);
}

XmlReader::XmlReader(std::string_view bytes, std::string place)
    : place_(std::move(place)),
      reader_(xmlReaderForMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr,
                                 XML_PARSE_NONET | XML_PARSE_COMPACT)) {
  if (!reader_) throw Unreadable(place_ + " cannot be read");
  xmlTextReaderSetErrorHandler(reader_.get(), say_nothing, nullptr);
}

XmlReader::Event XmlReader::next() {
  if (std::exchange(ends_, false)) return Event::end;
  for (;;) {
    const int status = xmlTextReaderRead(reader_.get());
    if (status < 0) throw Unreadable(place_ + " is no well-formed XML");
    if (status == 0) return Event::none;
    switch (xmlTextReaderNodeType(reader_.get())) {
      case XML_READER_TYPE_DOCUMENT_TYPE:
        throw Unreadable(place_ + " has a document type, which no spreadsheet has");
      case XML_READER_TYPE_ELEMENT:
        ends_ = xmlTextReaderIsEmptyElement(reader_.get()) == 1;
        return Event::begin;
      case XML_READER_TYPE_END_ELEMENT:
        return Event::end;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        return Event::text;
      default:
        break;
    }
  }
}

std::string_view XmlReader::name() const {
  return view_of(xmlTextReaderConstLocalName(reader_.get()));
}

std::string XmlReader::attribute(const char* name) const {
  std::string value;
  for (int more = xmlTextReaderMoveToFirstAttribute(reader_.get()); more == 1;
       more = xmlTextReaderMoveToNextAttribute(reader_.get()))
    if (view_of(xmlTextReaderConstLocalName(reader_.get())) == name)
      value = view_of(xmlTextReaderConstValue(reader_.get()));
  xmlTextReaderMoveToElement(reader_.get());
  return value;
}

std::string_view XmlReader::text() const {
  return view_of(xmlTextReaderConstValue(reader_.get()));
}

}  // namespace table
