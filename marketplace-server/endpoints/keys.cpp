#include "core/json/json.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {

// Registering one's own key again changes nothing and is answered like the first time.
Result<Response> register_key(Request& request, Services& services) {
  HAAT_TRY(const PublicKey key,
           parse_public_key(Json::parse(request.json).at("key").get<std::string>()));
  const RegisteredKey registered{key.id(), request.caller->name, key.line()};
  const By by{request.caller->name, services.clock()};
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY(const auto known, session.find_key(registered.id));
    if (known && known->account == registered.account) return {};
    if (known)
      return fail(Errc::conflict, "key-taken",
                  "another partner has registered this key; make one of your own");
    HAAT_TRY_VOID(session.add_key(registered, by.at));
    return session.log(by, "key.registered", registered.id, {{"name", key.name}});
  }));
  return json_response(201, Json(registered).dump());
}

Result<Response> list_keys(Request& request, Services& services) {
  HAAT_TRY(auto keys, services.store.view(
                          [&](Session& session) { return session.keys_of(request.caller->name); }));
  return page_response<Json>("keys", Page<RegisteredKey>{std::move(keys), ""});
}

}  // namespace haat::server
