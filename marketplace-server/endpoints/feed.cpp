#include "core/xml/xml_element.hpp"
#include "marketplace-server/catalogue/catalogue.hpp"
#include "marketplace-server/endpoints/catalogue_answer.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr int most_entries = 50;
constexpr const char* path = "/api/v1/feed.atom";

XmlElement text(const char* name, const std::string& value) {
  return {.name = name, .text = value};
}

XmlElement link(const char* relation, const char* type, const std::string& address) {
  return {.name = "link", .attributes = {{"rel", relation}, {"type", type}, {"href", address}}};
}

XmlElement entry_of(const CatalogueChange& change, const Release& release,
                    const std::string& base) {
  const Course& course = release.course;
  const std::string address = base + "/api/v1/courses/" + course.id;
  XmlElement entry{.name = "entry"};
  entry.children = {
      text("id", "urn:haat:release:" + course.id + ":" + course.version),
      text("title", std::string(in_language(course.title, "en"))),
      text("updated", to_rfc3339(change.at)),
      text("published", to_rfc3339(release.published_at)),
      {.name = "author",
       .children = {text("name", course.provider.empty() ? course.id : course.provider)}},
      link("alternate", "application/json", address),
      link("enclosure", "application/zip", address + "/package")};
  for (const CompetencyTag& tag : course.competencies)
    entry.children.push_back({.name = "category", .attributes = {{"term", tag.id}}});
  if (!course.licence.empty()) entry.children.push_back(text("rights", course.licence));
  const std::string summary(in_language(course.description, "en"));
  if (!summary.empty()) entry.children.push_back(text("summary", summary));
  return entry;
}

}  // namespace

Result<Response> show_feed(Request& request, Services& services) {
  return catalogue_answer(
      request, services, Names::this_server, [&](Session& session) -> Result<Response> {
        const std::string base = base_url(request, services);
        HAAT_TRY(const Catalogue::State state, services.catalogue.follow(session));
        HAAT_TRY(const auto published, session.newest_published(most_entries));
        XmlElement feed{.name = "feed", .attributes = {{"xmlns", "http://www.w3.org/2005/Atom"}}};
        feed.children = {text("id", "urn:haat:marketplace:" + services.key.public_key().id()),
                         text("title", "Courses of " + base),
                         text("updated", to_rfc3339(state.at.value_or(Time{}))),
                         link("self", "application/atom+xml", base + path)};
        for (const CatalogueChange& change : published) {
          HAAT_TRY(const auto release, session.find_release(change.release));
          if (release) feed.children.push_back(entry_of(change, *release, base));
        }
        Response response;
        response.content_type = "application/atom+xml; charset=utf-8";
        response.body = to_xml(feed);
        return response;
      });
}

}  // namespace haat::server
