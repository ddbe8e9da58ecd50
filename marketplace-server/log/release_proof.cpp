#include "marketplace-server/log/release_proof.hpp"

#include "marketplace-server/store/session.hpp"

namespace haat::server {

Result<Checkpoint> checkpoint_of(Session& session, const PublicKey& key) {
  HAAT_TRY(const std::uint64_t size, session.log_size());
  HAAT_TRY(const Sha256 root, root_of(size, session.log_nodes()));
  return Checkpoint{log_origin(key), size, root};
}

Result<std::string> release_proof(Session& session, const std::string& package,
                                  const SecretKey& key) {
  HAAT_TRY(const auto index, session.log_index_of(package));
  if (!index)
    return fail(Errc::not_found, "log-entry-unknown",
                "the log has no release of a package with this digest");
  HAAT_TRY(const Checkpoint checkpoint, checkpoint_of(session, key.public_key()));
  HAAT_TRY(auto path, inclusion_proof(*index, checkpoint.size, session.log_nodes()));
  HAAT_TRY(const auto entries, session.log_entries(*index, 1));
  return to_text(
      LogProof{*index, std::move(path), sign_checkpoint(checkpoint, key), entries.at(0)});
}

}  // namespace haat::server
