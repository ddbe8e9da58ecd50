#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/names/namespace_proof.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

struct Asked {
  Partner partner;
  NamespaceClaim claim;
  std::optional<NamespaceProof> proof;
};

// What a partner claims is no secret, so that anybody can look for the proof.
Result<Asked> asked_of(const Request& request, Services& services) {
  return services.store.view([&](Session& session) -> Result<Asked> {
    const std::string& name = request.parameter("name");
    HAAT_TRY(auto partner, session.find_partner(name));
    if (!partner)
      return fail(Errc::not_found, "partner-unknown", "there is no partner " + printable(name));
    HAAT_TRY(auto claim, claim_of(partner->name_space, name, services.key.public_key().id()));
    HAAT_TRY(auto proof, session.namespace_proof(name));
    return Asked{std::move(*partner), std::move(claim), std::move(proof)};
  });
}

Response shown(const Asked& asked) {
  Json proof = nullptr;
  if (asked.proof)
    proof = Json{{"place", asked.proof->place}, {"seen_at", to_rfc3339(asked.proof->seen_at)}};
  return json_response(200, Json{{"partner", asked.partner.name},
                                 {"namespace", asked.partner.name_space},
                                 {"domain", asked.claim.domain},
                                 {"line", asked.claim.line},
                                 {"record", asked.claim.record},
                                 {"file", asked.claim.file},
                                 {"proof", proof}});
}

}  // namespace

Result<Response> show_namespace(Request& request, Services& services) {
  return asked_of(request, services).map(shown);
}

// A proof that is gone counts no more; one that nobody could look for stays.
Result<Response> prove_namespace(Request& request, Services& services) {
  const std::string& name = request.parameter("name");
  if (!request.caller->sees(name))
    return fail(Errc::not_found, "partner-unknown", "there is no partner " + printable(name));
  HAAT_TRY(Asked asked, asked_of(request, services));
  const auto place = find_proof(asked.claim, services.policy.now()->namespaces);
  if (!place && place.error().kind == Errc::unavailable) return tl::unexpected(place.error());
  const By by{request.caller->name, services.clock()};
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    if (!place) {
      if (!asked.proof) return {};
      HAAT_TRY_VOID(session.drop_namespace_proof(name));
      return session.log(by, "namespace.lapsed", name, {{"namespace", asked.partner.name_space}});
    }
    asked.proof = NamespaceProof{*place, by.at};
    HAAT_TRY_VOID(session.set_namespace_proof(name, *asked.proof));
    return session.log(by, "namespace.proved", name,
                       {{"namespace", asked.partner.name_space}, {"place", *place}});
  }));
  if (!place) return tl::unexpected(place.error());
  return shown(asked);
}

}  // namespace haat::server
