#include "core/json/json.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/endpoints/openapi.hpp"
#include "marketplace-server/operation/metrics.hpp"
#include "marketplace-server/operation/readiness.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"

namespace haat::server {

Result<Response> show_health(Request&, Services&) {
  return json_response(200, Json{{"status", "ok"}, {"version", HAAT_VERSION}});
}

Result<Response> show_ready(Request&, Services& services) {
  bool ready = true;
  Json checks = Json::object();
  for (const Readiness::Check& check : services.readiness.look()) {
    ready = ready && check.good;
    checks[check.name] = {{"good", check.good}, {"says", check.sentence}};
  }
  return json_response(ready ? 200 : 503,
                       Json{{"status", ready ? "ready" : "not ready"}, {"checks", checks}});
}

Result<Response> show_metrics(Request&, Services& services) {
  Response response;
  HAAT_TRY(response.body, services.metrics.text());
  response.content_type = Metrics::media_type;
  return response;
}

Result<Response> show_openapi(Request&, Services&) {
  return json_response(200, openapi_document());
}

Result<Response> show_key(Request&, Services& services) {
  const PublicKey& key = services.key.public_key();
  return json_response(200, Json{{"key", key.line()}, {"id", key.id()}});
}

}  // namespace haat::server
