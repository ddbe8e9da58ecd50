#include "core/package/entry_name.hpp"
#include "core/qa/groups.hpp"
#include "core/qa/markup.hpp"
#include "core/qa/report.hpp"
#include "core/qa/rule.hpp"

namespace haat {
namespace {

std::string place_of(const Finding& finding) {
  std::string place = finding.path;
  if (finding.line > 0) place += ":" + std::to_string(finding.line);
  if (finding.column > 0) place += ":" + std::to_string(finding.column);
  return place.empty() ? "" : place + ": ";
}

void write_group(Markup& xml, const Group& group) {
  std::string all;
  for (const auto* finding : group.findings)
    all += printable(place_of(*finding) + finding->message) + "\n";
  if (group.rule != nullptr) all += "\n" + std::string(group.rule->fix) + "\n";
  if (group.severity == Severity::error)
    xml.element("failure", all,
                {{"message", printable(group.findings.front()->message)}, {"type", "error"}});
  else  // JUnit knows no warnings: a test passes, or it fails the build
    xml.element("system-out", std::string(to_string(group.severity)) + "\n" + all);
}

}  // namespace

std::string to_junit(const Report& report) {
  const auto groups = groups_of(report);
  int failures = 0;
  for (const auto& group : groups) failures += group.severity == Severity::error ? 1 : 0;
  const std::string package = printable(report.package);
  const std::string tests = std::to_string(all_rules().size());

  Markup xml;
  xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  xml.open("testsuites", {{"name", "haat check"},
                          {"tests", tests},
                          {"failures", std::to_string(failures)},
                          {"errors", "0"}});
  xml.line_break();
  xml.open("testsuite", {{"name", package},
                         {"tests", tests},
                         {"failures", std::to_string(failures)},
                         {"errors", "0"},
                         {"skipped", "0"}});
  xml.line_break();
  for (const auto* rule : all_rules()) {
    xml.open("testcase", {{"classname", package}, {"name", std::string(rule->id)}, {"time", "0"}});
    for (const auto& group : groups)
      if (group.rule == rule) write_group(xml, group);
    xml.close();
    xml.line_break();
  }
  xml.close();
  xml.line_break();
  xml.close();
  xml.line_break();
  return xml.take();
}

}  // namespace haat
