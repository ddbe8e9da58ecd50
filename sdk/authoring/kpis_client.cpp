#include "sdk/authoring/kpis_client.hpp"

#include "core/json/json.hpp"
#include "sdk/authoring/client_connection.hpp"

namespace haat {
namespace {

Kpis read(const Json& json) {
  const Json& submissions = json.at("submissions");
  const Json& courses = json.at("courses");
  const Json& decisions = json.at("decisions");
  Kpis kpis;
  submissions.at("by_state").get_to(kpis.submissions);
  submissions.at("by_partner").get_to(kpis.by_partner);
  courses.at("listed").get_to(kpis.courses);
  courses.at("without_competencies").get_to(kpis.without_competencies);
  courses.at("by_area").get_to(kpis.areas);
  courses.at("by_language").get_to(kpis.languages);
  decisions.at("accepted").get_to(kpis.accepted);
  decisions.at("rejected").get_to(kpis.rejected);
  if (const Json& median = decisions.at("median_days"); !median.is_null())
    kpis.median_days = median.get<double>();
  json.at("completions").at("by_verdict").get_to(kpis.completions);
  if (const Json checks = json.value("checks", Json()); checks.is_object()) {
    checks.at("waiting").get_to(kpis.checks);
    checks.at("last_minute").get_to(kpis.checked_lately);
    if (const Json& oldest = checks.at("oldest_seconds"); !oldest.is_null())
      kpis.oldest_check = oldest.get<std::int64_t>();
  }
  json.at("storage").at("packages").get_to(kpis.packages);
  json.at("storage").at("bytes").get_to(kpis.bytes);
  return kpis;
}

}  // namespace

Result<Kpis> fetch_kpis(const std::string& server, const std::string& token) {
  HAAT_TRY(const auto connection, MarketplaceClient::Connection::open(server, token));
  HAAT_TRY(std::string text, connection->get("/api/v1/kpis"));
  HAAT_TRY(const Json json, parse_json(text, "the server's answer"));
  try {
    Kpis kpis = read(json);
    kpis.json = std::move(text);
    return kpis;
  } catch (const Json::exception&) {
    return fail(Errc::corrupt, "answer-invalid",
                server + " tells nothing that this haat can read; is it a marketplace?");
  }
}

}  // namespace haat
