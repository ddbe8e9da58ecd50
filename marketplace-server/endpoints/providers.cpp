#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/endpoints/submission_response.hpp"
#include "marketplace-server/review/provider_submission.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"
#include "sdk/host/provider_host.hpp"

namespace haat::server {
namespace {

Result<void> must_exist(const std::string& id, const ProviderHost& providers) {
  for (const ProviderHealth& health : providers.health())
    if (health.id == id) return {};
  return fail(Errc::not_found, "provider-unknown",
              "no provider " + printable(id) + " is configured");
}

Json provider_json(const ProviderHealth& health, std::int64_t courses) {
  return {{"id", health.id},
          {"name", health.name},
          {"version", health.version},
          {"state", to_string(health.state)},
          {"sentence", health.sentence},
          {"restarts", health.restarts},
          {"since", to_rfc3339(health.since)},
          {"courses", courses}};
}

Tagging tagging_of(const Json& body) {
  Tagging tagging;
  tagging.course_id = body.at("course_id").get<std::string>();
  for (const Json& tag : body.value("competencies", Json::array()))
    tagging.competencies.push_back({tag.at("id").get<std::string>(), tag.value("level", 0)});
  tagging.title = body.value("title", Translated{});
  tagging.description = body.value("description", Translated{});
  tagging.version = body.value("version", "");
  tagging.duration = body.value("duration", "");
  tagging.licence = body.value("licence", "");
  return tagging;
}

}  // namespace

Result<Response> list_providers(Request&, Services& services) {
  HAAT_TRY(auto counts,
           services.store.view([](Session& session) { return session.offer_counts(); }));
  Json list = Json::array();
  for (const ProviderHealth& health : services.providers.health())
    list.push_back(provider_json(health, counts[health.id]));
  return json_response(200, Json{{"providers", list}, {"next", nullptr}}.dump(
                                -1, ' ', false, Json::error_handler_t::replace));
}

Result<Response> list_offers(Request& request, Services& services) {
  const std::string& provider = request.parameter("id");
  HAAT_TRY_VOID(must_exist(provider, services.providers));
  HAAT_TRY(const PageRequest page, page_request(request));
  HAAT_TRY(const auto offers,
           services.store.view([&](Session& session) { return session.offers(provider, page); }));
  return page_response<Json>("courses", offers);
}

Result<Response> submit_offer(Request& request, Services& services) {
  const std::string& provider = request.parameter("id");
  HAAT_TRY_VOID(must_exist(provider, services.providers));
  return created_response(take_offer(provider, request.parameter("external_id"),
                                     tagging_of(Json::parse(request.json)), *request.caller,
                                     services));
}

}  // namespace haat::server
