#pragma once

#include <algorithm>
#include <array>

#include "core/manifest/name_spaces.hpp"
#include "core/qa/rules/reading.hpp"

namespace haat::rules {

// The words of LOM, which say LOMv1.0 as their source; "role" has others in metaMetadata.
struct LomVocabulary {
  std::string_view element, words;  // between bars
};
inline constexpr std::array lom_vocabularies{
    LomVocabulary{"structure", "|atomic|collection|networked|hierarchical|linear|"},
    LomVocabulary{"aggregationLevel", "|1|2|3|4|"},
    LomVocabulary{"status", "|draft|final|revised|unavailable|"},
    LomVocabulary{"role",
                  "|author|publisher|unknown|initiator|terminator|validator|editor|graphical "
                  "designer|technical implementer|content provider|technical validator|educational "
                  "validator|script writer|instructional designer|subject matter expert|creator|"},
    LomVocabulary{"interactivityType", "|active|expositive|mixed|"},
    LomVocabulary{
        "learningResourceType",
        "|exercise|simulation|questionnaire|diagram|figure|graph|index|slide|table|narrative "
        "text|exam|experiment|problem statement|self assessment|lecture|"},
    LomVocabulary{"interactivityLevel", "|very low|low|medium|high|very high|"},
    LomVocabulary{"semanticDensity", "|very low|low|medium|high|very high|"},
    LomVocabulary{"intendedEndUserRole", "|teacher|author|learner|manager|"},
    LomVocabulary{"context", "|school|higher education|training|other|"},
    LomVocabulary{"difficulty", "|very easy|easy|medium|difficult|very difficult|"},
    LomVocabulary{"cost", "|yes|no|"},
    LomVocabulary{"copyrightAndOtherRestrictions", "|yes|no|"},
    LomVocabulary{"kind",
                  "|ispartof|haspart|isversionof|hasversion|isformatof|hasformat|references|"
                  "isreferencedby|isbasedon|isbasisfor|requires|isrequiredby|"},
    LomVocabulary{"purpose",
                  "|discipline|idea|prerequisite|educational objective|accessibility "
                  "restrictions|educational level|skill level|security level|competency|"},
    LomVocabulary{"type", "|operating system|browser|"},
    LomVocabulary{"name",
                  "|pc-dos|ms-windows|macos|unix|multi-os|none|any|netscape "
                  "communicator|ms-internet explorer|opera|amaya|"}};

// A word of a vocabulary in LOM, and what it is taken from.
struct LomWord {
  const Element& owner;
  const Element& source;
  const Element& value;
  std::string_view words;  // what LOM has for it
  bool known() const {
    return words.find("|" + collapse(value.text) + "|") != std::string_view::npos;
  }
};

template <class OnWord>
void each_lom_word(const Subject& subject, OnWord on_word) {
  if (!is_scorm2004(subject)) return;
  each_element(subject, [&](const Element& element) {
    const auto* source = element.name_space == xmlns::lom ? element.child("source") : nullptr;
    const auto* value = source == nullptr ? nullptr : element.child("value");
    if (value == nullptr) return;
    for (const auto& [name, words] : lom_vocabularies)
      if (element.name == name) on_word(LomWord{element, *source, *value, words});
  });
}

// IEEE's schema of LOM comes with three vocabularies, of which its maker takes one: in a package
// that brings the strict one alone, it is that.
inline bool has_strict_words(const Subject& subject) {
  const auto has = [&](std::string_view file) {
    const auto entries = subject.package.entries();
    return std::any_of(entries.begin(), entries.end(),
                       [&](const Entry& entry) { return entry.path.ends_with(file); });
  };
  return has("vocab/strict.xsd") && !has("vocab/loose.xsd") && !has("vocab/custom.xsd");
}

}  // namespace haat::rules
