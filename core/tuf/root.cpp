#include "core/tuf/root.hpp"

#include "core/tuf/members.hpp"

namespace haat::tuf {
namespace {

constexpr std::string_view schema = R"json({
  "type": "object",
  "required": ["_type", "spec_version", "version", "expires", "consistent_snapshot", "keys", "roles"],
  "properties": {
    "_type": {"description": "root", "enum": ["root"]},
    "spec_version": {"$ref": "#/definitions/spec_version"},
    "version": {"$ref": "#/definitions/version"},
    "expires": {"$ref": "#/definitions/expires"},
    "consistent_snapshot": {"description": "true", "enum": [true]},
    "keys": {"$ref": "#/definitions/keys"},
    "roles": {
      "description": "an object with root, targets, snapshot and timestamp",
      "type": "object",
      "required": ["root", "targets", "snapshot", "timestamp"],
      "properties": {
        "root": {"$ref": "#/definitions/role"},
        "targets": {"$ref": "#/definitions/role"},
        "snapshot": {"$ref": "#/definitions/role"},
        "timestamp": {"$ref": "#/definitions/role"}
      }
    }
  }
})json";

}  // namespace

Result<Metadata> metadata_of(const Root& root) {
  Json json = signed_head("root", root.version, root.expires);
  json["consistent_snapshot"] = true;
  json["keys"] = to_json(root.keys);
  json["roles"] = {{"root", to_json(root.root)},
                   {"targets", to_json(root.targets)},
                   {"snapshot", to_json(root.snapshot)},
                   {"timestamp", to_json(root.timestamp)}};
  HAAT_TRY(std::string text, canonical_json(json));
  return Metadata{std::move(text)};
}

Result<Root> parse_root(const Metadata& metadata, const std::string& name) {
  HAAT_TRY(const Json json, read_signed(metadata.signed_part, schema, name));
  Root root;
  root.version = json["version"].get<std::uint64_t>();
  HAAT_TRY(root.expires, expires_of(json, name));
  HAAT_TRY(root.keys, keys_of(json["keys"], name));
  const Json& roles = json["roles"];
  HAAT_TRY(root.root, role_of(roles["root"], root.keys, name));
  HAAT_TRY(root.targets, role_of(roles["targets"], root.keys, name));
  HAAT_TRY(root.snapshot, role_of(roles["snapshot"], root.keys, name));
  HAAT_TRY(root.timestamp, role_of(roles["timestamp"], root.keys, name));
  return root;
}

Result<Root> open_first_root(const Metadata& metadata, const std::string& name) {
  HAAT_TRY(Root root, parse_root(metadata, name));
  HAAT_TRY_VOID(verify(metadata, root.root, root.keys, name));
  return root;
}

Result<Root> open_next_root(const Root& trusted, const Metadata& metadata,
                            const std::string& name) {
  const std::string by_the_last =
      name + ", by the keys of root " + std::to_string(trusted.version) + ",";
  HAAT_TRY_VOID(verify(metadata, trusted.root, trusted.keys, by_the_last));
  HAAT_TRY(Root root, open_first_root(metadata, name));
  if (root.version != trusted.version + 1)
    return fail(Errc::conflict, "tuf-version-wrong",
                name + " has the version " + std::to_string(root.version) + "; the one after " +
                    std::to_string(trusted.version) + " is needed");
  return root;
}

}  // namespace haat::tuf
