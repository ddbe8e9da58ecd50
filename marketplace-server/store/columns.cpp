#include "marketplace-server/store/columns.hpp"

#include <iterator>
#include <sstream>

#include "core/json/json.hpp"

namespace haat::server {
namespace {

Severity severity_of(const std::string& name) {
  for (const Severity severity : {Severity::advice, Severity::warning})
    if (name == to_string(severity)) return severity;
  return Severity::error;
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Course course_of(const std::string& text) {
  const Json json = Json::parse(text);
  Course course;
  course.id = json.at("id").get<std::string>();
  course.version = json.at("version").get<std::string>();
  course.title = json.at("title").get<Translated>();
  course.description = json.value("description", Translated{});
  course.duration = json.value("duration", "");
  course.licence = json.value("licence", "");
  course.provider = json.value("provider", "");
  for (const Json& tag : json.value("competencies", Json::array()))
    course.competencies.push_back({tag.at("id").get<std::string>(), tag.value("level", 0)});
  for (const Json& unit : json.value("units", Json::array()))
    course.units.push_back({unit.at("id").get<std::string>(), unit.at("kind").get<std::string>(),
                            unit.at("title").get<Translated>()});
  return course;
}

std::string findings_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings)
    list.push_back(
        {finding.rule, to_string(finding.severity), finding.path, finding.line, finding.message});
  return dumped(list);
}

std::vector<Finding> findings_of(const std::string& json) {
  std::vector<Finding> findings;
  for (const Json& row : Json::parse(json))
    findings.push_back({row[0].get<std::string>(), severity_of(row[1].get<std::string>()),
                        row[2].get<std::string>(), row[3].get<int>(), row[4].get<std::string>()});
  return findings;
}

std::string signatures_json(const std::vector<SignatureNote>& signatures) {
  Json list = Json::array();
  for (const SignatureNote& note : signatures) list.push_back({note.key_id, note.name, note.kind});
  return dumped(list);
}

std::vector<SignatureNote> signatures_of(const std::string& json) {
  std::vector<SignatureNote> signatures;
  for (const Json& row : Json::parse(json))
    signatures.push_back(
        {row[0].get<std::string>(), row[1].get<std::string>(), row[2].get<std::string>()});
  return signatures;
}

std::string details_json(const std::map<std::string, std::string>& details) {
  return dumped(Json(details));
}

std::map<std::string, std::string> details_of(const std::string& json) {
  return Json::parse(json).get<std::map<std::string, std::string>>();
}

Time time_of(const std::string& rfc3339) {
  return parse_rfc3339(rfc3339).value_or(Time{});
}

std::optional<std::string> optional_text(const Row& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(row.text(column));
}

std::optional<Time> optional_time(const Row& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(time_of(row.text(column)));
}

std::optional<std::string> text_of(const std::optional<Time>& time) {
  return time ? std::optional(to_rfc3339(*time)) : std::nullopt;
}

std::string texts_json(const std::vector<std::string>& texts) {
  return dumped(Json(texts));
}

std::vector<std::string> texts_of(const std::string& json) {
  return Json::parse(json).get<std::vector<std::string>>();
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

TrustedKey trusted_key_of(const std::string& line) {
  return parse_trusted_key(line).value_or(TrustedKey{});
}

}  // namespace haat::server
