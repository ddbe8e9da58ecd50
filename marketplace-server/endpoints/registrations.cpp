#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/auth/token.hpp"
#include "marketplace-server/endpoints/identity_link.hpp"
#include "marketplace-server/endpoints/new_registration.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/names/new_name.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

using Standing = Registration::State;

// Of requests that nobody has decided on; whoever comes later is asked to come back.
constexpr int most_open = 200;
constexpr int most_open_of_peer = 5;
constexpr const char* come_back_after = "86400";  // seconds

bool is_full(const Session::OpenRegistrations& open) {
  return open.all >= most_open || open.of_peer >= most_open_of_peer;
}

Response too_many() {
  Problem problem;
  problem.status = 429;
  problem.id = "registrations-too-many";
  problem.detail = "more requests are waiting than can be looked at now; come back tomorrow";
  problem.headers.add("Retry-After", come_back_after);
  return to_response(problem);
}

Result<Registration> open_registration(Session& session, const std::string& id) {
  HAAT_TRY(auto registration, session.find_registration(id));
  if (!registration)
    return fail(Errc::not_found, "registration-unknown",
                "there is no registration " + printable(id));
  if (registration->state != Standing::open)
    return fail(Errc::conflict, "registration-decided",
                "registration " + id + " was " + to_string(registration->state) + " by " +
                    registration->decided->name);
  return std::move(*registration);
}

Result<void> open_partner(Session& session, const Registration& registration, const By& by) {
  HAAT_TRY_VOID(session.add_partner({registration.name, registration.name_space, 1, by.at}));
  Account account;
  account.name = account.partner = registration.name;
  account.created_at = by.at;
  HAAT_TRY_VOID(session.add_account(account));
  if (registration.subject.empty()) return {};
  Identity identity;
  identity.issuer = registration.issuer;
  identity.subject = registration.subject;
  return link(session, std::move(identity), account.name, by).map([](const Identity&) {});
}

// Nobody asks twice, nor for what they have.
Result<void> judge_identity(Session& session, const Identity& identity) {
  if (identity.subject.empty()) return {};
  HAAT_TRY(const auto linked, session.find_identity(identity.issuer, identity.subject));
  if (linked)
    return fail(Errc::conflict, "identity-linked",
                "you have the account " + linked->account + " already; sign in");
  HAAT_TRY(const auto asked, session.open_registration_of(identity.issuer, identity.subject));
  if (asked)
    return fail(Errc::conflict, "registration-open",
                "your registration as " + asked->name + " waits for the marketplace already");
  return {};
}

Response response_of(int status, const Registration& registration) {
  return json_response(status, Json{{"registration", registration}});
}

}  // namespace

Result<Response> create_registration(Request& request, Services& services) {
  return register_partner(request.json, request.peer, {}, services);
}

Result<Response> register_partner(const std::string& wish, const std::string& peer,
                                  const Identity& identity, Services& services) {
  const Json body = Json::parse(wish);
  const std::string secret = random_hex(32);
  Registration registration;
  registration.id = random_hex(8);
  registration.name = body.at("name").get<std::string>();
  registration.name_space = body.at("namespace").get<std::string>();
  registration.about = body.at("about").get<std::string>();
  registration.contact = body.at("contact").get<std::string>();
  registration.peer = peer;
  registration.issuer = identity.issuer;
  registration.subject = identity.subject;
  registration.secret_hash = token_hash(secret);
  registration.registered_at = services.clock();
  HAAT_TRY(const bool full, services.store.change([&](Session& session) -> Result<bool> {
    HAAT_TRY(const auto open, session.open_registrations(registration.peer));
    if (is_full(open)) return true;
    HAAT_TRY_VOID(judge_identity(session, identity));
    HAAT_TRY_VOID(judge_new_name(session, registration.name, NameOf::partner, ""));
    HAAT_TRY_VOID(judge_new_namespace(session, registration.name_space, ""));
    HAAT_TRY_VOID(session.add_registration(registration));
    HAAT_TRY_VOID(session.log(
        {"everybody", registration.registered_at}, "registration.created", registration.id,
        {{"name", registration.name}, {"namespace", registration.name_space}}));
    return false;
  }));
  if (full) return too_many();
  return json_response(201, Json{{"registration", registration}, {"secret", secret}});
}

