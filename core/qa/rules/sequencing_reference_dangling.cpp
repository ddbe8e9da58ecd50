#include "core/ascii.hpp"
#include "core/qa/rules/homes.hpp"
#include "core/qa/rules/mistaken_collection.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (!is_scorm2004(subject)) return;
  std::set<std::string> collected;
  std::set<Place> told, refused;
  for (const auto& problem : subject.manifest.problems) {
    if (problem.id == "identifier-malformed" || problem.id == "identifier-not-unique")
      told.insert(problem.place);
    if (problem.id == "element-unexpected") refused.insert(problem.place);
  }
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
  std::map<std::string, std::pair<Place, int>> wanted;  // where it is first, and how often
  each_sequencing(subject, [&](const Element& parent, const Element& sequencing) {
    const auto* reference = sequencing.find("", "IDRef");
    if (reference != nullptr && !collapse(reference->value).empty() &&
        parent.name != "sequencingCollection" && !collected.contains(collapse(reference->value)))
      ++wanted.try_emplace(collapse(reference->value), reference->place, 0).first->second.second;
  });
  // All of them for one reason.
  if (mistaken != nullptr && !wanted.empty())
    return report_in_manifest(subject, report, mistaken->place,
                              "<" + mistaken->name +
                                  "> is no <sequencingCollection>, in which the IDRef \"" +
                                  wanted.begin()->first + "\" is looked for");
  for (const auto& [id, first] : wanted)
    report_in_manifest(subject, report, first.first,
                       first.second == 1
                           ? "the IDRef \"" + id + "\" is no ID in a <sequencingCollection>"
                           : "the IDRef \"" + id + "\", which stands in " +
                                 std::to_string(first.second) +
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
