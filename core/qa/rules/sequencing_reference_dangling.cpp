#include "core/ascii.hpp"
#include "core/qa/rules/homes.hpp"
#include "core/qa/rules/mistaken_collection.hpp"
#include "core/qa/rules/wanted.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  std::set<std::string> collected;
  const auto told = places_told(subject, {"identifier-malformed", "identifier-not-unique"});
  const auto refused = places_told(subject, {"element-unexpected"});
  bool wrong = false;
  each_sequencing(subject, [&](const Element& parent, const Element& sequencing) {
    if (parent.name != "sequencingCollection" && home_missed(parent, sequencing) == nullptr) return;
    collected.insert(collapsed_value(sequencing, "ID"));
    const auto* id = sequencing.find("", "ID");
    wrong = wrong || (id != nullptr && told.contains(id->place));
  });
  const Element* const mistaken = mistaken_collection(subject);
  bool misspelt = false;  // the collection, or one in it: told by itself
  each_element(subject, [&](const Element& element) {
    if (&element == mistaken) return;
    for (const char* name : {"sequencingCollection", "sequencing"})
      misspelt = misspelt || (element.name != name &&
                              (equal_but_for_case(element.name, name) ||
                               (refused.contains(element.place) && is_nearly(element.name, name))));
  });
  if (misspelt) return;
  // That the collection has none, the schema has said.
  const auto* collection = subject.manifest.root->child("sequencingCollection");
  if (collection != nullptr && lacks_by_schema(subject, collection->place, "sequencing")) return;
  // What is meant may be the one without an ID or with a wrong one, and a blank is no reference:
  // all have been told.
  if (collected.contains("") || wrong) return;
  Wanted<Place> wanted;
  each_sequencing(subject, [&](const Element& parent, const Element& sequencing) {
    const auto* reference = sequencing.find("", "IDRef");
    if (reference != nullptr && !collapse(reference->value).empty() &&
        parent.name != "sequencingCollection" && !collected.contains(collapse(reference->value)))
      wanted.add(collapse(reference->value), reference->place);
  });
  // All of them for one reason.
  if (mistaken != nullptr && wanted.size() > 0)
    return report_in_manifest(subject, report, mistaken->place,
                              "<" + mistaken->name +
                                  "> is no <sequencingCollection>, in which the IDRef \"" +
                                  wanted.begin()->first + "\" is looked for");
  for (const auto& [id, asked] : wanted)
    report_in_manifest(subject, report, asked.first,
                       asked.times == 1
                           ? "the IDRef \"" + id + "\" is no ID in a <sequencingCollection>"
                           : "the IDRef \"" + id + "\", which stands in " +
                                 std::to_string(asked.times) +
                                 " activities, is no ID in a <sequencingCollection>");
}

}  // namespace

extern const Rule sequencing_reference_dangling;
constinit const Rule sequencing_reference_dangling{
    .id = "sequencing-reference-dangling",
    .severity = Severity::error,
    .layer = Layer::standard,
    .summary = "Sequencing refers to an ID that the collection does not have.",
    .why =
        "The rules that it stands for are not applied, and learners get everything at once or "
        "nothing.",
    .fix = "Correct the IDRef, or add the sequencing to the sequencingCollection.",
    .spec = "SCORM 2004 4th CAM 5.1.1 (REQ_31.4.3)",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing IDRef="nothing"/></item>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-      <item identifier="i" identifierref="r"><title>Start</title></item>
+      <item identifier="i" identifierref="r"><title>Start</title><imsss:sequencing IDRef="a"/></item>
-  </resources>
+  </resources>
+  <imsss:sequencingCollection><imsss:sequencing ID="a"/></imsss:sequencingCollection>
)",
    .check = check,
};

}  // namespace haat::rules
