#include "core/qa/language.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>

#include "core/embedded.hpp"
#include "core/json/json.hpp"
#include "core/qa/rule.hpp"

namespace haat {

std::span<const EmbeddedFile> language_files();

namespace {

std::vector<Language> read_all() {
  std::vector<Language> languages;
  for (const auto& file : language_files()) languages.emplace_back(file.bytes);
  return languages;
}

const std::vector<Language>& all() {
  static const auto languages = read_all();
  return languages;
}

}  // namespace

Language::Language(std::string_view text) {
  const auto json = parse_json(text, "the language");
  if (!json) std::abort();  // our own file; a unit test reads it
  tag_ = json->at("language");
  for (const auto& [key, word] : json->at("page").items()) words_[key] = word;
  const auto rules = json->value("rules", Json::object());
  for (const auto& [id, rule] : rules.items())
    rules_[id] = {rule.at("summary"), rule.at("why"), rule.at("fix")};
}

std::vector<std::string> Language::names() {
  std::vector<std::string> names;
  for (const auto& language : all()) names.push_back(language.tag());
  return names;
}

const Language* Language::find(std::string_view name) {
  const auto at = std::find_if(all().begin(), all().end(),
                               [&](const Language& language) { return language.tag() == name; });
  return at == all().end() ? nullptr : &*at;
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

}  // namespace haat
