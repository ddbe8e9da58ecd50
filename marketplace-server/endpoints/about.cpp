#include "core/json/json.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/endpoints/openapi.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"

namespace haat::server {

Result<Response> show_health(Request&, Services&) {
  return json_response(200, Json{{"status", "ok"}, {"version", HAAT_VERSION}});
}

Result<Response> show_openapi(Request&, Services&) {
  return json_response(200, openapi_document());
}

Result<Response> show_key(Request&, Services& services) {
  const PublicKey& key = services.key.public_key();
  return json_response(200, Json{{"key", key.line()}, {"id", key.id()}});
}

}  // namespace haat::server
