#include "core/qa/rules/reading.hpp"
#include "core/qa/rules/repeats.hpp"

namespace haat::rules {
namespace {

// Not that of an object of the course's own, such as math.eval(); minifiers write (0,eval)(text).
bool is_the_browsers(const Mention& eval) {
  for (std::string_view owner : {"window.", "self.", "globalThis."})
    if (eval.before(owner.size()) == owner) return true;
  return eval.previous() != '.';
}

bool runs_text(const Mention& mention) {
  if (mention.word == Word::eval_ && mention.next() == ')' && mention.previous() == ',')
    return true;
  if (mention.next() != '(') return false;
  if (mention.word == Word::eval_) return is_the_browsers(mention);
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
