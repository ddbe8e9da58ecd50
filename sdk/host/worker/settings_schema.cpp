#include "sdk/host/worker/settings_schema.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <regex>
#include <set>

#include "core/json/schema_fault.hpp"

namespace haat {

namespace {

constexpr std::array drafts{"http://json-schema.org/draft-07/schema",
                            "http://json-schema.org/draft-07/schema#",
                            "https://json-schema.org/draft/2020-12/schema"};
// Of draft 2020-12 and its forerunner, what the library passes over in silence: rather none than
// half a judgement.
constexpr std::array unknown_to_us{
    "prefixItems",       "unevaluatedProperties", "unevaluatedItems", "dependentSchemas",
    "dependentRequired", "$dynamicRef",           "$dynamicAnchor",   "$anchor",
    "minContains",       "maxContains",           "$recursiveRef",    "$recursiveAnchor"};
constexpr std::array values{"enum", "const", "default", "examples"};  // may look like anything
constexpr std::array named_schemas{"properties", "patternProperties", "$defs", "definitions"};

template <class Names>
bool is_one_of(const std::string& name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What is wrong with a reference, which the validator would follow for ever or fall over.
std::string trouble_of_reference(const Json& reference, const Json& whole) {
  std::set<std::string> followed;
  for (const Json* at = &reference; at != nullptr;) {
    if (!at->is_string() || !at->get_ref<const std::string&>().starts_with("#"))
      return "its $ref leads to another document";
    const auto text = at->get<std::string>();
    if (!followed.insert(text).second) return "its $ref \"" + text + "\" leads to itself";
    try {
      const Json& target = whole.at(Json::json_pointer(text.substr(1)));
      const auto next = target.is_object() ? target.find("$ref") : target.end();
      at = target.is_object() && next != target.end() ? &*next : nullptr;
    } catch (const Json::exception&) {
      return "its $ref \"" + text + "\" leads nowhere";
    }
  }
  return {};
}

std::string trouble_of_pattern(const std::string& pattern) {
  try {
    static_cast<void>(std::regex(pattern));
    return {};
  } catch (const std::regex_error& error) {
    return "its pattern \"" + pattern + "\" is none: " + error.what();
  }
}

// What is wrong with it; empty: nothing.
std::string trouble_in(const Json& schema, const Json& whole) {
  const auto trouble_in_each = [&](const Json& schemas) {
    for (const Json& one : schemas)
      if (std::string trouble = trouble_in(one, whole); !trouble.empty()) return trouble;
    return std::string();
  };
  if (schema.is_array()) return trouble_in_each(schema);
  if (!schema.is_object()) return {};
  for (const auto& [name, value] : schema.items()) {
    if (is_one_of(name, unknown_to_us)) return "it uses " + name + ", which this host cannot judge";
    if (is_one_of(name, values)) continue;
    std::string trouble;
    if (name == "$ref")
      trouble = trouble_of_reference(value, whole);
    else if (name == "pattern" && value.is_string())
      trouble = trouble_of_pattern(value.get<std::string>());
    else if (is_one_of(name, named_schemas) && value.is_object())  // their names are no keywords
      trouble = trouble_in_each(value);
    else
      trouble = trouble_in(value, whole);
    if (name == "patternProperties" && value.is_object())
      for (const auto& [pattern, inner] : value.items())
        if (trouble.empty()) trouble = trouble_of_pattern(pattern);
    if (!trouble.empty()) return trouble;
  }
  return {};
}

// The first setting that has to be there and is not, with what the schema says of it: more than the
// validator would.
std::optional<SettingsFault> missing_in(const Json& settings, const Json& schema) {
  for (const Json& name : schema.value("required", Json::array())) {
    if (!name.is_string() || settings.contains(name.get<std::string>())) continue;
    const auto text = name.get<std::string>();
    const Json about = schema.value("properties", Json::object()).value(text, Json::object());
    const std::string description = about.value("description", about.value("title", ""));
    return SettingsFault{
        "the settings lack \"" + text + "\"" + (description.empty() ? "" : ", " + description),
        {"/" + text, "it is missing"}};
  }
  return {};
}

SettingsFault fault_of(const SchemaFault& fault) {
  const std::string wanted = fault.wanted.empty() ? "" : "; " + fault.wanted;
  const std::string reason = fault.reason.empty() ? "" : " (" + fault.reason + ")";
  const bool whole = fault.place.empty();
  SettingsFault told{
      "settings: " + (whole ? "the document" : fault.place) + " is wrong" + wanted + reason, {}};
  if (!whole) told.setting = {fault.place, fault.reason.empty() ? fault.wanted : fault.reason};
  return told;
}

tl::unexpected<Error> refuse(const std::string& why) {
  return fail(Errc::invalid_argument, "settings-schema-invalid",
              "its schema of the settings cannot be used: " + why);
}

}  // namespace

Result<void> judge_schema(const std::string& schema) {
  const auto json = parse_json(schema, "the schema");
  if (!json) return refuse(json.error().message);
  if (!json->is_object()) return refuse("it is no JSON object");
  const auto draft = json->find("$schema");
  if (draft != json->end() && !(draft->is_string() && is_one_of(draft->get<std::string>(), drafts)))
    return refuse("its $schema is neither that of draft 7 nor that of draft 2020-12");
  if (const std::string trouble = trouble_in(*json, *json); !trouble.empty())
    return refuse(trouble);
  try {
    static_cast<void>(validate_json(Json::object(), schema, "settings"));
  } catch (const std::exception& exception) {
    return refuse(exception.what());
  }
  return {};
}

tl::expected<void, SettingsFault> judge_settings(const std::string& settings,
                                                 const std::string& schema) {
  const auto json = parse_json(settings, "the settings");
  if (!json) return tl::unexpected(SettingsFault{json.error().message});
  try {
    if (auto missing = missing_in(*json, Json::parse(schema)))
      return tl::unexpected(*std::move(missing));
    if (const auto fault = find_fault(*json, schema)) return tl::unexpected(fault_of(*fault));
    return {};
  } catch (const std::exception& exception) {
    return tl::unexpected(SettingsFault{refuse(exception.what()).value().message});
  }
}

}  // namespace haat
