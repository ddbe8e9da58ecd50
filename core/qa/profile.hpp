#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/package/limits.hpp"
#include "core/qa/rule.hpp"
#include "core/result.hpp"

namespace haat {

// How severely the rules are taken: which are raised, lowered or switched off. What it says of a
// rule counts before what it says of the rule's layer; a rule of which it says nothing keeps its
// own severity.
class Profile {
 public:
  // From JSON: {"id": "...", "about": {"en": "..."}, "layers": {"practice": "off"},
  // "rules": {"title-missing": "off"}}, where a layer or a rule is "error", "warning", "advice"
  // or "off". invalid_argument ("profile-invalid") names the member, or the rule that does not
  // exist.
  static Result<Profile> parse(std::string_view json, const Limits& limits = {});

  static std::vector<std::string> names();            // of those that are built in
  static const Profile* find(std::string_view name);  // nullptr: none is built in by that name
  static const Profile& practical();                  // the default, "lms-practical"

  const std::string& id() const { return id_; }
  std::optional<Severity> severity(const Rule& rule) const;  // none: switched off

  // Findings that are advice are left out of a report, unless it is asked for.
  bool advice() const { return advice_; }
  Profile with_advice() const;

 private:
  std::string id_;
  std::map<Layer, std::optional<Severity>> layers_;
  std::map<std::string, std::optional<Severity>, std::less<>> changed_;  // by the rule's id
  bool advice_ = false;
};

}  // namespace haat
