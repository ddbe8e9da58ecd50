#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/endpoints/catalogue_answer.hpp"
#include "marketplace-server/endpoints/course_query.hpp"
#include "marketplace-server/endpoints/course_shape.hpp"
#include "marketplace-server/endpoints/package_file.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

tl::unexpected<Error> not_served(const Release& last) {
  const std::string id = last.course.id;
  if (last.state == State::taken_down)
    return fail(Errc::not_found, "course-taken-down",
                "version " + last.course.version + " of " + id +
                    " was taken down and its release revoked; do not use copies of it");
  return fail(Errc::not_found, "course-retired", id + " was retired; it is not given out any more");
}

Result<Release> served_release(const Request& request, Session& session) {
  const std::string& id = request.parameter("id");
  HAAT_TRY(auto release, session.find_served(id));
  if (release) return std::move(*release);
  HAAT_TRY(const auto last, session.find_newest(id));
  if (last) return not_served(*last);
  return fail(Errc::not_found, "course-unknown", "there is no live course " + printable(id));
}

// A rare value of a facet with very many is found by searching for it, not by reading on.
constexpr std::size_t most_values = 100;

Json values_json(Facet facet, const std::vector<FacetCount>& counts, const Dictionary& dictionary) {
  Json list = Json::array();
  for (const FacetCount& count : counts) {
    if (list.size() == most_values) break;
    Json value{{"value", count.value}, {"courses", count.courses}};
    const Term* term = facet < Facet::tag ? dictionary.find(count.value) : nullptr;
    if (term) value["name"] = term->name;
    list.push_back(std::move(value));
  }
  return list;
}

Json facets_json(const CoursePage& page, const std::set<Facet>& wanted,
                 const Dictionary& dictionary) {
  Json facets = Json::object();
  for (const Facet facet : wanted) {
    const auto counts = page.facets.find(facet);
    facets[std::string(to_string(facet))] = counts == page.facets.end()
                                                ? Json::array()
                                                : values_json(facet, counts->second, dictionary);
  }
  return facets;
}

}  // namespace

Result<Response> list_courses(Request& request, Services& services) {
  HAAT_TRY(const FacetedQuery asked, course_query(request));
  return catalogue_answer(
      request, services, Names::nothing, [&](Session& session) -> Result<Response> {
        HAAT_TRY(const CoursePage page, services.catalogue.search(session, asked.query));
        Json json{{"courses", page.releases.items}, {"next", or_null<Json>(page.releases.next)}};
        if (page.corrected) json["corrected"] = *page.corrected;
        if (!asked.facets.empty()) {
          json["total"] = page.total;
          json["facets"] = facets_json(page, asked.facets, services.catalogue.dictionary());
        }
        return json_response(200, json);
      });
}

Result<Response> suggest_courses(Request& request, Services& services) {
  return catalogue_answer(
      request, services, Names::nothing, [&](Session& session) -> Result<Response> {
        HAAT_TRY(const auto suggestions,
                 services.catalogue.suggest(session, request.query_or("q", "")));
        Json list = Json::array();
        for (const Suggestion& each : suggestions)
          list.push_back({{"kind", each.kind == Suggestion::Kind::course ? "course" : "competency"},
                          {"id", each.id},
                          {"text", each.text}});
        return json_response(200, Json{{"suggestions", list}});
      });
}

Result<Response> find_course(Request& request, Services& services) {
  return catalogue_answer(
      request, services, Names::nothing, [&](Session& session) -> Result<Response> {
        HAAT_TRY(Release release, served_release(request, session));
        HAAT_TRY(const ReleaseAges ages, session.ages(release.submission));
        return json_response(200, Json{{"course", ListedRelease{std::move(release), ages}}});
      });
}

Result<Response> list_versions(Request& request, Services& services) {
  const std::string& id = request.parameter("id");
  HAAT_TRY(auto releases,
           services.store.view([&](Session& session) { return session.releases_of(id); }));
  if (releases.empty())
    return fail(Errc::not_found, "course-unknown", "there is no course " + printable(id));
  return page_response<Json>("versions", Page<Release>{std::move(releases), ""});
}

Result<Response> download_course(Request& request, Services& services) {
  HAAT_TRY(const Release release,
           services.store.view([&](Session& session) { return served_release(request, session); }));
  return published_package_response(
      request, release.blob, release.course.id + "-" + release.course.version + ".zip", services);
}

}  // namespace haat::server
