#include "marketplace-server/store/columns.hpp"
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
  return set_release_state(release.submission, State::live, "published", release.published_at);
}

Result<void> Session::set_release_state(const std::string& submission, State state,
                                        const std::string& kind, Time at) {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM releases r WHERE submission = ?";
  const auto numbered = [](const Row& row) {
    return NumberedRelease{row.integer(7), release_of(row)};
  };
  HAAT_TRY(const auto found, db_.first(sql, numbered, submission));
  if (!found) return {};
  const std::optional<std::string> superseded_at =
      state == State::superseded ? std::optional(to_rfc3339(at)) : std::nullopt;
  HAAT_TRY_VOID(
      db_.run("UPDATE releases SET state = ?, superseded_at = coalesce(?, superseded_at) "
              "WHERE number = ?",
              to_string(state), superseded_at, found->number));
  return change_catalogue(*found, state, kind, at);
}

Result<std::optional<Release>> Session::find_release(std::int64_t number) {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM releases r WHERE number = ?";
  return db_.first(sql, release_of, number);
}

}  // namespace haat::server
