#include "core/json/json.hpp"
#include "marketplace-server/endpoints/catalogue_answer.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

Result<Json> change_json(const CatalogueChange& change, Session& session) {
  Json json{{"number", change.number},
            {"at", to_rfc3339(change.at)},
            {"kind", change.kind},
            {"course", change.course}};
  HAAT_TRY(const auto release, session.find_release(change.release));
  if (!release) return json;
  json["version"] = release->course.version;
  json["digest"] = release->digest;
  return json;
}

}  // namespace

// "next" is what to say as "since" next time, also when there is nothing more yet: whoever follows
// the catalogue asks for it again and again, and is told 304 while nothing happens.
Result<Response> list_changes(Request& request, Services& services) {
  HAAT_TRY(const PageRequest page, page_request(request));
  HAAT_TRY(const std::int64_t since, parse_cursor(request.query_or("since", ""), 0));
  return catalogue_answer(
      request, services, Names::nothing, [&](Session& session) -> Result<Response> {
        HAAT_TRY(const auto changes, session.changes(since, page.limit + 1));
        Json list = Json::array();
        std::int64_t next = since;
        for (const CatalogueChange& change : changes) {
          if (list.size() == static_cast<std::size_t>(page.limit)) break;
          HAAT_TRY(Json json, change_json(change, session));
          list.push_back(std::move(json));
          next = change.number;
        }
        const bool more = changes.size() > list.size();
        return json_response(
            200, Json{{"changes", list}, {"next", std::to_string(next)}, {"more", more}});
      });
}

}  // namespace haat::server
