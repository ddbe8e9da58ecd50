#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

std::string first_text(const Row& row) {
  return row.text(0);
}

}  // namespace

Result<std::vector<std::string>> Session::taken_names() {
  return db_.all("SELECT name FROM accounts UNION SELECT name FROM partners ORDER BY 1",
                 first_text);
}

Result<std::vector<std::string>> Session::taken_namespaces() {
  return db_.all("SELECT DISTINCT namespace FROM partners ORDER BY 1", first_text);
}

Result<std::vector<std::string>> Session::courses_as_long_as(const std::string& course,
                                                             const std::string& partner,
                                                             const std::string& name_space) {
  return db_.all(
      "SELECT DISTINCT r.course FROM releases r LEFT JOIN course_owners o ON o.course = r.course "
      "WHERE r.course <> ?1 AND abs(length(r.course) - length(?1)) <= 4 AND CASE "
      "WHEN o.partner IS NULL THEN substr(r.course, 1, length(?2) + 1) <> ?2 || '.' "
      "ELSE o.partner <> ?3 END ORDER BY 1",
      first_text, course, name_space, partner);
}

}  // namespace haat::server
