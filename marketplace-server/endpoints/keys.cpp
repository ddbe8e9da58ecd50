#include "core/json/json.hpp"
#include "core/signing/key.hpp"
#include "core/signing/key_change.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {

namespace {

Result<void> owned_by(const RegisteredKey& key, const std::string& partner) {
  if (key.partner == partner) return {};
  return fail(Errc::conflict, "key-taken",
              "another partner has registered this key; make one of your own");
}

// Said again, it changes nothing more.
bool is_done(const KeyChange& change, const RegisteredKey& key,
             const std::optional<RegisteredKey>& successor) {
  if (change.act == KeyChange::Act::revoke) return key.key.revoked.has_value();
  return successor && key.key.valid_until && *key.key.valid_until <= *change.until;
}

Result<void> take_over(Session& session, const KeyChange& change, RegisteredKey& key,
                       const By& by) {
  std::optional<RegisteredKey> known;
  if (change.successor) {
    HAAT_TRY(known, session.find_key(change.successor->id()));
    if (known) HAAT_TRY_VOID(owned_by(*known, key.partner));
  }
  if (is_done(change, key, known)) return {};
  HAAT_TRY(const auto successor, follow(change, key.key, by.at));
  HAAT_TRY_VOID(session.change_key(key));
  if (!successor) return session.log(by, "key.revoked", key.id, {{"reason", change.reason}});
  const RegisteredKey next{successor->key.id(), key.partner, *successor};
  if (!known) HAAT_TRY_VOID(session.add_key(next, by.at));
  return session.log(by, "key.rotated", key.id,
                     {{"successor", next.id}, {"until", to_rfc3339(*key.key.valid_until)}});
}

}  // namespace

// Registering one's own key again changes nothing and is answered like the first time.
Result<Response> register_key(Request& request, Services& services) {
  HAAT_TRY(const PublicKey key,
           parse_public_key(Json::parse(request.json).at("key").get<std::string>()));
  const RegisteredKey registered{key.id(), request.caller->party(), {.key = key}};
  const By by{request.caller->name, services.clock()};
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY(const auto known, session.find_key(registered.id));
    if (known) return owned_by(*known, registered.partner);
    HAAT_TRY_VOID(session.add_key(registered, by.at));
    return session.log(by, "key.registered", registered.id, {{"name", key.name}});
  }));
  return json_response(201, Json(registered));
}

Result<Response> change_key(Request& request, Services& services) {
  HAAT_TRY(const KeyChange change, open_key_change(request.json));
  const By by{request.caller->name, services.clock()};
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY(auto key, session.find_key(change.key.id()));
    if (!key || key->partner != request.caller->party())
      return fail(Errc::not_found, "key-unknown",
                  "you have not registered the key " + change.key.id() +
                      ", so what it says changes nothing here");
    return take_over(session, change, *key, by);
  }));
  return list_keys(request, services);
}

Result<Response> list_keys(Request& request, Services& services) {
  HAAT_TRY(auto keys, services.store.view([&](Session& session) {
    return session.keys_of(request.caller->party());
  }));
  return page_response<Json>("keys", Page<RegisteredKey>{std::move(keys), ""});
}

}  // namespace haat::server
