#include <charconv>

#include "plugins/partner/health.hpp"
#include "plugins/partner/listing.hpp"
#include "plugins/partner/settings.hpp"
#include "plugins/sunbird/content_service.hpp"
#include "plugins/sunbird/course.hpp"
#include "plugins/sunbird/settings_schema.hpp"

namespace sunbird {

namespace {

using haat::provider::bad_data;
using haat::provider::Health;
using haat::provider::not_found;
using haat::provider::Page;
using partner::Json;
using partner::page_size;

constexpr std::string_view cursor_begins = "offset:";
constexpr double most_counted = 1e15;
constexpr std::size_t window = 10'000;  // Elasticsearch shows no more of one search

std::size_t offset_of(const std::string& cursor) {
  if (cursor.empty()) return 0;
  std::size_t offset = 0;
  const char* const last = cursor.data() + cursor.size();
  if (cursor.rfind(cursor_begins, 0) == 0) {
    const auto [end, error] = std::from_chars(cursor.data() + cursor_begins.size(), last, offset);
    if (error == std::errc() && end == last && offset % page_size == 0 && offset > 0 &&
        offset < window)
      return offset;
  }
  throw not_found("the cursor is none of this provider's");
}

Terms read_terms(std::string_view json) {
  const partner::Settings settings(json);
  Terms terms;
  terms.url = settings.url("url", "https://sunbird.example.org");
  terms.api_key = settings.text_or("api_key", "");
  terms.search = "/api/" + settings.text_or("search", "content") + "/v1/search";
  terms.primary_categories = settings.texts_or("primary_categories", {"Course"});
  terms.mediums = settings.texts_or("mediums", {});
  terms.channel = settings.text_or("channel", "");
  return terms;
}

}  // namespace

// A platform built on Sunbird, such as DIKSHA: its courses by search, their packages as ECAR.
class Sunbird final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  static constexpr const char* settings_schema = sunbird::settings_schema;

  void open() override { terms_ = read_terms(host().settings()); }

  Page list(const std::string& cursor) override {
    const std::size_t offset = offset_of(cursor);
    const std::string who = partner::host_of(terms_.url);
    ContentService service(terms_, host().http());
    const Json result = service.search(offset, page_size);
    const double count = count_of(result, who);
    partner::Listing page(host());
    const Json rows = rows_of(result, count > 0, who);
    for (const Json& row : rows)
      page.add("course " + partner::text_if_any(row, {"identifier"}),
               [&] { return read_course(row); });
    return page.take(cursor_after(offset, count, rows.empty(), who));
  }

  void fetch(const std::string& external_id, const haat::provider::Bytes& into) override {
    ContentService service(terms_, host().http());
    // Without the key: it is another host's.
    service.service().download({"GET", service.download_url(external_id)}, into);
  }

  Health health() override {
    return partner::health_of([&]() -> Health {
      ContentService service(terms_, host().http());
      const std::string who = partner::host_of(terms_.url);
      const double count = count_of(service.search(0, 1), who);
      return {Health::ok, who + " answers, its search finds courses: " +
                              std::to_string(static_cast<std::uint64_t>(count))};
    });
  }

 private:
  static double count_of(const Json& result, const std::string& who) {
    const auto count = partner::number_if_any(result, {"count"});
    if (!count || !(*count >= 0 && *count < most_counted))
      throw bad_data(who + " answered without a number \"count\"");
    return *count;
  }

  // A search that finds nothing has no `content`.
  static Json rows_of(const Json& result, bool due, const std::string& who) {
    const Json* const rows = partner::find(result, {"content"});
    if (rows == nullptr && !due) return Json::array();
    if (rows == nullptr || !rows->is_array())
      throw bad_data(who +
                     " answered without a list \"content\": is that another version of the API?");
    if (rows->size() > page_size)
      throw bad_data(who + " answered a page of " + std::to_string(rows->size()) +
                     " courses where " + std::to_string(page_size) + " were asked for");
    return *rows;
  }

  std::string cursor_after(std::size_t offset, double count, bool empty,
                           const std::string& who) const {
    const std::size_t next = offset + page_size;
    if (static_cast<double>(next) >= count) return {};
    if (empty)
      throw bad_data(who + " says that there are more than " + std::to_string(offset) +
                     " courses, but shows none of the others");
    if (next < window) return std::string(cursor_begins) + std::to_string(next);
    host().log(HAAT_LOG_WARNING,
               "the search shows no more than " + std::to_string(window) +
                   " courses; narrow it with \"mediums\" or \"channel\" to see the others");
    return {};
  }

  Terms terms_;
};

}  // namespace sunbird

HAAT_PROVIDER(sunbird::Sunbird, "haat.sunbird", "Sunbird", "Haat", "1.0.0")
