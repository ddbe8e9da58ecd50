#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/qa/rule.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/review/policy_in_force.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/screening/rescan.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

tl::unexpected<Error> invalid(const std::string& why) {
  return fail(Errc::invalid_argument, "scan-invalid", why);
}

Result<void> judge(const Pattern& pattern, const Screening& screening) {
  if (pattern.digests.empty() && pattern.words.empty() && pattern.rules.empty() && !pattern.clamd)
    return invalid("say what to look for: digests, words, rules or clamd");
  for (const std::string& rule : pattern.rules)
    if (!find_rule(rule)) return invalid("there is no rule \"" + printable(rule) + "\"");
  if (pattern.clamd && screening.clamd.empty())
    return invalid("this marketplace has no malware scanner; its policy names one with \"clamd\"");
  return {};
}

}  // namespace

Result<Response> create_scan(Request& request, Services& services) {
  Json body = Json::parse(request.json);
  Scan scan;
  scan.id = random_hex(8);
  scan.by = request.caller->name;
  scan.at = services.clock();
  scan.reason = body.at("reason").get<std::string>();
  if (body.contains("act")) scan.act = body.at("act") == "flag" ? "flag" : "take_down";
  body.erase("reason");
  body.erase("act");
  scan.pattern = body.dump();
  HAAT_TRY_VOID(judge(pattern_of_json(scan.pattern), services.policy->screening));
  HAAT_TRY_VOID(services.store.change([&](Session& session) -> Result<void> {
    HAAT_TRY_VOID(session.add_scan(scan));
    return session.log({scan.by, scan.at}, "scan.ordered", scan.id,
                       {{"act", scan.act}, {"pattern", scan.pattern}, {"reason", scan.reason}});
  }));
  Response response = json_response(202, Json{{"scan", scan}});
  response.headers.add("Location", "/api/v1/scans/" + scan.id);
  return response;
}

Result<Response> list_scans(Request& request, Services& services) {
  HAAT_TRY(const PageRequest page, page_request(request));
  HAAT_TRY(const auto scans,
           services.store.view([&](Session& session) { return session.scans(page); }));
  return page_response<Json>("scans", scans);
}

Result<Response> find_scan(Request& request, Services& services) {
  const std::string& id = request.parameter("id");
  return services.store.view([&](Session& session) -> Result<Response> {
    HAAT_TRY(const auto scan, session.find_scan(id));
    if (!scan) return fail(Errc::not_found, "scan-unknown", "there is no scan " + printable(id));
    HAAT_TRY(const auto hits, session.scan_hits(id));
    return json_response(200, Json{{"scan", *scan}, {"found", hits}});
  });
}

}  // namespace haat::server
