#include "sdk/host/secret_members.hpp"

#include <algorithm>

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

// What hides something, in one schema. Nobody's own settings take so many steps; what a stranger's
// schema would take more for is hidden.
class Search {
 public:
  explicit Search(const Json& whole) : whole_(whole) {}

  bool hides_something(const Json& schema) {
    followed_.clear();
    return hides(schema);
  }

 private:
  bool hides(const Json& schema) {
    if (++steps_ > most_steps) return true;
    if (!schema.is_structured()) return false;
    if (schema.is_object()) {
      if (const auto found = schema.find("writeOnly"); found != schema.end() && *found != false)
        return true;
      const auto found = schema.find("$ref");
      if (found != schema.end() && found->is_string()) {
        const auto reference = found->get<std::string>();
        const Json* const target = target_of(reference, whole_);
        if (target == nullptr) return true;
        if (followed_.insert(reference).second && hides(*target)) return true;
      }
    }
    return std::any_of(schema.begin(), schema.end(),
                       [this](const Json& inner) { return hides(inner); });
  }

  static constexpr int most_steps = 100'000;
  const Json& whole_;
  std::set<std::string> followed_;  // references, on the way
  int steps_ = 0;
};

}  // namespace

SecretMembers::SecretMembers(const std::optional<std::string>& schema) {
  const auto json = schema ? parse_json(*schema, "the schema") : Result<Json>(Json());
  if (!json || !json->is_object()) return;
  const auto properties = json->find("properties");
  if (properties == json->end() || !properties->is_object()) return;
  Search search(*json);
  for (const auto& [name, one] : properties->items())
    (search.hides_something(one) ? marked_ : shown_).insert(name);
}

}  // namespace haat
