#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/endpoints/package_file.hpp"
#include "marketplace-server/endpoints/page.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
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

Result<Release> find_served(const Request& request, Services& services) {
  const std::string& id = request.parameter("id");
  return services.store.view([&](Session& session) -> Result<Release> {
    HAAT_TRY(auto release, session.find_served(id));
    if (release) return std::move(*release);
    HAAT_TRY(const auto last, session.find_newest(id));
    if (last) return not_served(*last);
    return fail(Errc::not_found, "course-unknown", "there is no live course " + printable(id));
  });
}

}  // namespace

Result<Response> list_courses(Request& request, Services& services) {
  HAAT_TRY(const PageRequest page, page_request(request));
  const std::string query = request.query_or("q", "");
  HAAT_TRY(const auto courses,
           services.store.view([&](Session& session) { return session.live(query, page); }));
  return page_response<Json>("courses", courses);
}

Result<Response> find_course(Request& request, Services& services) {
  HAAT_TRY(const Release release, find_served(request, services));
  return json_response(200, Json{{"course", release}}.dump());
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
  HAAT_TRY(const Release release, find_served(request, services));
  return package_response(request, release.blob,
                          release.course.id + "-" + release.course.version + ".zip", services);
}

}  // namespace haat::server
