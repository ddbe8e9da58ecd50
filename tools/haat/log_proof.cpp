#include "tools/haat/log_proof.hpp"

#include "core/log/entry.hpp"
#include "core/signing/inventory.hpp"

namespace haat::cli {

Result<TrustedCheckpoint> open_trusted(const std::string& note, const Trust& trust) {
  const std::string origin = note.substr(0, note.find('\n'));
  const TrustedKey* key = trust.find(log_key_id(origin));
  if (!key || judge_time(*key, trust.now, trust) != Timeliness::fits)
    return fail(Errc::permission_denied, "log-key-not-trusted",
                "the log \"" + origin.substr(0, 80) +
                    "\" is signed by no key that you trust now; haat trust add --server URL "
                    "trusts a marketplace");
  HAAT_TRY(Checkpoint checkpoint, open_checkpoint(note, key->key));
  return TrustedCheckpoint{std::move(checkpoint), key->key};
}

Result<std::string> log_id(const LogProof& proof) {
  const std::string id = log_key_id(proof.note.substr(0, proof.note.find('\n')));
  if (id.size() != 32 || id.find_first_not_of("0123456789abcdef") != std::string::npos)
    return fail(Errc::corrupt, "log-proof-invalid",
                "the marketplace's proof names a log that is none of a key");
  return id;
}

Result<std::vector<std::string>> log_proofs_in(const Package& package) {
  std::vector<std::string> proofs;
  for (const Entry& entry : package.entries()) {
    if (!entry.path.starts_with(signatures_folder) || !entry.path.ends_with(log_proof_ending))
      continue;
    HAAT_TRY(std::string proof, package.read(entry.path, Limits().json_size));
    proofs.push_back(std::move(proof));
  }
  return proofs;
}

Result<Logged> check_logged(const std::string& text, const Sha256& package, const Trust& trust) {
  HAAT_TRY(const LogProof proof, parse_log_proof(text));
  HAAT_TRY(const TrustedCheckpoint trusted, open_trusted(proof.note, trust));
  HAAT_TRY(const Checkpoint checkpoint, check_log_proof(proof, proof.entry, trusted.key));
  HAAT_TRY(const LogEntry said, parse_log_entry(proof.entry));
  const auto named = said.details.find("package");
  if (said.act != "submission.accepted" || named == said.details.end() ||
      named->second != to_hex(package))
    return fail(Errc::corrupt, "log-entry-other",
                "the log's entry does not tell of the release of this package");
  return Logged{trusted.key.name, proof.index, checkpoint.size, said.at};
}

}  // namespace haat::cli
