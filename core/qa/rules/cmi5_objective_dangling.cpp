#include <set>

#include "core/qa/rules/cmi5.hpp"
#include "core/qa/rules/wanted.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  std::set<std::string> known;
  each_cmi5_element(subject, [&](const Element& element) {
    if (element.name == "objective") known.insert(collapsed_value(element, "id"));
  });
  Wanted<Place> wanted;
  each_cmi5_element(subject, [&](const Element& element) {
    const auto* idref = element.name == "objective" ? element.find("", "idref") : nullptr;
    if (idref != nullptr && !known.contains(collapse(idref->value)))
      wanted.add(collapse(idref->value), idref->place);
  });
  for (const auto& [id, asked] : wanted)
    report_in_manifest(subject, report, asked.first,
                       "no objective of the course has the id \"" + id + "\"" +
                           (asked.times == 1 ? ""
                                             : ", which " + std::to_string(asked.times) +
                                                   " blocks and units refer to"));
}

}  // namespace

extern const Rule cmi5_objective_dangling;
constinit const Rule cmi5_objective_dangling{
    .id = "cmi5-objective-dangling",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary =
        "A block or an assignable unit refers to an objective that the course does not have.",
    .why = "The LMS cannot show what is learnt there, or refuses the course.",
    .fix = "Write the id of an <objective> of the course, or add the objective.",
    .spec = "cmi5 13.1.2, 13.1.4, objectives",
    .bad = R"(
over cmi5
-- cmi5.xml -- changed
-  </course>
+  </course>
+  <objectives>
+    <objective id="https://example.org/objective">
+      <title><langstring lang="en">Objective</langstring></title>
+      <description><langstring lang="en">What is learnt</langstring></description>
+    </objective>
+  </objectives>
-    <url>index.html</url>
+    <objectives><objective idref="https://example.org/other"/></objectives>
+    <url>index.html</url>
)",
    .good = R"(
over cmi5
-- cmi5.xml -- changed
-  </course>
+  </course>
+  <objectives>
+    <objective id="https://example.org/objective">
+      <title><langstring lang="en">Objective</langstring></title>
+      <description><langstring lang="en">What is learnt</langstring></description>
+    </objective>
+  </objectives>
-    <url>index.html</url>
+    <objectives><objective idref="https://example.org/objective"/></objectives>
+    <url>index.html</url>
)",
    .check = check,
};

}  // namespace haat::rules
