#pragma once

#include <optional>
#include <string>

#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

// Who brings a package, in whose name.
struct Bringer {
  Caller caller;             // who asked
  std::string submitted_by;  // the partner, or "provider:<id>"
  std::string external_id;   // of the provider's course; else empty
  bool as_draft = false;     // not handed in yet
  std::string upload = {};   // that the package came by; empty: by the request itself

  bool is_partner() const { return external_id.empty(); }
};

// What the same bytes by the same partner became before, if they can still become something or
// are in the catalogue: then there is nothing to be taken in once more.
Result<std::optional<Submission>> same_submission(Session& session, const std::string& blob,
                                                  const Bringer& bringer);

// A submission that was just brought, or the same one brought before.
struct HandedIn {
  Submission submission;
  bool made = false;
};

// The bytes are kept, then, in one transaction, they are a submission that waits to be checked
// (checkers.hpp), and the upload, if there is one, is used up. From then on they cannot be lost.
// ("upload-submitted")
Result<HandedIn> hand_in(TemporaryFile& zip, const Bringer& bringer, Services& services);

}  // namespace haat::server
