#include "core/tuf/snapshot.hpp"

#include "core/tuf/members.hpp"

namespace haat::tuf {

Result<Metadata> metadata_of(const Snapshot& snapshot) {
  Json json = signed_head("snapshot", snapshot.version, snapshot.expires);
  json["meta"] = Json::object();
  for (const auto& [role, version] : snapshot.versions)
    json["meta"][role + ".json"] = {{"version", version}};
  HAAT_TRY(std::string text, canonical_json(json));
  return Metadata{std::move(text)};
}

}  // namespace haat::tuf
