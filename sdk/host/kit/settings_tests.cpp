#include <regex>

#include "core/json/json.hpp"
#include "sdk/host/kit/trial.hpp"
#include "sdk/host/worker/settings_schema.hpp"

// haat.settings: the schema that a provider declares while it is created
namespace haat::kit {
namespace {

// Why there is no schema to look into; nothing: there is.
std::optional<Verdict> declared(Trial& trial) {
  if (auto missing = trial.created()) return missing;
  if (trial.schema().empty()) return skipped("it declares no schema of its settings");
  if (!judge_schema(trial.schema())) return skipped("its schema of the settings cannot be used");
  return std::nullopt;
}

// Judges each setting of the schema; the first sentence is the verdict.
template <class Judge>
Verdict each_setting(Trial& trial, Judge judge) {
  if (auto missing = declared(trial)) return *missing;
  const auto schema = parse_json(trial.schema(), "the schema");
  const Json settings = schema->value("properties", Json::object());
  for (const auto& [name, setting] : settings.items())
    if (std::string trouble = judge(name, setting); !trouble.empty())
      return failed("the setting " + quoted(name) + " " + trouble);
  return settings.empty() ? skipped("it takes no settings") : passed();
}

}  // namespace

Verdict settings_schema_is_usable(Trial& trial) {
  if (auto missing = trial.created()) return *missing;
  if (!trial.schema_trouble().empty())
    return failed("the schema of the settings was not taken: " + trial.schema_trouble());
  if (trial.schema().empty()) return skipped("it declares no schema of its settings");
  const auto usable = judge_schema(trial.schema());
  return usable ? passed() : failed(usable.error().message);
}

Verdict settings_keep_the_schema(Trial& trial) {
  if (auto missing = declared(trial)) return *missing;
  const auto kept = judge_settings(trial.settings().given, trial.schema());
  return kept ? passed() : failed(kept.error().sentence);
}

Verdict settings_are_described(Trial& trial) {
  return each_setting(trial, [](const std::string&, const Json& setting) -> std::string {
    for (const char* text : {"title", "description"})
      if (setting.is_object() && setting.contains(text) && setting[text].is_string() &&
          !setting[text].get<std::string>().empty())
        return {};
    return "has neither a title nor a description";
  });
}

Verdict settings_secrets_are_write_only(Trial& trial) {
  static const std::regex secret("pass(word|wd|phrase)|secret|token|api_?-?key|private_?-?key",
                                 std::regex::icase);
  return each_setting(trial, [](const std::string& name, const Json& setting) -> std::string {
    const bool hidden = setting.is_object() && setting.value("writeOnly", Json(false)) == true;
    return !hidden && name.size() < 100 && std::regex_search(name, secret)
               ? "is a secret by its name; say \"writeOnly\": true of it"
               : "";
  });
}

}  // namespace haat::kit
