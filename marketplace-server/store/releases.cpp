#include <sstream>

#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/search_text.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns =
    "r.submission, r.course_json, r.standard, r.digest, r.blob, r.size, r.published_at, r.number";

Release release_of(const Row& row) {
  return {row.text(0), course_of(row.text(1)), row.text(2), row.text(3), row.text(4),
          row.size(5), time_of(row.text(6))};
}

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

// The user's words as FTS5 strings, each of which may go on: nothing in them is syntax.
std::string match_expression(const std::string& query) {
  std::istringstream words(search_text(query));
  std::string expression;
  for (std::string word; words >> word;) {
    std::string quoted;
    for (const char c : word) quoted += c == '"' ? "\"\"" : std::string(1, c);
    expression += "\"" + quoted + "\"* ";
  }
  return expression;
}

}  // namespace

Result<std::optional<Release>> Session::find_live(const std::string& course) {
  static const std::string sql = std::string("SELECT ") + columns +
                                 " FROM releases r WHERE course = ? AND superseded_at IS NULL";
  return db_.first(sql, release_of, course);
}

Result<std::optional<Release>> Session::find_release(const std::string& course,
                                                     const std::string& version) {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM releases r WHERE course = ? AND version = ?";
  return db_.first(sql, release_of, course, version);
}

Result<std::vector<Release>> Session::unlisted_releases() {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM releases r WHERE superseded_at IS NULL AND NOT EXISTS("
      "SELECT 1 FROM tuf_targets WHERE path = r.course || '/' || r.version || '.zip')";
  return db_.all(sql, release_of);
}

Result<void> Session::publish(const Release& release) {
  const std::string now = to_rfc3339(release.published_at);
  HAAT_TRY_VOID(
      db_.run("DELETE FROM live_search WHERE rowid = "
              "(SELECT number FROM releases WHERE course = ? AND superseded_at IS NULL)",
              release.course.id));
  HAAT_TRY_VOID(
      db_.run("UPDATE releases SET superseded_at = ? WHERE course = ? AND superseded_at IS NULL",
              now, release.course.id));
  HAAT_TRY_VOID(db_.run(
      "INSERT INTO releases(course, version, submission, course_json, standard, digest, blob, "
      "size, "
      "published_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
      release.course.id, release.course.version, release.submission, to_json(release.course),
      release.standard, release.digest, release.blob, release.size, now));
  HAAT_TRY_VOID(
      db_.run("INSERT INTO live_search(rowid, id, title, description, provider, competencies) "
              "VALUES(?, ?, ?, ?, ?, ?)",
              db_.last_row(), release.course.id, search_text(all_languages(release.course.title)),
              search_text(all_languages(release.course.description)),
              search_text(release.course.provider), competency_ids(release.course)));
  return {};
}

Result<Page<Release>> Session::live(const std::string& query, const PageRequest& page) {
  static const std::string listing = std::string("SELECT ") + columns +
                                     " FROM releases r WHERE superseded_at IS NULL AND number < ? "
                                     "ORDER BY number DESC LIMIT ?";
  static const std::string search =
      std::string("SELECT ") + columns +
      " FROM live_search s JOIN releases r ON r.number = s.rowid "
      "WHERE s.rowid < ? AND live_search MATCH ? ORDER BY s.rowid DESC LIMIT ?";
  HAAT_TRY(const auto before, parse_cursor(page.cursor, from_newest));
  const auto read = [](const Row& row) { return Numbered<Release>{row.text(7), release_of(row)}; };
  const std::string expression = match_expression(query);
  HAAT_TRY(auto rows, expression.empty()
                          ? db_.all(listing, read, before, page.limit + 1)
                          : db_.all(search, read, before, expression, page.limit + 1));
  return cut_page(std::move(rows), page.limit);
}

}  // namespace haat::server
