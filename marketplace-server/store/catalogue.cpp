#include <algorithm>

#include "core/json/json.hpp"
#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/search_text.hpp"
#include "marketplace-server/store/session.hpp"
#include "marketplace-server/store/text_rank.hpp"

namespace haat::server {
namespace {

// Of the index: to be raised with every change of what search_text(), facets_of() or title_key()
// make of a course, so that servers index anew what they have.
constexpr std::int64_t index_version = 1;

// What a single letter begins is nearly everything, and says nothing.
constexpr std::size_t shortest_beginning = 2;

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

std::string fts_string(std::string_view word) {
  std::string text = "\"";
  for (const char c : word) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

// Every word has to be there, as it is or as the beginning of a longer one: FTS5 strings, so that
// nothing in them is syntax. The pairs are what text_rank() expects.
std::string match_expression(const std::vector<std::string>& words) {
  std::string expression;
  for (const std::string& word : words)
    expression += (expression.empty() ? "(" : " AND (") + fts_string(word) + " OR " +
                  fts_string(word) + (code_points(word).size() < shortest_beginning ? ")" : "*)");
  return expression;
}

}  // namespace

Result<void> Session::change_catalogue(const NumberedRelease& before, State after,
                                       const std::string& kind, Time at) {
  const Release& release = before.release;
  if (is_listed(release.state) && !is_listed(after)) {
    HAAT_TRY_VOID(db_.run("DELETE FROM catalogue_text WHERE rowid = ?", before.number));
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
  static const std::string index_text = std::string("INSERT INTO catalogue_text(rowid, ") +
                                        text_columns + ") VALUES(?, ?, ?, ?, ?, ?)";
  HAAT_TRY_VOID(
      db_.run("INSERT INTO catalogue(number, course, title_key, facets) VALUES(?, ?, ?, ?)", number,
              course.id, title_key(in_language(course.title, "en")),
              facets_json(facets_of(course, standard))));
  return db_
      .run(index_text, number, search_text(all_languages(course.title)), course.id,
           search_text(competency_ids(course)), search_text(course.provider),
           search_text(all_languages(course.description)))
      .map([](int) {});
}

Result<void> Session::index_catalogue() {
  HAAT_TRY(const auto version, db_.first("SELECT version FROM catalogue_index",
                                         [](const Row& row) { return row.integer(0); }));
  if (version == index_version) return {};
  HAAT_TRY_VOID(db_.script(
      "DELETE FROM catalogue; DELETE FROM catalogue_text; DELETE FROM catalogue_index;"));
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
  const auto read = [](const Row& row) { return TextMatch{row.integer(0), row.integer(1)}; };
  const std::string expression = match_expression(words);
  return ranked ? db_.all(
                      "SELECT rowid, text_rank(catalogue_text) FROM catalogue_text "
                      "WHERE catalogue_text MATCH ? ORDER BY rowid",
                      read, expression)
                : db_.all(
                      "SELECT rowid, 0 FROM catalogue_text WHERE catalogue_text MATCH ? "
                      "ORDER BY rowid",
                      read, expression);
}

Result<std::vector<std::int64_t>> Session::title_matches(const std::vector<std::string>& words,
                                                         int limit) {
  std::string expression;
  for (const std::string& word : words)
    expression += (expression.empty() ? "title : (" : " AND ") + fts_string(word) + "*";
  return db_.all(
      "SELECT rowid FROM catalogue_text WHERE catalogue_text MATCH ? ORDER BY rowid DESC LIMIT ?",
      [](const Row& row) { return row.integer(0); }, expression + ")", limit);
}

Result<std::vector<IndexedWord>> Session::indexed_words() {
  return db_.all("SELECT term, doc FROM catalogue_words", [](const Row& row) {
    return IndexedWord{row.text(0), row.integer(1)};
  });
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
      "WHERE (c.at, c.number) > (?, ?) AND c.at <= ? AND NOT EXISTS("
      "SELECT 1 FROM changes later WHERE later.course = c.course AND later.number > c.number) "
      "AND (? = '' OR EXISTS(SELECT 1 FROM releases r, json_each(r.course_json, '$.title') "
      "WHERE r.number = c.release AND key = ?)) ORDER BY c.at, c.number LIMIT ?",
      harvested_of, to_rfc3339(query.from), query.after, to_rfc3339(query.until), query.language,
      query.language, query.limit);
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
  const auto read = [](const Row& row) {
    ReleaseAges ages{std::nullopt, time_of(row.text(1)), std::nullopt};
    if (!row.null(0)) ages.partner = time_of(row.text(0));
    if (!row.null(2)) ages.key = time_of(row.text(2));
    return ages;
  };
  HAAT_TRY(const auto ages,
           db_.first("SELECT a.created_at, "
                     "(SELECT min(published_at) FROM releases WHERE course = s.course), "
                     "(SELECT max(k.created_at) FROM json_each(s.signatures) n JOIN keys k "
                     "ON k.id = json_extract(n.value, '$[0]') "
                     "WHERE json_extract(n.value, '$[2]') = 'authored') "
                     "FROM submissions s LEFT JOIN partners a ON a.name = s.submitted_by "
                     "WHERE s.id = ?",
                     read, submission));
  return ages.value_or(ReleaseAges{});
}

}  // namespace haat::server
