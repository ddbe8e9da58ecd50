#include "plugins/oai-pmh/record.hpp"

#include <algorithm>

#include "plugins/partner/licence.hpp"
#include "plugins/partner/url.hpp"

namespace oai_pmh {

using haat::provider::bad_data;
using haat::provider::Course;
using partner::Element;

namespace {

bool is_package(const std::string& url) {
  const std::string path = partner::address_of(url).path;
  if (path.size() < 4) return false;
  std::string end = path.substr(path.size() - 4);
  std::transform(end.begin(), end.end(), end.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return end == ".zip";
}

std::string package_among(const std::vector<Element>& places) {
  for (const Element& place : places)
    if (std::string url = place.text(); is_package(url)) return url;
  return {};
}

std::string first_text(const std::vector<Element>& elements) {
  for (const Element& one : elements)
    if (std::string text = one.text(); !text.empty()) return text;
  return {};
}

// Of several statements on the rights the one that names a licence.
std::string licence_among(const std::vector<Element>& rights) {
  for (const Element& one : rights)
    if (std::string id = partner::licence_id(one.text()); id != one.text()) return id;
  return first_text(rights);
}

Record read_dublin_core(const Element& dc) {
  Record record;
  record.course.title = first_text(dc.children("title"));
  record.course.description = first_text(dc.children("description"));
  record.course.language = first_text(dc.children("language"));
  record.course.licence = licence_among(dc.children("rights"));
  record.package = package_among(dc.children("identifier"));
  return record;
}

// A text in several languages: <string language=""> of IEEE LOM, <langstring xml:lang=""> of IMS.
std::string text_of(const Element& of, const std::string& language = "") {
  const auto texts = of.children();
  if (texts.empty()) return of.text();
  for (const Element& one : texts)
    if (!language.empty() && (one.attribute("language") == language || one.language() == language))
      return one.text();
  return first_text(texts);
}

// <duration> of IEEE, <datetime> of IMS.
std::string duration_of(const Element& of) {
  const std::string duration = of.child("duration").text();
  return duration.empty() ? of.child("datetime").text() : duration;
}

// The binding of IEEE spells its elements otherwise than that of IMS.
Element either(const Element& of, std::string_view ieee, std::string_view ims) {
  const Element found = of.child(ieee);
  return found ? found : of.child(ims);
}

Record read_lom(const Element& lom) {
  const Element general = lom.child("general"), technical = lom.child("technical");
  Record record;
  Course& course = record.course;
  course.language = first_text(general.children("language"));
  course.title = text_of(general.child("title"), course.language);
  course.description = text_of(general.child("description"), course.language);
  const Element time =
      either(lom.child("educational"), "typicalLearningTime", "typicallearningtime");
  course.duration = duration_of(time);
  if (course.duration.empty()) course.duration = duration_of(technical.child("duration"));
  course.version = text_of(either(lom, "lifeCycle", "lifecycle").child("version"));
  course.licence = text_of(lom.child("rights").child("description"));
  record.package = package_among(technical.children("location"));
  return record;
}

}  // namespace

std::string identifier_of(const Element& record) {
  return record.child("header").child("identifier").text();
}

bool is_deleted(const Element& record) {
  return record.child("header").attribute("status") == "deleted";
}

Record read_record(const Element& record) {
  const auto formats = record.child("metadata").children();
  if (formats.empty()) throw bad_data("it has no metadata");
  const Element& metadata = formats.front();
  if (metadata.name() != "dc" && metadata.name() != "lom")
    throw bad_data("its metadata are \"" + std::string(metadata.name()) +
                   "\", neither Dublin Core nor a LOM");
  Record read = metadata.name() == "dc" ? read_dublin_core(metadata) : read_lom(metadata);
  read.course.external_id = identifier_of(record);
  read.course.has_package = !read.package.empty();
  return read;
}

}  // namespace oai_pmh
