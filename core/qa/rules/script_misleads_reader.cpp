#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

// Unicode Technical Standard 55: the characters that embed, override and isolate a direction.
bool turns(std::string_view three) {
  if (three.starts_with("\xe2\x80")) return three[2] >= '\xaa' && three[2] <= '\xae';
  return three.starts_with("\xe2\x81") && three[2] >= '\xa6' && three[2] <= '\xa9';
}

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  for (const auto& script : file.scripts())
    for (auto at = script.text.find('\xe2'); at != std::string_view::npos;
         at = script.text.find('\xe2', at + 1))
      if (at + 3 <= script.text.size() && turns(script.text.substr(at, 3)))
        return report(file.path(), file.place(script.offset + at),
                      "a hidden character here turns the direction of the text");
}

}  // namespace

extern const Rule script_misleads_reader;
constinit const Rule script_misleads_reader{
    .id = "script-misleads-reader",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A script has characters that turn the text around them.",
    .why = "Whoever reviews it sees another program than the one that runs.",
    .fix = "Write such characters as escapes (\\u202E), or take them out.",
    .spec = "Unicode Technical Standard 55",
    .bad =
        "\n-- index.html -- changed\n-<script>\n+<script>\n+const a = \"\xe2\x80\xae"
        "x\";\n",
    .good = "",
    .check_file = check_file,
};

}  // namespace haat::rules
