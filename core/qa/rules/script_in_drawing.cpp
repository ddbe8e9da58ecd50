#include "core/ascii.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {
namespace {

void check_file(const Subject&, const ContentFile& file, const Rule::Reporter& report) {
  if (file.kind() != FileKind::drawing) return;
  const auto at = lower_case(file.text()).find("<script");
  if (at != std::string::npos)
    report(file.path(), file.place(at), "as far as its text tells, a script stands in the drawing");
}

}  // namespace

extern const Rule script_in_drawing;
constinit const Rule script_in_drawing{
    .id = "script-in-drawing",
    .severity = Severity::warning,
    .layer = Layer::practice,
    .summary = "A drawing has a script in it.",
    .why =
        "Whoever opens the drawing by itself runs it, with all that the page's site may do; LMSs "
        "refuse or clean such files.",
    .fix = "Save the drawing without scripts; animate it from the page, or by CSS.",
    .spec = "practice; SVG 2, 2.5 (secure static mode)",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="map.svg"/>
-- map.svg --
<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>
)",
    .good = R"(
-- imsmanifest.xml -- changed
-      <file href="index.html"/>
+      <file href="index.html"/>
+      <file href="map.svg"/>
-- map.svg --
<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>
)",
    .check_file = check_file,
};

}  // namespace haat::rules
