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
                                                             const std::string& name_space) {
  return db_.all(
      "SELECT DISTINCT course FROM releases WHERE course <> ?1 AND "
      "abs(length(course) - length(?1)) <= 4 AND substr(course, 1, length(?2) + 1) <> ?2 || '.' "
      "ORDER BY 1",
      first_text, course, name_space);
}

}  // namespace haat::server
