#include <map>

#include "core/qa/rules/launch_data.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm12(subject)) return;
  each_element(subject, [&](const Element& item) {
    if (item.name != "item") return;
    std::map<std::string_view, int> seen;
    for (const auto& child : item.children)
      if (is_launch_datum(child) && ++seen[child.name] == 2)
        report_in_manifest(subject, report, child.place,
                           "the item \"" + collapsed_value(item, "identifier") +
                               "\" has a second <" + child.name + ">");
  });
}

}  // namespace

extern const Rule launch_data_repeated;
constinit const Rule launch_data_repeated{
    .id = "launch-data-repeated",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "An item of SCORM 1.2 has one setting twice.",
    .why = "LMSs take one of them, and differ in which.",
    .fix = "Keep one of the elements.",
    .spec = "SCORM 1.2 CAM 2.3.2.2, items: each element of adlcp once at most",
    .bad = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:masteryscore>80</adlcp:masteryscore><adlcp:masteryscore>90</adlcp:masteryscore></item>
)",
    .good = R"(
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><adlcp:masteryscore>80</adlcp:masteryscore></item>
)",
    .check = check,
};

}  // namespace haat::rules
