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

Result<Release> find_live(const Request& request, Services& services) {
  const std::string& id = request.parameter("id");
  HAAT_TRY(auto release,
           services.store.view([&](Session& session) { return session.find_live(id); }));
  if (!release)
    return fail(Errc::not_found, "course-unknown", "there is no live course " + printable(id));
  return std::move(*release);
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
  HAAT_TRY(const Release release, find_live(request, services));
  return json_response(200, Json{{"course", release}}.dump());
}

Result<Response> download_course(Request& request, Services& services) {
  HAAT_TRY(const Release release, find_live(request, services));
  return package_response(request, release.blob,
                          release.course.id + "-" + release.course.version + ".zip", services);
}

}  // namespace haat::server
