#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/qa/phrasebook.hpp"

namespace haat {

struct Effect;
struct Finding;
struct Rule;

// The words of a report in one language: core/qa/languages/<tag>.json. English has those of the
// page only, since the rules themselves are written in it.
class Language {
 public:
  struct RuleText {
    std::string summary;
    std::string why;
    std::string fix;
  };

  static std::vector<std::string> names();             // BCP 47 tags
  static const Language* find(std::string_view name);  // nullptr: there is none
  static const Language& english();

  explicit Language(std::string_view json);  // one of ours: ends the program if it is wrong

  const std::string& tag() const { return tag_; }
  // A word of the page. A key that is not there is a mistake of ours.
  const std::string& word(std::string_view key) const;
  // The same with {name} replaced by the value.
  std::string word(std::string_view key, std::string_view name, std::string_view value) const;
  RuleText of(const Rule& rule) const;
  // What a rule or a platform says of one place.
  std::vector<Said> message_of(const Finding& finding) const;
  std::vector<Said> message_of(const Effect& effect) const;
  std::vector<Said> advice_of(const Effect& effect) const;

  const std::map<std::string, std::string, std::less<>>& words() const { return words_; }
  const std::map<std::string, RuleText, std::less<>>& rules() const { return rules_; }
  const Phrasebook& phrases() const { return phrases_; }

 private:
  std::vector<Said> say(const std::string& chapter, const std::string& english) const;

  std::string tag_;
  std::map<std::string, std::string, std::less<>> words_;
  std::map<std::string, RuleText, std::less<>> rules_;
  std::map<std::string, std::string, std::less<>> advice_;  // by the effect's id
  Phrasebook phrases_;
};

}  // namespace haat
