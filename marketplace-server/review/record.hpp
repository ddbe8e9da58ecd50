#pragma once

#include <optional>
#include <string>

#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/review/examine.hpp"
#include "marketplace-server/review/refusal.hpp"
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
};

// A partner writes below their own namespace, but not in one that another has inside it; a
// provider's course below one that no partner has. ("namespace-foreign")
Result<void> judge_namespace(Session& session, const Course& course, const Bringer& bringer);

// What the same bytes by the same partner became before, if they can still become something or
// are in the catalogue: then there is nothing to be taken in once more.
Result<std::optional<Submission>> same_submission(Session& session, const std::string& blob,
                                                  const Bringer& bringer);

// Last step of the intake: the bytes are kept, then, in one transaction, the rows are written; the
// upload, if there is one, is used up with them. A
// submission of the same version that was not decided yet gives way to this one.
// ("namespace-foreign", "version-not-newer", "version-accepted", "upload-submitted")
Judged<Submission> record_submission(TemporaryFile& zip, const Examined& examined,
                                     const Bringer& bringer, Services& services);

}  // namespace haat::server
