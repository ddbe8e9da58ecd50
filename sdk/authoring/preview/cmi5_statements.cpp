#include "sdk/authoring/preview/cmi5_statements.hpp"

#include <algorithm>
#include <charconv>

namespace haat {

namespace {

constexpr std::size_t most_statements = 20'000;
constexpr std::size_t most_bytes = std::size_t{64} << 20;
constexpr std::size_t most_listed = 500;

std::string id_of(const Json& statement, const char* part) {
  const Json found = statement.value(part, Json());
  return found.is_object() && found.contains("id") && found["id"].is_string()
             ? found["id"].get<std::string>()
             : "";
}

std::size_t limit_of(const std::string& wish) {
  std::size_t limit = 0;
  std::from_chars(wish.data(), wish.data() + wish.size(), limit);
  return limit == 0 ? most_listed : std::min(limit, most_listed);
}

}  // namespace

bool Cmi5Statements::have_room(std::size_t statements, std::size_t bytes) const {
  return all_.size() + statements <= most_statements && bytes_ + bytes <= most_bytes;
}

void Cmi5Statements::keep(Json statement, const std::string& now) {
  Json stored = statement;
  stored["stored"] = now;
  stored["authority"] = {{"objectType", "Agent"},
                         {"account", {{"homePage", "urn:haat:preview"}, {"name", "platform"}}}};
  stored["version"] = "1.0.0";
  bytes_ += stored.dump(-1, ' ', false, Json::error_handler_t::replace).size();
  places_[statement.value("id", "")] = all_.size();
  all_.push_back({{"sent", std::move(statement)}, {"stored", std::move(stored)}});
}

const Json* Cmi5Statements::find(const std::string& id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? nullptr : &all_[found->second];
}

Json Cmi5Statements::list(const std::map<std::string, std::string>& query) const {
  const auto asked = [&](const char* name) {
    const auto found = query.find(name);
    return found == query.end() ? std::string() : found->second;
  };
  const std::string verb = asked("verb"), activity = asked("activity");
  const std::size_t limit = limit_of(asked("limit"));
  const bool ascending = asked("ascending") == "true";
  Json matching = Json::array();
  for (std::size_t i = 0; i < all_.size() && matching.size() < limit; ++i) {
    const Json& statement = all_[ascending ? i : all_.size() - 1 - i].at("stored");
    if ((verb.empty() || id_of(statement, "verb") == verb) &&
        (activity.empty() || id_of(statement, "object") == activity))
      matching.push_back(statement);
  }
  return {{"statements", matching}, {"more", ""}};
}

void Cmi5Statements::clear() {
  all_.clear();
  places_.clear();
  bytes_ = 0;
}

}  // namespace haat
