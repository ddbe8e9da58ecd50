#include "tests/case_runner/unsaid.hpp"

#include <algorithm>
#include <regex>

#include "core/json/json.hpp"
#include "core/qa/language.hpp"

namespace haat::test {
namespace {

// A guess at the pattern: what stands in quotation marks or in a tag is a value, and so is a
// number.
std::string pattern_of(const std::string& sentence) {
  static const std::regex value(R"("[^"]*"|<[A-Za-z0-9_:.-]+>|\b[0-9]+\b)");
  std::string pattern;
  auto from = sentence.begin();
  for (auto at = std::sregex_iterator(sentence.begin(), sentence.end(), value);
       at != std::sregex_iterator(); ++at) {
    const auto found = at->str();
    pattern.append(from, sentence.begin() + at->position());
    pattern += found[0] == '"' ? "\"{}\"" : found[0] == '<' ? "<{}>" : "{}";
    from = sentence.begin() + at->position() + at->length();
  }
  return pattern.append(from, sentence.end());
}

bool is_unsaid(const Said& said) {
  return said.kind == Said::Kind::unsaid;
}

template <class Each>
void add_unsaid(const Language& language, const char* place, const std::string& id,
                const Each& each, std::string& lines) {
  for (const auto& said : language.message_of(each))
    if (is_unsaid(said))
      lines += "core/qa/languages/" + language.tag() + ".json lacks in " + place + " " + id + ": " +
               Json(pattern_of(said.text)).dump() + ": \"\"\n";
}

template <class Add>
std::string in_each_language(Add add) {
  std::string lines;
  for (const auto& name : Language::names()) add(*Language::find(name), lines);
  return lines;
}

}  // namespace

std::string unsaid_in(const Report& report) {
  return in_each_language([&](const Language& language, std::string& lines) {
    for (const auto& finding : report.findings)
      add_unsaid(language, "rules", finding.rule, finding, lines);
  });
}

std::string unsaid_in(const Prediction& prediction) {
  return in_each_language([&](const Language& language, std::string& lines) {
    for (const auto& effect : prediction.effects) {
      add_unsaid(language, "effects", effect.id, effect, lines);
      const auto advice = language.advice_of(effect);
      if (std::any_of(advice.begin(), advice.end(), is_unsaid))
        lines +=
            "core/qa/languages/" + language.tag() + ".json lacks the advice of " + effect.id + "\n";
    }
  });
}

}  // namespace haat::test
