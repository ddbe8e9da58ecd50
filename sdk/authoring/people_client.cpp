#include "sdk/authoring/people_client.hpp"

#include "sdk/authoring/client_answers.hpp"
#include "sdk/authoring/client_connection.hpp"

namespace haat {
namespace {

const std::string tokens_path = "/api/v1/tokens";
const std::string registrations_path = "/api/v1/registrations";

std::string registration_path(const std::string& id) {
  return registrations_path + "/" + path_part(id);
}
std::string namespace_path(const std::string& partner) {
  return "/api/v1/partners/" + path_part(partner) + "/namespace";
}

std::string members_path(const std::string& partner) {
  return "/api/v1/partners/" + path_part(partner) + "/members";
}

std::string account_path(const std::string& account, const char* rest) {
  return "/api/v1/accounts/" + path_part(account) + rest;
}

}  // namespace

struct PeopleClient::Access {
  std::unique_ptr<MarketplaceClient::Connection> connection;
  MarketplaceClient::Connection* operator->() const { return connection.get(); }
};

PeopleClient::PeopleClient(std::unique_ptr<Access> access) : access_(std::move(access)) {}
PeopleClient::PeopleClient(PeopleClient&&) noexcept = default;
PeopleClient::~PeopleClient() = default;

Result<PeopleClient> PeopleClient::create(const std::string& server, const std::string& token) {
  HAAT_TRY(auto connection, MarketplaceClient::Connection::open(server, token));
  return PeopleClient(std::make_unique<Access>(Access{std::move(connection)}));
}

const std::string& PeopleClient::server() const {
  return access_->connection->server();
}

Result<NewAccount> PeopleClient::add_account(const std::string& name, const std::string& role,
                                             const std::string& course_namespace, int threshold,
                                             const std::string& despite) {
  return (*access_)
      ->post("/api/v1/accounts", account_json(name, role, course_namespace, threshold, despite))
      .and_then(read_new_account);
}

Result<NewAccount> PeopleClient::add_member(const std::string& partner, const std::string& name,
                                            const std::string& role) {
  return (*access_)
      ->post(members_path(partner), members_json({{"name", name}, {"role", role}}))
      .and_then(read_new_account);
}

Result<Page<Identity>> PeopleClient::members(const std::string& partner) {
  return (*access_)->get(members_path(partner)).and_then(read_members);
}

Result<Identity> PeopleClient::remove_member(const std::string& partner, const std::string& name) {
  return (*access_)->remove(members_path(partner) + "/" + path_part(name)).and_then(read_account);
}

Result<NamespaceClaim> PeopleClient::namespace_claim(const std::string& partner) {
  return (*access_)->get(namespace_path(partner)).and_then(read_namespace_claim);
}

Result<NamespaceClaim> PeopleClient::prove_namespace(const std::string& partner) {
  return (*access_)->post(namespace_path(partner) + "/proof", "").and_then(read_namespace_claim);
}

Result<NewToken> PeopleClient::new_token(const std::string& name,
                                         const std::vector<std::string>& scopes, int days) {
  return (*access_)->post(tokens_path, token_json(name, scopes, days)).and_then(read_new_token);
}

Result<Page<AccessToken>> PeopleClient::tokens(const std::string& cursor) {
  auto page = (*access_)->get(tokens_path, {{"cursor", cursor}}).and_then(read_tokens);
  return onward(std::move(page), server(), cursor);
}

Result<AccessToken> PeopleClient::revoke_token(const std::string& id) {
  return (*access_)->remove(tokens_path + "/" + path_part(id)).and_then(read_token);
}

Result<NewRegistration> PeopleClient::register_partner(const Registration& wish) {
  return (*access_)
      ->post(registrations_path, members_json({{"name", wish.name},
                                               {"namespace", wish.course_namespace},
                                               {"about", wish.about},
                                               {"contact", wish.contact}}))
      .and_then(read_new_registration);
}

Result<Page<Registration>> PeopleClient::registrations(const std::string& state,
                                                       const std::string& cursor) {
  auto page = (*access_)
                  ->get(registrations_path, {{"state", state}, {"cursor", cursor}})
                  .and_then(read_registrations);
  return onward(std::move(page), server(), cursor);
}

Result<Registration> PeopleClient::approve(const std::string& id, const std::string& despite) {
  return (*access_)
      ->post(registration_path(id) + "/approve", member_json("despite", despite))
      .and_then(read_registration);
}

Result<Registration> PeopleClient::reject(const std::string& id, const std::string& reason) {
  return (*access_)
      ->post(registration_path(id) + "/reject", member_json("reason", reason))
      .and_then(read_registration);
}

Result<ClaimedRegistration> PeopleClient::claim(const std::string& id, const std::string& secret) {
  return (*access_)
      ->post(registration_path(id) + "/claim", member_json("secret", secret))
      .and_then(read_claim);
}

Result<NewToken> PeopleClient::sign_in(const std::string& name, const std::string& password) {
  return (*access_)
      ->post("/api/v1/sessions", members_json({{"name", name}, {"password", password}}))
      .and_then(read_new_token);
}

Result<void> PeopleClient::change_password(const std::string& current,
                                           const std::string& password) {
  return (*access_)
      ->post("/api/v1/me/password", members_json({{"current", current}, {"password", password}}))
      .map([](const std::string&) {});
}

Result<void> PeopleClient::sign_out() {
  return (*access_)->remove("/api/v1/me/session").map([](const std::string&) {});
}

Result<SignInStart> PeopleClient::begin_oidc(const std::string& redirect) {
  return (*access_)
      ->post("/api/v1/oidc/sign-ins", member_json("redirect_uri", redirect))
      .and_then(read_sign_in_start);
}

Result<NewToken> PeopleClient::finish_oidc(const SignInReturn& back,
                                           const std::string& invitation) {
  return (*access_)
      ->post("/api/v1/oidc/sessions", sign_in_json(back, invitation, nullptr))
      .and_then(read_new_token);
}

Result<NewRegistration> PeopleClient::register_partner(const Registration& wish,
                                                       const SignInReturn& back) {
  return (*access_)
      ->post("/api/v1/oidc/sessions", sign_in_json(back, "", &wish))
      .and_then(read_new_registration);
}

Result<Page<ListedAccount>> PeopleClient::accounts(const std::string& cursor) {
  auto page =
      (*access_)->get("/api/v1/accounts", {{"cursor", cursor}}).and_then(read_listed_accounts);
  return onward(std::move(page), server(), cursor);
}

Result<Page<LinkedIdentity>> PeopleClient::identities(const std::string& account) {
  return (*access_)->get(account_path(account, "/identities")).and_then(read_identities);
}

Result<LinkedIdentity> PeopleClient::link(const std::string& account, const std::string& subject) {
  return (*access_)
      ->post(account_path(account, "/identities"), member_json("subject", subject))
      .and_then(read_linked_identity);
}

Result<LinkedIdentity> PeopleClient::unlink(const std::string& account, const std::string& id) {
  return (*access_)
      ->remove(account_path(account, "/identities/") + path_part(id))
      .and_then(read_linked_identity);
}

Result<HandedCode> PeopleClient::invite(const std::string& account) {
  return (*access_)->post(account_path(account, "/invitations"), "").and_then(read_code);
}

Result<HandedCode> PeopleClient::reset_password(const std::string& account) {
  return (*access_)->post(account_path(account, "/password-resets"), "").and_then(read_code);
}

Result<Identity> PeopleClient::suspend(const std::string& account, const std::string& reason) {
  return (*access_)
      ->post(account_path(account, "/suspend"), member_json("reason", reason))
      .and_then(read_account);
}

Result<Identity> PeopleClient::resume(const std::string& account) {
  return (*access_)->post(account_path(account, "/resume"), "").and_then(read_account);
}

Result<void> PeopleClient::set_forgotten_password(const std::string& account,
                                                  const std::string& code,
                                                  const std::string& password) {
  return (*access_)
      ->post("/api/v1/password-resets",
             members_json({{"name", account}, {"code", code}, {"password", password}}))
      .map([](const std::string&) {});
}

}  // namespace haat
