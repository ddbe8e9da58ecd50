#include "marketplace-server/oai/dublin_core.hpp"

namespace haat::server {
namespace {

void add(XmlElement& parent, const char* name, const std::string& text,
         const std::string& language = "") {
  if (text.empty()) return;
  XmlElement element{.name = std::string("dc:") + name, .text = text};
  if (!language.empty()) element.attributes = {{"xml:lang", language}};
  parent.children.push_back(std::move(element));
}

void add(XmlElement& parent, const char* name, const Translated& texts) {
  for (const auto& [language, text] : texts) add(parent, name, text, language);
}

}  // namespace

XmlElement dublin_core(const Release& release, const Dictionary& dictionary,
                       const std::string& address) {
  const Course& course = release.course;
  XmlElement record{
      .name = "oai_dc:dc",
      .attributes = {{"xmlns:oai_dc", oai_dc_namespace},
                     {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
                     {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
                     {"xsi:schemaLocation", std::string(oai_dc_namespace) + " " + oai_dc_schema}}};
  add(record, "title", course.title);
  add(record, "creator", course.provider);
  for (const CompetencyTag& tag : course.competencies) {
    add(record, "subject", tag.id);
    if (const Term* term = dictionary.find(tag.id)) add(record, "subject", term->name);
  }
  add(record, "description", course.description);
  add(record, "date", to_rfc3339(release.published_at));
  add(record, "type", "InteractiveResource");
  add(record, "format", "application/zip");
  add(record, "format", release.standard);
  if (!course.duration.empty()) add(record, "format", course.duration);
  add(record, "identifier", address);
  for (const auto& [language, title] : course.title) add(record, "language", language);
  add(record, "rights", course.licence);
  return record;
}

}  // namespace haat::server
