#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sdk/authoring/client.hpp"

namespace haat {

struct NewAccount {
  Identity account;
  std::string token;  // shown this once; the server keeps its hash only
  std::string json;
};

// A token of one's own, without the token itself.
struct AccessToken {
  std::string id;
  std::string name;
  std::vector<std::string> scopes;
  std::string created_at;
  std::string expires_at;    // this and the next two: empty where it does not, or was not
  std::string last_used_at;  // to a minute
  std::string revoked_at;
  std::string json;
};

struct NewToken {
  AccessToken access;
  std::string token;  // shown this once; the server keeps its hash only
  std::string json;
};

// Somebody's wish to become a partner.
struct Registration {
  std::string id;
  std::string name;
  std::string course_namespace;
  std::string about;
  std::string contact;
  std::string state;  // "open", "approved", "rejected"
  std::string registered_at;
  std::string decided_by;  // this and the next are empty before the decision
  std::string reason;
  std::string json;
};

struct NewRegistration {
  Registration registration;
  std::string secret;  // what to come back with; shown this once
  std::string json;
};

// What the domain that a partner's namespace is has to say, at one of two places, and what was
// seen.
struct NamespaceClaim {
  std::string partner;
  std::string course_namespace;
  std::string line;
  std::string record;  // the name of a TXT record
  std::string file;    // a URL
  std::string place;   // "dns", "well-known"; empty: nothing was seen yet
  std::string seen_at;
  std::string json;
};

// What became of it, with the first token of the account where it was approved.
struct ClaimedRegistration {
  Registration registration;
  std::string token;
  std::string json;
};

// A sign-in by OpenID Connect that was begun: where to send the browser, and what it is known by.
struct SignInStart {
  std::string address;
  std::string state;
  std::string secret;
};

// What it is finished with.
struct SignInReturn {
  std::string state;
  std::string secret;
  std::string code;
  std::string issuer;  // empty: the browser did not say
};

// Whom somebody is at the OpenID provider.
struct LinkedIdentity {
  std::string id;
  std::string issuer;
  std::string subject;
  std::string linked_at;
  std::string linked_by;
  std::string json;
};

// An account in the list of all.
struct ListedAccount {
  Identity account;
  std::string state;          // "open", "suspended", "closed"
  std::string signs_in_with;  // beside tokens: "password, OpenID Connect"
  std::string json;
};

// What an admin hands to somebody, good for one time.
struct HandedCode {
  std::string code;
  std::string expires_at;
  std::string json;
};

// Speaks to a marketplace about accounts, tokens and those who want to become partners.
// Threads: one client may be used by one thread at a time.
class PeopleClient {
 public:
  // As MarketplaceClient::create.
  static Result<PeopleClient> create(const std::string& server, const std::string& token);
  PeopleClient(PeopleClient&&) noexcept;
  ~PeopleClient();

  const std::string& server() const;

  // `despite`: an admin's reason to give a name away that is reserved or looks like another's.
  Result<NewAccount> add_account(const std::string& name, const std::string& role,
                                 const std::string& course_namespace, int threshold,
                                 const std::string& despite);
  Result<NewAccount> add_member(const std::string& partner, const std::string& name,
                                const std::string& role);
  Result<Page<Identity>> members(const std::string& partner);
  Result<Identity> remove_member(const std::string& partner, const std::string& name);

  Result<NamespaceClaim> namespace_claim(const std::string& partner);
  Result<NamespaceClaim> prove_namespace(const std::string& partner);  // looks there now

  // No scopes: those of the token that asks. 0 days: as the server thinks right.
  Result<NewToken> new_token(const std::string& name, const std::vector<std::string>& scopes,
                             int days);
  Result<Page<AccessToken>> tokens(const std::string& cursor);
  Result<AccessToken> revoke_token(const std::string& id);

  Result<NewRegistration> register_partner(const Registration& wish);
  Result<Page<Registration>> registrations(const std::string& state, const std::string& cursor);
  Result<Registration> approve(const std::string& id, const std::string& despite);
  Result<Registration> reject(const std::string& id, const std::string& reason);
  Result<ClaimedRegistration> claim(const std::string& id, const std::string& secret);

  Result<NewToken> sign_in(const std::string& name, const std::string& password);
  Result<void> change_password(const std::string& current, const std::string& password);
  Result<void> sign_out();  // "session-none" where the token is none of a session

  Result<SignInStart> begin_oidc(const std::string& redirect);
  // `invitation`: a code that an admin gave; empty where the identity is linked already.
  Result<NewToken> finish_oidc(const SignInReturn& back, const std::string& invitation);
  Result<NewRegistration> register_partner(const Registration& wish, const SignInReturn& back);

  // For admins.
  Result<Page<ListedAccount>> accounts(const std::string& cursor);
  Result<Page<LinkedIdentity>> identities(const std::string& account);
  Result<LinkedIdentity> link(const std::string& account, const std::string& subject);
  Result<LinkedIdentity> unlink(const std::string& account, const std::string& id);
  Result<HandedCode> invite(const std::string& account);
  Result<HandedCode> reset_password(const std::string& account);
  Result<Identity> suspend(const std::string& account, const std::string& reason);
  Result<Identity> resume(const std::string& account);

  // With the code of a reset.
  Result<void> set_forgotten_password(const std::string& account, const std::string& code,
                                      const std::string& password);

 private:
  struct Access;
  explicit PeopleClient(std::unique_ptr<Access> access);
  std::unique_ptr<Access> access_;
};

}  // namespace haat
