#pragma once

#include <memory>
#include <string>

#include "marketplace-server/store/database.hpp"

namespace haat::server {

// `where` is a file of SQLite, or postgresql://USER@HOST/DATABASE. Of whatever form it is.
// ("database-unusable")
Result<std::unique_ptr<Database>> open_database(const std::string& where,
                                                Access access = Access::writes);

bool is_postgresql(const std::string& where);

// The number of the form that it has, and of the newest one that this program knows.
struct Form {
  std::int64_t now = 0, ours = 0;
};
Result<Form> form_of(Database& database, const std::string& where);

// For whoever looks after a marketplace while servers run, which must not be left behind:
// unsupported ("database-older", "database-newer").
Result<void> must_have_our_form(Database& database, const std::string& where);

}  // namespace haat::server