Result<Response> list_registrations(Request& request, Services& services) {
  HAAT_TRY(const PageRequest page, page_request(request));
  std::optional<Standing> state;
  if (const auto wanted = request.query.find("state"); wanted != request.query.end()) {
    state = parse_registration_state(wanted->second);
    if (!state)
      return fail(Errc::invalid_argument, "state-unknown",
                  "state is one of open, approved, rejected");
  }
  HAAT_TRY(const auto registrations, services.store.view([&](Session& session) {
    return session.registrations(state, page);
  }));
  Json body{{"registrations", registrations.items}};
  body["next"] = registrations.next.empty() ? Json(nullptr) : Json(registrations.next);
  return json_response(200, body);
}

Result<Response> approve_registration(Request& request, Services& services) {
  const std::string despite = Json::parse(request.json).value("despite", "");
  const By by{request.caller->name, services.clock()};
  HAAT_TRY(const Registration approved, services.store.change([&](Session& session)
                                                                  -> Result<Registration> {
    HAAT_TRY(Registration registration, open_registration(session, request.parameter("id")));
    HAAT_TRY_VOID(judge_new_name(session, registration.name, NameOf::partner, despite));
    HAAT_TRY_VOID(judge_new_namespace(session, registration.name_space, despite));
    HAAT_TRY_VOID(open_partner(session, registration, by));
    HAAT_TRY_VOID(session.decide_registration(registration.id, Standing::approved, by, despite));
    HAAT_TRY_VOID(session.log(by, "registration.approved", registration.name,
                              {{"registration", registration.id},
                               {"namespace", registration.name_space},
                               {"despite", despite}}));
    registration.state = Standing::approved;
    registration.decided = by;
    registration.reason = despite;
    return registration;
  }));
  return response_of(200, approved);
}

Result<Response> reject_registration(Request& request, Services& services) {
  const std::string reason = Json::parse(request.json).at("reason").get<std::string>();
  const By by{request.caller->name, services.clock()};
  HAAT_TRY(
      const Registration rejected,
      services.store.change([&](Session& session) -> Result<Registration> {
        HAAT_TRY(Registration registration, open_registration(session, request.parameter("id")));
        HAAT_TRY_VOID(session.decide_registration(registration.id, Standing::rejected, by, reason));
        HAAT_TRY_VOID(session.log(by, "registration.rejected", registration.id,
                                  {{"name", registration.name}, {"reason", reason}}));
        registration.state = Standing::rejected;
        registration.decided = by;
        registration.reason = reason;
        return registration;
      }));
  return response_of(200, rejected);
}

// What became of it, to whoever has the secret; and, once, the first token.
Result<Response> claim_registration(Request& request, Services& services) {
  const std::string& id = request.parameter("id");
  const std::string hash = token_hash(Json::parse(request.json).at("secret").get<std::string>());
  const Time now = services.clock();
  return services.store.change([&](Session& session) -> Result<Response> {
    HAAT_TRY(const auto registration, session.find_registration(id));
    if (!registration || !equal_secrets(registration->secret_hash, hash))
      return fail(Errc::not_found, "registration-unknown",
                  "there is no such registration, or the secret is not the one that came with it");
    if (registration->claimed_at)
      return fail(Errc::conflict, "registration-claimed",
                  "its token was given out at " + to_rfc3339(*registration->claimed_at) +
                      " already; if that was not you, tell the administrator");
    if (registration->state != Standing::approved) return response_of(200, *registration);
    HAAT_TRY_VOID(session.claim_registration(id, now));
    HAAT_TRY_VOID(session.log({registration->name, now}, "registration.claimed", id));
    HAAT_TRY(const std::string token, give_first_token(session, registration->name, now));
    return json_response(200, Json{{"registration", *registration}, {"token", token}});
  });
}

}  // namespace haat::server
