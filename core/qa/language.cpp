#include "core/qa/language.hpp"

#include <cstdlib>
#include <map>
#include <mutex>
#include <span>

#include "core/embedded.hpp"
#include "core/json/json.hpp"
#include "core/qa/finding.hpp"
#include "core/qa/prediction.hpp"
#include "core/qa/rule.hpp"

namespace haat {

std::span<const EmbeddedFile> language_files();

namespace {

std::string_view name_of(const EmbeddedFile& file) {
  return file.path.substr(0, file.path.rfind('.'));
}

void add_phrases(Phrasebook& book, const std::string& chapter, const Json& phrases) {
  for (const auto& [english, other] : phrases.items())
    book.add(chapter, english, other.get<std::string>());
}

// Chapters of the phrasebook: of any rule, of one, of an effect.
const std::string any_rule = "finding";
std::string of_rule(const std::string& id) {
  return "rule " + id;
}
std::string of_effect(const std::string& id) {
  return "effect " + id;
}

}  // namespace

Language::Language(std::string_view text) {
  const auto json = parse_json(text, "the language");
  if (!json) std::abort();  // our own file; a unit test reads it
  tag_ = json->at("language");
  for (const auto& [key, word] : json->at("page").items()) words_[key] = word;
  const auto rules = json->value("rules", Json::object());
  for (const auto& [id, rule] : rules.items()) {
    rules_[id] = {rule.at("summary"), rule.at("why"), rule.at("fix")};
    const auto messages = rule.value("messages", Json::object());
    add_phrases(phrases_, of_rule(id), messages);
    add_phrases(phrases_, any_rule, messages);
  }
  const auto effects = json->value("effects", Json::object());
  for (const auto& [id, effect] : effects.items()) {
    add_phrases(phrases_, of_effect(id), effect.at("messages"));
    advice_[id] = effect.at("advice");
  }
  const auto phrases = json->value("phrases", Json::object());
  for (const auto& [chapter, each] : phrases.items()) add_phrases(phrases_, chapter, each);
}

std::vector<std::string> Language::names() {
  std::vector<std::string> names;
  for (const auto& file : language_files()) names.emplace_back(name_of(file));
  return names;
}

// Read when it is asked for: a program that says nothing to people keeps no sentences in memory.
const Language* Language::find(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, Language, std::less<>> read;
  const std::lock_guard lock(mutex);
  if (const auto at = read.find(name); at != read.end()) return &at->second;
  for (const auto& file : language_files())
    if (name_of(file) == name)
      return &read.emplace(std::string(name), Language(file.bytes)).first->second;
  return nullptr;
}

const Language& Language::english() {
  static const Language& english = *find("en");
  return english;
}

const std::string& Language::word(std::string_view key) const {
  const auto at = words_.find(key);
  if (at == words_.end()) std::abort();
  return at->second;
}

std::string Language::word(std::string_view key, std::string_view name,
                           std::string_view value) const {
  std::string text = word(key);
  const std::string hole = "{" + std::string(name) + "}";
  if (const auto at = text.find(hole); at != std::string::npos)
    text.replace(at, hole.size(), value);
  return text;
}

Language::RuleText Language::of(const Rule& rule) const {
  if (const auto at = rules_.find(rule.id); at != rules_.end()) return at->second;
  return {std::string(rule.summary), std::string(rule.why), std::string(rule.fix)};
}

std::vector<Said> Language::say(const std::string& chapter, const std::string& english) const {
  if (phrases_.empty()) return {{Said::Kind::words, english}};
  return phrases_.say(chapter, english);
}

std::vector<Said> Language::message_of(const Finding& finding) const {
  return say(of_rule(finding.rule), finding.message);
}
std::vector<Said> Language::message_of(const Effect& effect) const {
  return say(of_effect(effect.id), effect.message);
}
std::vector<Said> Language::advice_of(const Effect& effect) const {
  if (phrases_.empty()) return {{Said::Kind::words, effect.advice}};
  const auto at = advice_.find(effect.id);
  if (at == advice_.end()) return {{Said::Kind::unsaid, effect.advice}};
  return {{Said::Kind::words, at->second}};
}

}  // namespace haat
