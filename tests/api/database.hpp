#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "marketplace-server/store/database.hpp"

namespace haat::test {

// Whether servers of these tests know things in PostgreSQL: the environment's HAAT_TEST_POSTGRESQL
// names the file in which tests/postgresql/postgresql.sh has written the URL.
bool on_postgresql();

// Where the store of the server with this data folder is (Store::open()): in the folder, or in a
// schema of its own; through pgbouncer, which knows no schemas, in a database of its own.
std::string database_of(const std::filesystem::path& data);

// The same, to look into and to change behind the server's back.
std::unique_ptr<server::Database> open_database(const std::filesystem::path& data);

}  // namespace haat::test
