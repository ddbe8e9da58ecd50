#include "plugins/partner/xml.hpp"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "plugins/partner/plain_text.hpp"
#include "plugins/partner/web_service.hpp"

namespace partner {

using haat::provider::bad_data;

namespace {

struct FreeText {
  void operator()(xmlChar* text) const { ::xmlFree(text); }
};

std::string taken(xmlChar* text) {
  const std::unique_ptr<xmlChar, FreeText> owned(text);
  return owned ? one_line(reinterpret_cast<const char*>(owned.get())) : "";
}

}  // namespace

void XmlDocument::Free::operator()(_xmlDoc* document) const {
  ::xmlFreeDoc(document);
}

// libxml2's own limits stay on: 256 levels, 10 MB of one text.
XmlDocument::XmlDocument(const std::string& body, const std::string& who) {
  if (is_html(body)) throw bad_data(who + " answered with a page of HTML where XML is due");
  document_.reset(::xmlReadMemory(
      body.data(), static_cast<int>(body.size()), nullptr, nullptr,
      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT));
  if (!document_) throw bad_data(who + " answered what is no well-formed XML");
  if (document_->intSubset != nullptr)
    throw bad_data(who + " answered XML with a DTD, which may hide a bomb");
}

Element XmlDocument::root() const {
  return Element(::xmlDocGetRootElement(document_.get()));
}

std::string_view Element::name() const {
  return node_ == nullptr ? "" : reinterpret_cast<const char*>(node_->name);
}

std::string_view Element::name_space() const {
  return node_ == nullptr || node_->ns == nullptr || node_->ns->href == nullptr
             ? ""
             : reinterpret_cast<const char*>(node_->ns->href);
}

std::string Element::attribute(const char* name) const {
  if (node_ == nullptr) return {};
  return taken(::xmlGetNoNsProp(node_, reinterpret_cast<const xmlChar*>(name)));
}

std::string Element::language() const {
  return node_ == nullptr ? "" : taken(::xmlNodeGetLang(node_));
}

std::string Element::text() const {
  return node_ == nullptr ? "" : taken(::xmlNodeGetContent(node_));
}

std::vector<Element> Element::children() const {
  std::vector<Element> all;
  for (const xmlNode* node = node_ == nullptr ? nullptr : node_->children; node != nullptr;
       node = node->next)
    if (node->type == XML_ELEMENT_NODE) all.emplace_back(node);
  return all;
}

std::vector<Element> Element::children(std::string_view name) const {
  std::vector<Element> all;
  for (const Element& one : children())
    if (one.name() == name) all.push_back(one);
  return all;
}

Element Element::child(std::string_view name) const {
  for (const Element& one : children())
    if (one.name() == name) return one;
  return Element();
}

}  // namespace partner
