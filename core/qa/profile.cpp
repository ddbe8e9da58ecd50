#include "core/qa/profile.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>

#include "core/embedded.hpp"
#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"

namespace haat {

std::span<const EmbeddedFile> profile_files();

namespace {

constexpr std::string_view schema = R"({
  "type": "object", "required": ["id"], "additionalProperties": false,
  "properties": {
    "id": {"description": "a name such as lms-practical", "type": "string", "minLength": 1, "maxLength": 100},
    "about": {"description": "one sentence by language, such as {\"en\": \"...\"}", "type": "object",
              "additionalProperties": {"type": "string", "minLength": 1}},
    "layers": {"description": "an object of layers, each with its severity", "type": "object", "additionalProperties": false,
      "properties": {
        "container": {"$ref": "#/definitions/severity"}, "schema": {"$ref": "#/definitions/severity"},
        "standard": {"$ref": "#/definitions/severity"}, "practice": {"$ref": "#/definitions/severity"}}},
    "rules": {"description": "an object of rules, each with its severity", "type": "object", "patternProperties": {
      "": {"$ref": "#/definitions/severity"}}}
  },
  "definitions": {"severity": {"description": "error, warning, advice or off", "enum": ["error", "warning", "advice", "off"]}}
})";

tl::unexpected<Error> invalid(std::string why) {
  return fail(Errc::invalid_argument, "profile-invalid", std::move(why));
}

std::optional<Severity> severity_of(std::string_view word) {
  for (const auto severity : {Severity::advice, Severity::warning, Severity::error})
    if (word == to_string(severity)) return severity;
  return std::nullopt;
}

std::vector<Profile> read_built_in() {
  std::vector<Profile> profiles;
  for (const auto& file : profile_files()) {
    auto profile = Profile::parse(file.bytes);
    if (!profile) std::abort();  // our own file; a unit test reads it
    profiles.push_back(*std::move(profile));
  }
  return profiles;
}

const std::vector<Profile>& built_in() {
  static const auto profiles = read_built_in();
  return profiles;
}

}  // namespace

Result<Profile> Profile::parse(std::string_view text, const Limits& limits) {
  const auto json = parse_json(text, "the profile", limits);
  if (!json) return invalid(json.error().message);
  if (const auto valid = validate_json(*json, schema, "the profile"); !valid)
    return invalid(valid.error().message);

  Profile profile;
  profile.id_ = (*json)["id"];
  const auto layers = json->value("layers", Json::object());
  for (const auto layer : all_layers())
    if (const auto at = layers.find(to_string(layer)); at != layers.end())
      profile.layers_[layer] = severity_of(at->get<std::string>());
  const auto rules = json->value("rules", Json::object());
  for (const auto& [id, severity] : rules.items()) {
    if (find_rule(id) == nullptr)
      return invalid("the profile names the rule \"" + printable(id) +
                     "\", and there is none of that id; haat rules lists them");
    profile.changed_[id] = severity_of(severity.get<std::string>());
  }
  return profile;
}

std::vector<std::string> Profile::names() {
  std::vector<std::string> names;
  for (const auto& profile : built_in()) names.push_back(profile.id());
  return names;
}

const Profile* Profile::find(std::string_view name) {
  const auto at = std::find_if(built_in().begin(), built_in().end(),
                               [&](const Profile& profile) { return profile.id() == name; });
  return at == built_in().end() ? nullptr : &*at;
}

const Profile& Profile::practical() {
  static const Profile& practical = *find("lms-practical");
  return practical;
}

std::optional<Severity> Profile::severity(const Rule& rule) const {
  if (const auto at = changed_.find(rule.id); at != changed_.end()) return at->second;
  const auto at = layers_.find(rule.layer);
  return at == layers_.end() ? rule.severity : at->second;
}

Profile Profile::with_advice() const {
  Profile profile = *this;
  profile.advice_ = true;
  return profile;
}

}  // namespace haat
