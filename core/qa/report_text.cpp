#include <map>

#include "core/package/entry_name.hpp"
#include "core/qa/report.hpp"
#include "core/qa/rule.hpp"

namespace haat {
namespace {

constexpr int shown_each = 10;  // of one rule; the machine formats list all

constexpr const char *red = "\x1b[31m", *yellow = "\x1b[33m", *blue = "\x1b[34m", *bold = "\x1b[1m",
                     *dim = "\x1b[2m", *plain = "\x1b[0m";

std::string painted(Colour colour, const char* paint, const std::string& text) {
  return colour == Colour::off ? text : paint + text + plain;
}

const char* paint_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return red;
    case Severity::warning:
      return yellow;
    case Severity::advice:
      return blue;
  }
  return plain;
}

std::string place_of(const Finding& finding) {
  if (finding.path.empty() || finding.message.find("\"" + finding.path + "\"") != std::string::npos)
    return "";
  return finding.path + (finding.line > 0 ? ":" + std::to_string(finding.line) : "") + ": ";
}

std::string counted(int count, const char* noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

std::string to_text(const Report& report, Colour colour) {
  // By rule, the worst first: what is wrong and what to do about it is said once.
  std::map<std::pair<int, std::string>, std::vector<const Finding*>> by_rule;
  for (const auto& finding : report.findings)
    by_rule[{-static_cast<int>(finding.severity), finding.rule}].push_back(&finding);

  std::string text;
  for (const auto& [key, findings] : by_rule) {
    const auto severity = findings.front()->severity;
    const auto* rule = find_rule(key.second);
    text += painted(colour, paint_of(severity), to_string(severity)) + " " +
            painted(colour, bold, printable(key.second)) + "\n";
    int shown = 0;
    for (const auto* finding : findings) {
      if (shown++ == shown_each) break;
      text += "  " + printable(place_of(*finding) + finding->message) + "\n";
    }
    if (static_cast<int>(findings.size()) > shown_each)
      text += "  and " + std::to_string(findings.size() - shown_each) +
              " more (--format json lists all)\n";
    if (rule != nullptr) text += painted(colour, dim, "  fix: " + std::string(rule->fix)) + "\n";
    text += "\n";
  }
  text += printable(report.package) + ": ";
  if (report.findings.empty()) return text + "nothing found\n";
  text += counted(report.count(Severity::error), "error") + ", " +
          counted(report.count(Severity::warning), "warning");
  if (const int advice = report.count(Severity::advice); advice > 0)
    text += ", " + counted(advice, "piece") + " of advice";
  return text + "\n";
}

}  // namespace haat
