#include <algorithm>

#include "core/json/json.hpp"
#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/search_text.hpp"
#include "marketplace-server/store/session.hpp"
#include "marketplace-server/store/text_index.hpp"

namespace haat::server {
namespace {

// Of the index: to be raised with every change of what search_text(), facets_of() or title_key()
// make of a course, so that servers index anew what they have.
constexpr std::int64_t index_version = 1;

std::string all_languages(const Translated& text) {
  std::string joined;
  for (const auto& [language, words] : text) joined += words + "\n";
  return joined;
}

std::string competency_ids(const Course& course) {
  std::string joined;
  for (const CompetencyTag& tag : course.competencies) joined += tag.id + " ";
  return joined;
}

std::string facets_json(const std::vector<FacetValue>& facets) {
  Json list = Json::array();
  for (const FacetValue& each : facets) {
    list.push_back(to_string(each.facet));
    list.push_back(each.value);
  }
  return list.dump();
}

std::vector<FacetValue> parse_facets(const std::string& text) {
  std::vector<FacetValue> facets;
  const Json list = Json::parse(text);
  for (std::size_t i = 0; i + 1 < list.size(); i += 2)
    if (const auto facet = parse_facet(list[i].get_ref<const std::string&>()))
      facets.push_back({*facet, list[i + 1].get<std::string>()});
  return facets;
}

CatalogueEntry entry_of(const Row& row) {
  return {row.integer(0), row.text(1), parse_facets(row.text(2))};
}

CatalogueChange change_of(const Row& row) {
  return {row.integer(0), time_of(row.text(1)), row.text(2), row.text(3), row.integer(4)};
}

HarvestedCourse harvested_of(const Row& row) {
  return {row.integer(0), time_of(row.text(1)), row.text(2), row.integer(3), row.integer(4) != 0};
}

}  // namespace

Result<void> Session::change_catalogue(const NumberedRelease& before, State after,
                                       const std::string& kind, Time at) {
  const Release& release = before.release;
  if (is_listed(release.state) && !is_listed(after)) {
    HAAT_TRY_VOID(db_.text_index().drop(before.number));
    HAAT_TRY_VOID(db_.run("DELETE FROM catalogue WHERE number = ?", before.number));
  }
  if (!is_listed(release.state) && is_listed(after))
    HAAT_TRY_VOID(index_release(before.number, release.course, release.standard));
  return add_change(before.number, release.course.id, kind, at);
}

Result<void> Session::add_change(std::int64_t release, const std::string& course,
                                 const std::string& kind, Time at) {
  return db_
      .run("INSERT INTO changes(at, kind, course, release) VALUES(?, ?, ?, ?)", to_rfc3339(at),
           kind, course, release)
      .map([](int) {});
}

Result<void> Session::index_release(std::int64_t number, const Course& course,
                                    const std::string& standard) {
  HAAT_TRY_VOID(
      db_.run("INSERT INTO catalogue(number, course, title_key, facets) VALUES(?, ?, ?, ?)", number,
              course.id, title_key(in_language(course.title, "en")),
              facets_json(facets_of(course, standard))));
  return db_.text_index().put(number,
                              {.title = search_text(all_languages(course.title)),
                               .id = course.id,
                               .competencies = search_text(competency_ids(course)),
                               .provider = search_text(course.provider),
                               .description = search_text(all_languages(course.description))});
}

Result<void> Session::index_catalogue() {
  HAAT_TRY(const auto version, db_.first("SELECT version FROM catalogue_index",
                                         [](const Row& row) { return row.integer(0); }));
  if (version == index_version) return {};
  HAAT_TRY_VOID(db_.script("DELETE FROM catalogue; DELETE FROM catalogue_index;"));
  HAAT_TRY_VOID(db_.text_index().clear());
  struct Live {
    std::int64_t number;
    Course course;
    std::string standard;
  };
  constexpr int at_once = 1000;
  for (std::int64_t after = 0;;) {
    HAAT_TRY(const auto rows,
             db_.all(
                 "SELECT number, course_json, standard FROM live_releases_now WHERE number > ? "
                 "ORDER BY number LIMIT ?",
                 [](const Row& row) {
                   return Live{row.integer(0), course_of(row.text(1)), row.text(2)};
                 },
                 after, at_once));
    for (const Live& live : rows) {
      HAAT_TRY_VOID(index_release(live.number, live.course, live.standard));
      after = live.number;
    }
    if (rows.empty()) break;
  }
  return db_.run("INSERT INTO catalogue_index(version) VALUES(?)", index_version).map([](int) {});
}

Result<std::vector<CatalogueEntry>> Session::catalogue_entries() {
  return db_.all("SELECT number, title_key, facets FROM catalogue ORDER BY number", entry_of);
}

Result<std::optional<CatalogueEntry>> Session::catalogue_entry(std::int64_t release) {
  return db_.first("SELECT number, title_key, facets FROM catalogue WHERE number = ?", entry_of,
                   release);
}

Result<std::vector<TextMatch>> Session::text_matches(const std::vector<std::string>& words,
                                                     bool ranked) {
  return db_.text_index().matches(words, ranked);
}

Result<std::vector<std::int64_t>> Session::title_matches(const std::vector<std::string>& words,
                                                         int limit) {
  return db_.text_index().title_matches(words, limit);
}

Result<std::vector<IndexedWord>> Session::indexed_words() {
  return db_.text_index().words();
}

Result<std::int64_t> Session::last_change() {
  HAAT_TRY(const auto number, db_.first("SELECT coalesce(max(number), 0) FROM changes",
                                        [](const Row& row) { return row.integer(0); }));
  return number.value_or(0);
}

Result<std::vector<CatalogueChange>> Session::changes(std::int64_t since, int limit) {
  return db_.all(
      "SELECT number, at, kind, course, release FROM changes WHERE number > ? ORDER BY number "
      "LIMIT ?",
      change_of, since, limit);
}

Result<std::vector<CatalogueChange>> Session::newest_published(int limit) {
  return db_.all(
      "SELECT number, at, kind, course, release FROM changes c WHERE kind = 'published' AND "
      "EXISTS(SELECT 1 FROM catalogue WHERE number = c.release) ORDER BY number DESC LIMIT ?",
      change_of, limit);
}

Result<std::vector<HarvestedCourse>> Session::harvest(const HarvestQuery& query) {
  return db_.all(
      "SELECT c.number, c.at, c.course, c.release, "
      "NOT EXISTS(SELECT 1 FROM catalogue WHERE course = c.course) FROM changes c "
      "WHERE (c.at, c.number) > (?1, ?2) AND c.at <= ?3 AND NOT EXISTS("
      "SELECT 1 FROM changes later WHERE later.course = c.course AND later.number > c.number) "
      "AND (?4 = '' OR EXISTS(SELECT 1 FROM releases r WHERE r.number = c.release AND "
      "has_language(r.course_json, ?4))) ORDER BY c.at, c.number LIMIT ?5",
      harvested_of, to_rfc3339(query.from), query.after, to_rfc3339(query.until), query.language,
      query.limit);
}

Result<std::optional<HarvestedCourse>> Session::harvested(const std::string& course) {
  return db_.first(
      "SELECT c.number, c.at, c.course, c.release, "
      "NOT EXISTS(SELECT 1 FROM catalogue WHERE course = c.course) FROM changes c "
      "WHERE c.course = ? ORDER BY c.number DESC LIMIT 1",
      harvested_of, course);
}

Result<std::optional<Time>> Session::first_change() {
  return db_.first("SELECT at FROM changes ORDER BY at LIMIT 1",
                   [](const Row& row) { return time_of(row.text(0)); });
}

Result<ReleaseAges> Session::ages(const std::string& submission) {
  std::vector<SignatureNote> signatures;
  const auto read = [&](const Row& row) {
    ReleaseAges ages{optional_time(row, 0), time_of(row.text(1)), std::nullopt, std::nullopt};
    signatures = signatures_of(row.text(2));
    if (!row.null(3))
      ages.transferred = CourseOwner{row.text(3), row.text(4), time_of(row.text(5))};
    return ages;
  };
  HAAT_TRY(auto ages,
           db_.first("SELECT a.created_at, "
                     "(SELECT min(published_at) FROM releases WHERE course = s.course), "
                     "s.signatures, o.partner, t.former_owner, t.ended_at "
                     "FROM submissions s LEFT JOIN partners a ON a.name = s.submitted_by "
                     "LEFT JOIN course_owners o ON o.course = s.course "
                     "LEFT JOIN transfers t ON t.id = o.transfer WHERE s.id = ?",
                     read, submission));
  if (!ages) return ReleaseAges{};
  for (const SignatureNote& note : signatures) {
    if (note.kind != "authored") continue;
    HAAT_TRY(const auto made,
             db_.first(
                 "SELECT created_at FROM keys WHERE id = ?",
                 [](const Row& row) { return time_of(row.text(0)); }, note.key_id));
    if (made) ages->key = std::max(ages->key.value_or(*made), *made);
  }
  return *ages;
}

}  // namespace haat::server
