#include "core/signing/file_signature.hpp"

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/dsse.hpp"

namespace haat {
namespace {

constexpr std::string_view payload_type = "application/vnd.haat.file+json";
constexpr std::string_view schema = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["file", "sha256", "time"],
  "properties": {
    "file": {"description": "a name", "type": "string", "maxLength": 255},
    "sha256": {"description": "64 hexadecimal digits", "type": "string"},
    "time": {"description": "a time", "type": "string"}
  }
})json";

Result<FileSignature> parse(const std::string& payload, const std::string& what,
                            const Limits& limits) {
  HAAT_TRY(const Json json, parse_json(payload, what, limits));
  HAAT_TRY_VOID(validate_json(json, schema, what));
  FileSignature statement;
  statement.file = json.at("file").get<std::string>();
  HAAT_TRY(statement.digest, parse_sha256(json.at("sha256").get<std::string>()));
  HAAT_TRY(statement.time, parse_rfc3339(json.at("time").get<std::string>()));
  return statement;
}

tl::unexpected<Error> refuse(const char* id, const std::string& sentence) {
  return fail(Errc::permission_denied, id, sentence);
}

Result<void> in_time(const TrustedKey& key, const FileSignature& statement, const Trust& trust,
                     const std::string& by) {
  switch (judge_time(key, statement.time, trust)) {
    case Timeliness::fits:
      return {};
    case Timeliness::revoked:
      return refuse("key-revoked", by + ", which is revoked");
    case Timeliness::expired:
      return refuse("key-out-of-time", by + ", whose time is over");
    case Timeliness::not_yet:
      break;
  }
  return refuse("key-out-of-time",
                by + " at " + to_rfc3339(statement.time) + ", before its time or in the future");
}

}  // namespace

std::string seal_file(const FileSignature& statement, const SecretKey& key) {
  const nlohmann::ordered_json json{{"file", statement.file},
                                    {"sha256", to_hex(statement.digest)},
                                    {"time", to_rfc3339(statement.time)}};
  SignedPayload envelope{std::string(payload_type), json.dump(), {}};
  add_signature(envelope, key);
  return to_json(envelope);
}

Result<PublicKey> judge_file(std::string_view text, const Sha256& digest, const Trust& trust,
                             const std::string& what, const Limits& limits) {
  const auto envelope = parse_signed_payload(text, limits);
  if (!envelope || envelope->type != payload_type || envelope->signatures.size() != 1)
    return fail(Errc::corrupt, "file-signature-invalid", what + " is no signature of a file");
  const std::string& id = envelope->signatures.front().key_id;
  const TrustedKey* const key = trust.find(id);
  if (key == nullptr)
    return refuse("key-untrusted", what + " is by the key " + printable(id) +
                                       ", which is not among those that may sign it");
  const std::string by = what + " is by " + key->key.name + " (" + id + ")";
  if (!is_signed_by(*envelope, key->key))
    return refuse("signature-wrong", what + " names the key " + id + ", which did not sign it");
  const auto statement = parse(envelope->payload, what, limits);
  if (!statement)
    return fail(Errc::corrupt, "file-signature-invalid", what + " is no signature of a file");
  HAAT_TRY_VOID(in_time(*key, *statement, trust, by));
  if (statement->digest != digest)
    return refuse("file-changed", by + " for other bytes: the file was changed, or the signature "
                                       "is that of another version");
  return key->key;
}

}  // namespace haat
