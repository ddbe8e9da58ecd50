#pragma once

#include <memory>
#include <string>

#include "marketplace-server/store/database.hpp"

namespace haat::server {

// `where` is a file of SQLite, or postgresql://USER@HOST/DATABASE. Of whatever form it is.
// ("database-unusable")
Result<std::unique_ptr<Database>> open_database(const std::string& where);

bool is_postgresql(const std::string& where);

}  // namespace haat::server
