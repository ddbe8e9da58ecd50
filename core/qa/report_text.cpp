#include "core/characters.hpp"
#include "core/package/entry_name.hpp"
#include "core/qa/cells.hpp"
#include "core/qa/groups.hpp"
#include "core/qa/paint.hpp"
#include "core/qa/report.hpp"
#include "core/qa/rule.hpp"

namespace haat {
namespace {

constexpr int shown_each = 10;     // of one rule; the machine formats list all
constexpr int excerpt_cells = 76;  // a terminal of 80 has room for it, indented
constexpr int cells_before = 30;   // the most that stands before the place

using namespace paint;

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
  if (finding.line == 0 && (finding.path.empty() ||
                            finding.message.find("\"" + finding.path + "\"") != std::string::npos))
    return "";
  std::string place = finding.path;
  if (finding.line > 0) place += ":" + std::to_string(finding.line);
  if (finding.column > 0) place += ":" + std::to_string(finding.column);
  return place + ": ";
}

// The line that is meant and a caret below the place, cut to what a terminal has room for.
std::string excerpt_of(const Finding& finding, Colour colour) {
  std::string_view text = finding.excerpt.text;
  if (text.empty()) return "";
  const int caret = finding.excerpt.caret;
  std::string_view before = text.substr(
      0, caret > 0 ? offset_of_character(text, static_cast<std::size_t>(caret) - 1) : 0);
  std::string_view after = text.substr(before.size());
  std::string line;
  if (cells_of(text) > excerpt_cells && cells_of(before) > cells_before) {
    before.remove_prefix(fitting(before, cells_of(before) - cells_before + 1));
    line = "…";
  }
  line += before;
  const int indent = cells_of(line);
  const auto room = fitting(after, excerpt_cells - indent);
  line += room == after.size()
              ? std::string(after)
              : std::string(after.substr(0, fitting(after, excerpt_cells - indent - 1))) + "…";
  std::string shown = painted(colour, dim, "    " + line) + "\n";
  if (caret > 0)
    shown += std::string(4 + static_cast<std::size_t>(indent), ' ') +
             painted(colour, paint_of(finding.severity), "^") + "\n";
  return shown;
}

// "3 warnings"
std::string counted(const Language& language, int count, Severity severity) {
  const std::string one = to_string(severity);
  return std::to_string(count) + " " + language.word(count == 1 ? one : one + "s");
}

const std::string& heading(const Language& language, Severity severity) {
  return language.word(severity == Severity::advice ? "text-advice" : to_string(severity));
}

}  // namespace

std::string to_text(const Report& report, Colour colour, const Language& language) {
  std::string text;
  for (const auto& [id, rule, severity, findings] : groups_of(report)) {
    text += painted(colour, paint_of(severity), heading(language, severity)) + " " +
            painted(colour, bold, printable(id)) + "\n";
    int shown = 0;
    for (const auto* finding : findings) {
      if (shown++ == shown_each) break;
      text += "  " + printable(place_of(*finding) + text_of(language.message_of(*finding))) + "\n" +
              excerpt_of(*finding, colour);
    }
    if (static_cast<int>(findings.size()) > shown_each)
      text += "  " +
              language.word("text-more", "count", std::to_string(findings.size() - shown_each)) +
              "\n";
    if (rule != nullptr)
      text +=
          painted(colour, dim, "  " + language.word("text-fix") + ": " + language.of(*rule).fix) +
          "\n";
    text += "\n";
  }
  text += printable(report.package) + ": ";
  if (report.findings.empty()) return text + language.word("text-nothing") + "\n";
  text += counted(language, report.count(Severity::error), Severity::error) + ", " +
          counted(language, report.count(Severity::warning), Severity::warning);
  if (const int advice = report.count(Severity::advice); advice > 0)
    text += ", " + counted(language, advice, Severity::advice);
  return text + "\n";
}

}  // namespace haat
