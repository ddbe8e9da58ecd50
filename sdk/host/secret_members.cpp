#include "sdk/host/secret_members.hpp"

#include "core/json/json.hpp"

namespace haat {
namespace {

// What a reference leads to; nullptr: nothing that is there.
const Json* target_of(const std::string& reference, const Json& whole) {
  if (!reference.starts_with('#')) return nullptr;
  try {
    return &whole.at(Json::json_pointer(reference.substr(1)));
  } catch (const Json::exception&) {
    return nullptr;
  }
}

// `followed` are the references that were followed on the way.
bool hides_something(const Json& schema, const Json& whole, std::set<std::string>& followed) {
  if (!schema.is_structured()) return false;
  if (schema.is_object()) {
    if (const auto found = schema.find("writeOnly"); found != schema.end() && *found != false)
      return true;
    const auto found = schema.find("$ref");
    if (found != schema.end() && found->is_string()) {
      const auto reference = found->get<std::string>();
      const Json* const target = target_of(reference, whole);
      if (target == nullptr) return true;
      if (followed.insert(reference).second && hides_something(*target, whole, followed))
        return true;
    }
  }
  for (const Json& inner : schema)
    if (hides_something(inner, whole, followed)) return true;
  return false;
}

}  // namespace

SecretMembers::SecretMembers(const std::optional<std::string>& schema) {
  const auto json = schema ? parse_json(*schema, "the schema") : Result<Json>(Json());
  if (!json || !json->is_object()) return;
  const auto properties = json->find("properties");
  if (properties == json->end() || !properties->is_object()) return;
  for (const auto& [name, one] : properties->items()) {
    std::set<std::string> followed;
    (hides_something(one, *json, followed) ? marked_ : shown_).insert(name);
  }
}

}  // namespace haat
