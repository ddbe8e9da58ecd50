#pragma once

#include <string>

#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/review/examine.hpp"
#include "marketplace-server/review/refusal.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/records.hpp"

namespace haat::server {

// Who brings a package, in whose name.
struct Bringer {
  Caller caller;             // who asked
  std::string submitted_by;  // the partner, or "provider:<id>"
  std::string external_id;   // of the provider's course; else empty
  bool as_draft = false;     // not handed in yet
};

// Last step of the intake: the bytes are kept, then, in one transaction, the rows are written. A
// submission of the same version that was not decided yet gives way to this one.
// ("namespace-foreign", "version-not-newer", "version-accepted")
Judged<Submission> record_submission(TemporaryFile& zip, const Examined& examined,
                                     const Bringer& bringer, Services& services);

}  // namespace haat::server
