#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/catalogue/ingest_requests.hpp"
#include "marketplace-server/endpoints/csv.hpp"
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

constexpr std::size_t largest_certificate = 65'536;  // bytes, as provider.h allows

Result<ProviderHealth> find_provider(const std::string& id, const ProviderHost& providers) {
  for (ProviderHealth& health : providers.health())
    if (health.id == id) return std::move(health);
  return fail(Errc::not_found, "provider-unknown",
              "no provider " + printable(id) + " is configured");
}

Json interfaces_of(const ProviderHealth& health) {
  Json names = Json::array({"catalogue"});
  if (health.gives_content) names.push_back("content");
  if (health.launches_courses) names.push_back("launch");
  if (health.tells_changes) names.push_back("delta");
  if (health.gives_records) names.push_back("records");
  if (health.tells_completions) names.push_back("completions");
  if (health.tells_health) names.push_back("health");
  if (health.verifies_certificates) names.push_back("certificates");
  return names;
}

Json provider_json(const ProviderHealth& health, std::int64_t courses, const Ingest& ingest) {
  return {{"id", health.id},
          {"name", health.name},
          {"version", health.version},
          {"state", to_string(health.state)},
          {"held_back", health.held_back},
          {"sentence", health.sentence},
          {"restarts", health.restarts},
          {"since", to_rfc3339(health.since)},
          {"interfaces", interfaces_of(health)},
          {"partner", health.partner ? Json(*health.partner) : Json(nullptr)},
          {"courses", courses},
          {"completions", ingest.completions},
          {"ingest", ingest.at.empty() ? Json(nullptr) : Json(ingest)}};
}

constexpr int csv_rows_at_once = 5'000;

// By way of a file, since there may be a million of them.
Result<Response> csv_response(const std::string& provider, const std::string& verdict,
                              Services& services) {
  HAAT_TRY(IncomingFile begun, services.blobs.begin());
  const auto file = std::make_shared<IncomingFile>(std::move(begun));
  HAAT_TRY_VOID(file->write(csv_line({"row", "external_id", "verdict", "field", "reason"})));
  for (PageRequest page{"", csv_rows_at_once};;) {
    HAAT_TRY(const auto rows, services.store.view([&](Session& session) {
      return session.ingest_rows(provider, verdict, page);
    }));
    std::string lines;
    for (const IngestRow& row : rows.items)
      lines += csv_line(
          {std::to_string(row.number), row.external_id, row.verdict, row.field, row.reason});
    HAAT_TRY_VOID(file->write(lines));
    if (rows.next.empty()) break;
    page.cursor = rows.next;
  }
  Response response;
  response.content_type = "text/csv; charset=utf-8; header=present";
  response.file = FileBody{file->file().path(), 0, file->size(), file};
  return response;
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
  HAAT_TRY(auto ingests, services.store.view([](Session& session) { return session.ingests(); }));
  Json list = Json::array();
  for (const ProviderHealth& health : services.providers.health())
    list.push_back(provider_json(health, counts[health.id], ingests[health.id]));
  return json_response(200, Json{{"providers", list}, {"next", nullptr}});
}

Result<Response> start_ingest(Request& request, Services& services) {
  HAAT_TRY(const ProviderHealth health, find_provider(request.parameter("id"), services.providers));
  HAAT_TRY_VOID(
      services.store.change([&](Session& session) { return session.ask_ingest(health.id); }));
  services.ingest_requests.wake();
  return json_response(202, Json{{"provider", health.id}});
}

Result<Response> list_ingest_rows(Request& request, Services& services) {
  HAAT_TRY(const ProviderHealth health, find_provider(request.parameter("id"), services.providers));
  const std::string verdict = request.query_or("verdict", "");
  const auto answer = [&]() -> Result<Response> {
    const std::string* const accept = request.headers.find("Accept");
    if (accept != nullptr && accept->starts_with("text/csv"))
      return csv_response(health.id, verdict, services);
    HAAT_TRY(const PageRequest page, page_request(request));
    HAAT_TRY(const auto rows, services.store.view([&](Session& session) {
      return session.ingest_rows(health.id, verdict, page);
    }));
    return page_response<Json>("rows", rows);
  };
  HAAT_TRY(Response response, answer());
  response.headers.add("Vary", "Accept, Accept-Encoding");
  return response;
}

Result<Response> check_provider_health(Request& request, Services& services) {
  HAAT_TRY(const ProviderHealth health, find_provider(request.parameter("id"), services.providers));
  HAAT_TRY(const PartnerHealth partner, services.providers.check_health(health.id, request.wanted));
  return json_response(200, Json{{"partner", partner}});
}

Result<Response> show_settings_schema(Request& request, Services& services) {
  HAAT_TRY(const ProviderHealth health, find_provider(request.parameter("id"), services.providers));
  HAAT_TRY(std::string schema, services.providers.settings_schema(health.id));
  return json_response(200, std::move(schema));
}

Result<Response> list_completions(Request& request, Services& services) {
  HAAT_TRY(const ProviderHealth health, find_provider(request.parameter("id"), services.providers));
  HAAT_TRY(const PageRequest page, page_request(request));
  HAAT_TRY(const auto completions, services.store.view([&](Session& session) {
    return session.completions(health.id, request.query_or("verdict", ""), page);
  }));
  return page_response<Json>("completions", completions);
}

Result<Response> verify_certificate(Request& request, Services& services) {
  HAAT_TRY(const ProviderHealth health, find_provider(request.parameter("id"), services.providers));
  const auto certificate = Json::parse(request.json).at("certificate").get<std::string>();
  if (certificate.find('\0') != std::string::npos || certificate.size() > largest_certificate)
    return fail(Errc::invalid_argument, "certificate-invalid",
                "a certificate is presented as text without NUL, of at most " +
                    std::to_string(largest_certificate) + " bytes");
  HAAT_TRY(const CertificateAnswer answer,
           services.providers.verify(health.id, certificate, request.wanted));
  return json_response(200, Json{{"certificate", answer}});
}

Result<Response> list_offers(Request& request, Services& services) {
  const std::string& provider = request.parameter("id");
  HAAT_TRY(const ProviderHealth health, find_provider(provider, services.providers));
  HAAT_TRY(const PageRequest page, page_request(request));
  HAAT_TRY(const auto offers,
           services.store.view([&](Session& session) { return session.offers(provider, page); }));
  Page<Json> courses{{}, offers.next};
  for (const OfferedCourse& offer : offers.items) {
    courses.items.push_back(offer);
    courses.items.back()["launches"] = health.launches_courses && !offer.gone_at;
  }
  return page_response<Json>("courses", courses);
}

// Asked each time, since it may be another tomorrow. That it is https, the host has seen to.
Result<Response> show_launch_address(Request& request, Services& services) {
  const std::string& provider = request.parameter("id");
  HAAT_TRY_VOID(find_provider(provider, services.providers));
  HAAT_TRY(const OfferedCourse offer,
           find_offer(provider, request.parameter("external_id"), services));
  HAAT_TRY(const std::string address,
           services.providers.launch_address(provider, offer.external_id, request.wanted));
  return json_response(200, Json{{"launch", {{"address", address}}}});
}

Result<Response> submit_offer(Request& request, Services& services) {
  const std::string& provider = request.parameter("id");
  HAAT_TRY_VOID(find_provider(provider, services.providers));
  const auto handed = take_offer(provider, request.parameter("external_id"),
                                 tagging_of(Json::parse(request.json)), *request.caller, services);
  if (!handed) return refusal_response(handed.error());
  return handed_in_response(*handed, request, services);
}

}  // namespace haat::server
