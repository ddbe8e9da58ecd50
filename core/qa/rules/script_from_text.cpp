#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

// Not that of an object of the course's own, such as math.eval(); minifiers write (0,eval)(text).
bool is_the_browsers(const Mention& function) {
  for (std::string_view owner : {"window.", "self.", "globalThis."})
    if (function.before(owner.size()) == owner) return true;
  return function.previous() != '.';
}

// setTimeout("..."), which is eval() later.
bool waits_with_text(const Mention& timer) {
  constexpr std::string_view blanks = " \t\r\n", quotes = "\"'`";
  const auto call = timer.after(32);
  const auto open = call.find_first_not_of(blanks);
  if (open == std::string_view::npos || call[open] != '(') return false;
  const auto first = call.find_first_not_of(blanks, open + 1);
  return first != std::string_view::npos && quotes.find(call[first]) != std::string_view::npos;
}

bool runs_text(const Mention& mention) {
  if (mention.word == Word::eval_ && mention.next() == ')' && mention.previous() == ',')
    return true;
  if (mention.next() != '(') return false;
  if (mention.word == Word::eval_) return is_the_browsers(mention);
  if (mention.word == Word::setTimeout_ || mention.word == Word::setInterval_)
    return is_the_browsers(mention) && waits_with_text(mention);
  return mention.word == Word::Function_ && mention.before(4) == "new ";
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  report_mentions(file, report, "as far as the script's text tells, it runs text as code",
                  [](const Mention& mention) { return runs_text(mention); });
}

}  // namespace

extern const Rule script_from_text;
constinit const Rule script_from_text{
    .id = "script-from-text",
    .severity = Severity::advice,
    .layer = Layer::practice,
    .summary = "A script runs text as code.",
    .why =
        "LMSs that forbid it by a content security policy stop the script there; and whatever "
        "reaches the text is run.",
    .fix = "Use JSON.parse, functions and objects instead of eval and new Function.",
    .spec = "practice",
    .bad = R"(
-- index.html -- changed
-<script>
+<script>
+eval("1");
)",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
