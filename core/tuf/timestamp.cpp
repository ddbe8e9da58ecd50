#include "core/tuf/timestamp.hpp"

#include "core/package/digest.hpp"
#include "core/tuf/members.hpp"

namespace haat::tuf {

Result<Metadata> metadata_of(const Timestamp& timestamp) {
  Json json = signed_head("timestamp", timestamp.version, timestamp.expires);
  json["meta"]["snapshot.json"] = {
      {"version", timestamp.snapshot_version},
      {"length", timestamp.snapshot.size()},
      {"hashes", {{"sha256", haat::to_hex(sha256(timestamp.snapshot))}}}};
  HAAT_TRY(std::string text, canonical_json(json));
  return Metadata{std::move(text)};
}

}  // namespace haat::tuf
