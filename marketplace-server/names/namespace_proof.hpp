#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"
#include "marketplace-server/review/policy.hpp"

namespace haat::server {

// How whoever owns a domain says that a partner of this marketplace may use the namespace which the
// domain is, read from behind: courses of training.example.org are org.example.training.*. One
// line, in a TXT record or in a file of its web server; anybody can look at it again.
struct NamespaceClaim {
  std::string domain;  // "training.example.org"
  std::string line;    // "haat-partner=<id of the marketplace's key>/<partner>"
  std::string record;  // "_haat.training.example.org"
  std::string file;    // "https://training.example.org/.well-known/haat-partner"
};

// invalid_argument ("namespace-no-domain") of a namespace such as "example".
Result<NamespaceClaim> claim_of(const std::string& name_space, const std::string& partner,
                                const std::string& marketplace);

// Looks at both places: "dns" or "well-known", whichever has the line. Takes up to 15 seconds.
// conflict ("namespace-unproved") says what it saw at each, unavailable ("namespace-unreachable")
// where either could not be asked and the other has it not.
Result<std::string> find_proof(const NamespaceClaim& claim, const NamespacePolicy& policy);

}  // namespace haat::server
