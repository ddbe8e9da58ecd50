#include "tools/haat/log_proof.hpp"

#include "core/json/json.hpp"

namespace haat::cli {
namespace {

constexpr std::string_view origin_head = "haat/";
constexpr std::string_view schema = R"json({
  "type": "object",
  "required": ["entry", "proof"],
  "properties": {
    "entry": {"description": "a text", "type": "string"},
    "proof": {"description": "a text", "type": "string"}
  }
})json";
constexpr std::string_view entry_schema = R"json({
  "type": "object",
  "required": ["act", "at", "details"],
  "properties": {
    "act": {"description": "a text", "type": "string"},
    "at": {"description": "a time", "type": "string"},
    "details": {
      "description": "an object",
      "type": "object",
      "properties": {"package": {"description": "a digest", "type": "string"}}
    }
  }
})json";

}  // namespace

Result<TrustedCheckpoint> open_trusted(const std::string& note, const Trust& trust) {
  const std::string origin = note.substr(0, note.find('\n'));
  const std::string id = origin.starts_with(origin_head) ? origin.substr(origin_head.size()) : "";
  const TrustedKey* key = trust.find(id);
  if (!key || judge_time(*key, trust.now, trust) != Timeliness::fits)
    return fail(Errc::permission_denied, "log-key-not-trusted",
                "the log \"" + origin.substr(0, 80) +
                    "\" is signed by no key that you trust now; haat trust add --server URL "
                    "trusts a marketplace");
  HAAT_TRY(Checkpoint checkpoint, open_checkpoint(note, key->key));
  return TrustedCheckpoint{std::move(checkpoint), key->key};
}

std::string log_proof_file(const std::string& package) {
  return package + ".log.json";
}

Result<Logged> check_logged(const std::string& text, const Sha256& package, const Trust& trust) {
  HAAT_TRY(const Json json, parse_json(text, "the log's proof"));
  HAAT_TRY_VOID(validate_json(json, schema, "the log's proof"));
  HAAT_TRY(const LogProof proof, parse_log_proof(json.at("proof").get<std::string>()));
  HAAT_TRY(const TrustedCheckpoint trusted, open_trusted(proof.note, trust));
  const auto entry = json.at("entry").get<std::string>();
  HAAT_TRY(const Checkpoint checkpoint, check_log_proof(proof, entry, trusted.key));
  HAAT_TRY(const Json said, parse_json(entry, "the log's entry"));
  HAAT_TRY_VOID(validate_json(said, entry_schema, "the log's entry"));
  if (said.at("act") != "submission.accepted" ||
      said.at("details").value("package", "") != to_hex(package))
    return fail(Errc::corrupt, "log-entry-other",
                "the log's entry does not tell of the release of this package");
  return Logged{trusted.key.name, proof.index, checkpoint.size, said.at("at").get<std::string>()};
}

}  // namespace haat::cli
