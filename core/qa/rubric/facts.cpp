#include "core/qa/rubric/facts.hpp"

#include "core/content/file_kind.hpp"
#include "core/json/json.hpp"

namespace haat {
namespace {

const char* name_of(FileKind kind) {
  switch (kind) {
    case FileKind::page:
      return "page";
    case FileKind::image:
    case FileKind::drawing:
      return "image";
    case FileKind::audio:
      return "audio";
    case FileKind::video:
      return "video";
    default:
      return nullptr;
  }
}

}  // namespace

Facts facts_of(const Package& package, const Report& report) {
  Facts facts;
  for (const Finding& finding : report.findings) {
    Facts::Found& found = facts.findings[finding.rule];
    if (++found.count == 1)
      found.place = finding.path + (finding.line ? ":" + std::to_string(finding.line) : "");
  }
  for (const Entry& entry : package.entries())
    if (const char* kind = name_of(kind_by_name(entry.path))) ++facts.files[kind];
  return facts;
}

std::string to_json(const Facts& facts) {
  Json findings = Json::object();
  for (const auto& [rule, found] : facts.findings) findings[rule] = {found.count, found.place};
  return Json{{"findings", findings}, {"files", facts.files}}.dump(-1, ' ', false,
                                                                   Json::error_handler_t::replace);
}

Facts facts_of_json(std::string_view text) {
  const Json json = Json::parse(text);
  Facts facts;
  for (const auto& [rule, found] : json.at("findings").items())
    facts.findings[rule] = {found[0].get<int>(), found[1].get<std::string>()};
  for (const auto& [kind, count] : json.at("files").items()) facts.files[kind] = count.get<int>();
  return facts;
}

}  // namespace haat
