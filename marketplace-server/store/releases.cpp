#include <sstream>

#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/page.hpp"
#include "marketplace-server/store/search_text.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns =
    "r.submission, r.course_json, r.standard, r.digest, r.blob, r.size, r.published_at, r.number, "
    "r.state";

Release release_of(const Row& row) {
  return {row.text(0),          course_of(row.text(1)),
          row.text(2),          row.text(3),
          row.text(4),          row.size(5),
          time_of(row.text(6)), parse_state(row.text(8)).value_or(State::taken_down)};
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

Result<std::optional<Release>> Session::find_served(const std::string& course) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM releases r WHERE course = ? AND state IN ('live', 'unlisted', 'flagged')";
  return db_.first(sql, release_of, course);
}

Result<std::optional<Release>> Session::find_newest(const std::string& course) {
  static const std::string sql = std::string("SELECT ") + columns +
                                 " FROM releases r WHERE course = ? ORDER BY number DESC LIMIT 1";
  return db_.first(sql, release_of, course);
}

Result<std::vector<Release>> Session::releases_of(const std::string& course) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM releases r WHERE course = ? ORDER BY number DESC LIMIT 1000";
  return db_.all(sql, release_of, course);
}

Result<std::optional<NumberedRelease>> Session::next_release(std::int64_t number) {
  static const std::string sql =
      std::string("SELECT ") + columns +
      " FROM releases r WHERE number > ? AND state <> 'taken_down' ORDER BY number LIMIT 1";
  return db_.first(
      sql,
      [](const Row& row) {
        return NumberedRelease{row.integer(7), release_of(row)};
      },
      number);
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
      " FROM releases r WHERE state IN ('live', 'unlisted', 'flagged') AND NOT EXISTS("
      "SELECT 1 FROM tuf_targets WHERE path = r.course || '/' || r.version || '.zip')";
  return db_.all(sql, release_of);
}

Result<void> Session::publish(const Release& release) {
  HAAT_TRY_VOID(db_.run(
      "INSERT INTO releases(course, version, submission, course_json, standard, digest, blob, "
      "size, "
      "published_at, state) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      release.course.id, release.course.version, release.submission, to_json(release.course),
      release.standard, release.digest, release.blob, release.size,
      to_rfc3339(release.published_at), to_string(State::unlisted)));
  return set_release_state(release.submission, State::live, release.published_at);
}

Result<void> Session::set_release_state(const std::string& submission, State state, Time at) {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM releases r WHERE submission = ?";
  const auto numbered = [](const Row& row) {
    return std::pair<std::int64_t, Release>(row.integer(7), release_of(row));
  };
  HAAT_TRY(const auto found, db_.first(sql, numbered, submission));
  if (!found) return {};
  const auto& [number, release] = *found;
  const std::optional<std::string> superseded_at =
      state == State::superseded ? std::optional(to_rfc3339(at)) : std::nullopt;
  HAAT_TRY_VOID(
      db_.run("UPDATE releases SET state = ?, superseded_at = coalesce(?, superseded_at) "
              "WHERE number = ?",
              to_string(state), superseded_at, number));
  HAAT_TRY_VOID(db_.run("DELETE FROM live_search WHERE rowid = ?", number));
  if (!is_listed(state)) return {};
  return db_
      .run(
          "INSERT INTO live_search(rowid, id, title, description, provider, competencies) "
          "VALUES(?, ?, ?, ?, ?, ?)",
          number, release.course.id, search_text(all_languages(release.course.title)),
          search_text(all_languages(release.course.description)),
          search_text(release.course.provider), competency_ids(release.course))
      .map([](int) {});
}

Result<Page<Release>> Session::live(const std::string& query, const PageRequest& page) {
  static const std::string listing =
      std::string("SELECT ") + columns +
      " FROM releases r WHERE state IN ('live', 'flagged') AND number < ? "
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
