#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

constexpr const char* columns =
    "r.submission, r.course_json, r.standard, r.digest, r.blob, r.size, r.published_at";

Release release_of(const Row& row) {
  return {row.text(0), course_of(row.text(1)), row.text(2), row.text(3), row.text(4),
          row.size(5), time_of(row.text(6))};
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
  HAAT_TRY_VOID(leave_catalogue(release.course.id, "superseded", release.published_at));
  HAAT_TRY_VOID(
      db_.run("UPDATE releases SET superseded_at = ? WHERE course = ? AND superseded_at IS NULL",
              now, release.course.id));
  HAAT_TRY_VOID(db_.run(
      "INSERT INTO releases(course, version, submission, course_json, standard, digest, blob, "
      "size, "
      "published_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
      release.course.id, release.course.version, release.submission, to_json(release.course),
      release.standard, release.digest, release.blob, release.size, now));
  return enter_catalogue(db_.last_row(), release.course, release.standard, release.published_at);
}

Result<std::optional<Release>> Session::find_release(std::int64_t number) {
  static const std::string sql =
      std::string("SELECT ") + columns + " FROM releases r WHERE number = ?";
  return db_.first(sql, release_of, number);
}

}  // namespace haat::server
