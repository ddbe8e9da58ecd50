#include "core/package/entry_name.hpp"
#include "core/qa/groups.hpp"
#include "core/qa/markup.hpp"
#include "core/qa/report.hpp"
#include "core/qa/rule.hpp"

namespace haat {
namespace {

// Of a finding or an effect.
template <class Found>
std::string place_of(const Found& found) {
  std::string place = found.path;
  if (found.line > 0) place += ":" + std::to_string(found.line);
  if (found.column > 0) place += ":" + std::to_string(found.column);
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

// A suite of its own, since the course is not at fault: one test, whether the platform takes it.
void write_prediction(Markup& xml, const Prediction& prediction) {
  const bool refused = prediction.fate == Fate::refused;
  const std::string fate = to_string(prediction.fate);
  std::string all = fate + "\n";
  if (!prediction.verdict.empty()) all += "it will say " + prediction.verdict + "\n";
  for (const auto& effect : prediction.effects)
    all += std::string(to_string(effect.fate)) + " " + effect.id + ": " +
           printable(place_of(effect) + effect.message) + "\n  " + effect.advice + "\n  " +
           effect.source + "\n";
  xml.open("testsuite", {{"name", prediction.platform},
                         {"tests", "1"},
                         {"failures", refused ? "1" : "0"},
                         {"errors", "0"},
                         {"skipped", "0"}});
  xml.line_break();
  xml.open("testcase",
           {{"classname", "target." + prediction.target}, {"name", "accepted"}, {"time", "0"}});
  if (refused)
    xml.element(
        "failure", all,
        {{"message",
          printable(prediction.effects.empty() ? fate : prediction.effects.front().message)},
         {"type", fate}});
  else
    xml.element("system-out", all);
  xml.close();
  xml.line_break();
  xml.close();
  xml.line_break();
}

}  // namespace

std::string to_junit(const Report& report, const std::optional<Prediction>& prediction) {
  const auto groups = groups_of(report);
  int failures = 0;
  for (const auto& group : groups) failures += group.severity == Severity::error ? 1 : 0;
  const int refused = prediction && prediction->fate == Fate::refused ? 1 : 0;
  const std::string package = printable(report.package);
  const auto tests = all_rules().size();

  Markup xml;
  xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  xml.open("testsuites", {{"name", "haat check"},
                          {"tests", std::to_string(tests + (prediction ? 1 : 0))},
                          {"failures", std::to_string(failures + refused)},
                          {"errors", "0"}});
  xml.line_break();
  xml.open("testsuite", {{"name", package},
                         {"tests", std::to_string(tests)},
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
  if (prediction) write_prediction(xml, *prediction);
  xml.close();
  xml.line_break();
  return xml.take();
}

}  // namespace haat
