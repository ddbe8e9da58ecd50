#include <algorithm>
#include <charconv>
#include <chrono>

#include "plugins/moodle/completions.hpp"
#include "plugins/moodle/courses.hpp"
#include "plugins/moodle/health.hpp"
#include "plugins/moodle/packages.hpp"
#include "plugins/moodle/settings_schema.hpp"
#include "plugins/moodle/site.hpp"
#include "plugins/partner/health.hpp"
#include "plugins/partner/listing.hpp"
#include "plugins/partner/settings.hpp"

namespace moodle {

namespace {

using haat::provider::Course;
using haat::provider::Health;
using haat::provider::not_found;
using haat::provider::Page;
using partner::Json;
using std::chrono::steady_clock;

constexpr std::chrono::seconds fresh{60};

Terms read_terms(std::string_view json) {
  const partner::Settings settings(json);
  return {settings.url("url", "https://moodle.example.org"), settings.text("token"),
          settings.number_or("category", 0), settings.flag("completions")};
}

// The number behind the first `skip` characters, as we write it; 0 if it is none.
std::int64_t number_of(const std::string& text, std::size_t skip = 0) {
  std::int64_t number = 0;
  if (text.size() <= skip || text[skip] < '1' || text[skip] > '9') return 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data() + skip, last, number);
  return error == std::errc() && end == last ? number : 0;
}

// ">7": what comes behind the course 7.
std::int64_t behind(const std::string& cursor) {
  if (cursor.empty()) return 0;
  const std::int64_t number = cursor[0] == '>' ? number_of(cursor, 1) : 0;
  if (number == 0) throw not_found("the cursor is none of this provider's");
  return number;
}

}  // namespace

// A Moodle, by its web services. It tells of all its courses at once, so they are kept for a minute
// for the pages that follow the first.
class Moodle final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  static constexpr const char* settings_schema = moodle::settings_schema;

  void open() override { terms_ = read_terms(host().settings()); }

  Page list(const std::string& cursor) override {
    const std::int64_t last = behind(cursor);
    Site site(terms_, host().http());
    if (cursor.empty()) read_again(site);
    keep_fresh(site);
    auto row = rows_.upper_bound(last);
    std::vector<std::int64_t> ids;
    const auto begin = row;
    for (; row != rows_.end() && ids.size() < partner::page_size; ++row) ids.push_back(row->first);
    const auto packages = packages_of(site, ids);
    partner::Listing page(host());
    std::for_each(begin, row, [&](const auto& one) {
      page.add("course " + std::to_string(one.first), [&] {
        Course course = read_course(one.second);
        course.has_package = packages.count(one.first) > 0;
        return course;
      });
    });
    return page.take(row == rows_.end() ? "" : ">" + std::to_string(ids.back()));
  }

  void fetch(const std::string& external_id, const haat::provider::Bytes& into) override {
    const std::int64_t id = number_of(external_id);
    if (id == 0) throw not_found("that is no number of a course");
    Site site(terms_, host().http());
    const auto packages = list_packages(site, {id});
    const auto package = packages.find(id);
    if (package == packages.end()) throw not_found("the course " + external_id + " has no package");
    site.download(package->second, into);
  }

  // Nothing unless the operator wants it: these are people, and many requests.
  haat::provider::Completions completions(const std::string& cursor) override {
    if (!terms_.completions) return {{}, cursor.empty() ? "none" : cursor};
    const std::time_t now = std::time(nullptr);
    Round round = read_round(cursor, now);
    if (round.is_over && !is_due(round, now)) return {{}, cursor};
    if (round.is_over) round = {now};
    Site site(terms_, host().http());
    keep_fresh(site);
    return list_completions(site, rows_, round, complain());
  }

  Health health() override {
    return partner::health_of([&] {
      Site site(terms_, host().http());
      return health_of(site);
    });
  }

 private:
  void read_again(Site& site) {
    rows_ = list_courses(site, terms_.category, complain());
    read_ = steady_clock::now();
  }

  void keep_fresh(Site& site) {
    if (steady_clock::now() > read_ + fresh) read_again(site);
  }

  std::function<void(const std::string&)> complain() const {
    return [this](const std::string& line) { host().log(HAAT_LOG_WARNING, line); };
  }

  // Courses without their packages are better than none.
  std::map<std::int64_t, std::string> packages_of(Site& site,
                                                  const std::vector<std::int64_t>& ids) const {
    if (ids.empty()) return {};
    try {
      return list_packages(site, ids);
    } catch (const SiteError& error) {
      if (error.code() != "accessexception") throw;
      host().log(HAAT_LOG_WARNING, std::string("no course has a package: ") + error.what());
      return {};
    }
  }

  Terms terms_;
  std::map<std::int64_t, Json> rows_;
  steady_clock::time_point read_{};
};

}  // namespace moodle

HAAT_PROVIDER(moodle::Moodle, "haat.moodle", "Moodle", "Haat", "1.0.0")
