#include "core/qa/rules/lom_words.hpp"

namespace haat::rules {
namespace {

void check(const Subject& subject, const Rule::Reporter& report) {
  if (has_strict_words(subject)) return;  // has a rule of its own
  each_lom_word(subject, [&](const LomWord& word) {
    if (collapse(word.source.text) == "LOMv1.0" && !word.known())
      report_in_manifest(
          subject, report, word.value.place,
          "LOM has no \"" + collapse(word.value.text) + "\" for <" + word.owner.name + ">");
  });
}

}  // namespace

extern const Rule metadata_word_unknown;
constinit const Rule metadata_word_unknown{
    .id = "metadata-word-unknown",
    .severity = Severity::warning,
    .layer = Layer::standard,
    .summary = "The metadata has a word that is none of the vocabulary that it names.",
    .why = "Catalogues that search by it do not find the course.",
    .fix = "Write one of the words of LOM, or name another vocabulary as the source.",
    .spec = "IEEE 1484.12.1, 4; SCORM 2004 4th CAM 4.2",
    .bad = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><lifeCycle><status><source>LOMv1.0</source><value>nearly</value></status></lifeCycle></lom></metadata>
)",
    .good = R"(
over SCORM 2004
-- imsmanifest.xml -- changed
-  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
+  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><lifeCycle><status><source>LOMv1.0</source><value>final</value></status></lifeCycle></lom></metadata>
)",
    .check = check,
};

}  // namespace haat::rules
