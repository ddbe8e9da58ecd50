#include <charconv>
#include <optional>

#include "plugins/open-edx/access.hpp"
#include "plugins/open-edx/course.hpp"
#include "plugins/open-edx/settings_schema.hpp"
#include "plugins/partner/health.hpp"
#include "plugins/partner/listing.hpp"
#include "plugins/partner/settings.hpp"
#include "plugins/partner/url.hpp"

namespace open_edx {

namespace {

using haat::provider::bad_data;
using haat::provider::bad_settings;
using haat::provider::Health;
using haat::provider::not_found;
using haat::provider::Response;
using partner::Json;
using partner::Settings;
using partner::WebService;

constexpr long most_pages = 100'000;
constexpr std::string_view cursor_begins = "page:";

// The page that a cursor names; the first one has none.
long page_of(const std::string& cursor) {
  if (cursor.empty()) return 1;
  long page = 0;
  const char* const last = cursor.data() + cursor.size();
  if (cursor.rfind(cursor_begins, 0) == 0) {
    const auto [end, error] = std::from_chars(cursor.data() + cursor_begins.size(), last, page);
    if (error == std::errc() && end == last && page > 1 && page <= most_pages) return page;
  }
  throw not_found("the cursor is none of this provider's");
}

// The two services page alike, but the course API puts it into an object of its own.
const Json& paging_of(const Json& answer) {
  const Json* const pagination = partner::find(answer, {"pagination"});
  return pagination == nullptr ? answer : *pagination;
}

// For a sentence; empty where it is not told.
std::string count_of(const Json& answer) {
  const Json* const count = partner::find(paging_of(answer), {"count"});
  if (count == nullptr || !count->is_number_unsigned()) return {};
  return ", its courses are " + std::to_string(count->get<std::uint64_t>());
}

std::string next_of(const Json& answer, const std::string& who) {
  const Json* const next = partner::find(paging_of(answer), {"next"});
  if (next == nullptr) return {};
  if (!next->is_string()) throw bad_data(who + " answered a \"next\" that is no URL");
  return next->get<std::string>();
}

}  // namespace

// The catalogue of an Open edX platform: its LMS's course API, or its discovery service, which
// tells more of a course.
class OpenEdx final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  static constexpr const char* settings_schema = open_edx::settings_schema;

  void open() override {
    const Settings settings(host().settings());
    const std::string url = settings.url("url", "https://lms.example.org");
    if (settings.has("client_id") != settings.has("client_secret"))
      throw bad_settings(
          "of the settings \"client_id\" and \"client_secret\" one is of no use without the other");
    access_.emplace(Access::Credentials{url, settings.text_or("client_id", ""),
                                        settings.text_or("client_secret", "")});
    has_discovery_ = settings.has("discovery");
    if (has_discovery_ && settings.has("organization"))
      throw bad_settings(
          "the setting \"organization\" narrows the LMS's course API only, so it cannot stand "
          "beside \"discovery\"");
    courses_ = has_discovery_
                   ? settings.url("discovery", "https://discovery.example.org") + "/api/v1/courses/"
                   : url + "/api/courses/v1/courses/";
    organization_ = settings.text_or("organization", "");
  }

  haat::provider::Page list(const std::string& cursor) override {
    const long number = page_of(cursor);
    WebService service(host().http());
    const std::string who = partner::host_of(courses_);
    const Json answer = ask(service, number, partner::page_size);
    partner::Listing page(host());
    for (const Json& row : results_of(answer, who)) add(row, page);
    return page.take(cursor_after(number, next_of(answer, who), who));
  }

  Health health() override {
    return partner::health_of([&]() -> Health {
      WebService service(host().http());
      const std::string who = partner::host_of(courses_);
      const Json answer = ask(service, 1, 1);
      results_of(answer, who);
      return {Health::ok, who + " answers" + count_of(answer)};
    });
  }

 private:
  Json ask(WebService& service, long page, std::size_t size) {
    const std::string who = partner::host_of(courses_);
    const Response response = access_->get(service, url_of(page, size));
    if (response.status == 404 && page > 1)
      throw not_found("the catalogue has no page " + std::to_string(page) + " any more");
    if (response.status != 200) throw partner::fault_of(response, who);
    return partner::parse_json(response.body, who);
  }

  std::string url_of(long page, std::size_t size) const {
    std::vector<partner::Field> query{{"page", std::to_string(page)},
                                      {"page_size", std::to_string(size)}};
    if (!organization_.empty()) query.emplace_back("org", organization_);
    return courses_ + "?" + partner::form(query);
  }

  static const Json& results_of(const Json& answer, const std::string& who) {
    const Json* const results = partner::find(answer, {"results"});
    if (results == nullptr || !results->is_array())
      throw bad_data(who +
                     " answered without a list \"results\": is that another version of the API?");
    if (results->size() > HAAT_MAX_PAGE_COURSES)
      throw bad_data(who + " answered a page of " + std::to_string(results->size()) +
                     " courses where " + std::to_string(partner::page_size) + " were asked for");
    return *results;
  }

  void add(const Json& row, partner::Listing& page) const {
    if (const Json* const hidden = partner::find(row, {"hidden"});
        hidden != nullptr && *hidden == true)
      return;
    const char* const id = has_discovery_ ? "key" : "course_id";
    page.add("course " + partner::text_if_any(row, {id}),
             [&] { return has_discovery_ ? read_discovery_course(row) : read_lms_course(row); });
  }

  // A page that leads anywhere but to the one after it leads round and round.
  static std::string cursor_after(long page, const std::string& next, const std::string& who) {
    if (next.empty()) return {};
    const std::string after = std::to_string(page + 1);
    if (partner::query_value(partner::address_of(next).query, "page") != after)
      throw bad_data(who + " leads from page " + std::to_string(page) +
                     " to another one than page " + after);
    if (page >= most_pages)
      throw bad_data(who + " goes on after " + std::to_string(most_pages) +
                     " pages, so its list has no end");
    return std::string(cursor_begins) + after;
  }

  std::optional<Access> access_;
  std::string courses_;  // where they are listed
  std::string organization_;
  bool has_discovery_ = false;
};

}  // namespace open_edx

HAAT_PROVIDER(open_edx::OpenEdx, "haat.open-edx", "Open edX", "Haat", "1.0.0")
