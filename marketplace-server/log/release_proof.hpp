#pragma once

#include <string>

#include "core/log/checkpoint.hpp"
#include "core/signing/key.hpp"

namespace haat::server {

class Session;

// How much the transparency log holds in this view of the store, under which root.
Result<Checkpoint> checkpoint_of(Session& session, const PublicKey& key);

// The proof (C2SP tlog-proof) that the log holds the acceptance of the package with this digest, in
// hex, with the entry about it. ("log-entry-unknown")
Result<std::string> release_proof(Session& session, const std::string& package,
                                  const SecretKey& key);

}  // namespace haat::server
