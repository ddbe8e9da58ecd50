#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "core/json/json.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;

Ended verify(const fs::path& folder) {
  return run_server({"verify", folder.string()});
}

Ended back_up(const Marketplace& market, const fs::path& to) {
  return run_server({"backup", to.string(), "--data", (market.scratch() / "data").string()});
}

Ended restore(const fs::path& from, const fs::path& data) {
  return run_server({"restore", from.string(), "--data", data.string()});
}

fs::path any_package(const fs::path& folder) {
  for (const auto& each : fs::recursive_directory_iterator(folder / "blobs"))
    if (each.path().extension() == ".zip") return each.path();
  return {};
}

void run_sql(const fs::path& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database);
  sqlite3_close(database);
}

// While it serves, and while somebody brings packages.
TEST(Backup, OfAServerAtWorkIsWholeAndServesAgain) {
  Marketplace market;
  market.accept(market.submit(market.package()));
  std::atomic<bool> done{false};
  std::thread partner([&] {
    for (int i = 2; !done && i < 60; ++i)
      market.submit(market.package({.version = std::to_string(i) + ".0.0"}));
  });
  const fs::path copy = market.scratch() / "copy";
  const Ended made = back_up(market, copy);
  done = true;
  partner.join();
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_NE(made.out.find("all whole"), std::string::npos) << made.out;
  const Ended verified = verify(copy);
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_EQ(verified.out, made.out);
  EXPECT_EQ(verify(market.scratch() / "data").code, 0) << "the original is whole, too";
  EXPECT_FALSE(fs::exists(copy / "haat.sqlite-wal")) << "who looks changes nothing";

  const fs::path again = market.scratch() / "again";
  const Ended restored = restore(copy, again);
  ASSERT_EQ(restored.code, 0) << restored.err;
  ServerProcess server(again);
  EXPECT_EQ(server.first_line().find("listening on ") == std::string::npos, false);
  const auto me = ask(server.port(), {.target = "/api/v1/me",
                                      .token = market.token("asha"),
                                      .body = {},
                                      .type = {},
                                      .headers = {}});
  EXPECT_EQ(me.status, 200) << me.body;
  const auto course =
      ask(server.port(),
          {.target = "/api/v1/courses", .token = {}, .body = {}, .type = {}, .headers = {}});
  EXPECT_EQ(course.body, market.get("/api/v1/courses").body);
  EXPECT_EQ(server.log().find("WARNING: the audit"), std::string::npos);
}

TEST(Backup, NothingIsWrittenOver) {
  Marketplace market;
  const fs::path copy = market.scratch() / "copy";
  ASSERT_EQ(back_up(market, copy).code, 0);
  const Ended twice = back_up(market, copy);
  EXPECT_EQ(twice.code, 3);
  EXPECT_NE(twice.err.find("[backup-exists]"), std::string::npos) << twice.err;
  const Ended over = restore(copy, market.scratch() / "data");
  EXPECT_EQ(over.code, 3);
  EXPECT_NE(over.err.find("[data-not-empty]"), std::string::npos) << over.err;
  EXPECT_EQ(market.get("/health").status, 200);
  const Ended none = restore(market.scratch() / "data", market.scratch() / "new");
  EXPECT_NE(none.err.find("[backup-missing]"), std::string::npos) << none.err;
  EXPECT_FALSE(fs::exists(market.scratch() / "new"));
  EXPECT_EQ(run_server({"backup"}).code, 2);
  EXPECT_EQ(run_server({"restore"}).code, 2);
  EXPECT_EQ(run_server({"backup", "x", "--data", (market.scratch() / "nowhere").string()}).code, 3);
  EXPECT_FALSE(fs::exists("x"));
}

// Each kind of damage is named, and none of them is restored.
TEST(Backup, DamageIsFound) {
  Marketplace market;
  market.accept(market.submit(market.package()));
  const fs::path copy = market.scratch() / "copy";
  ASSERT_EQ(back_up(market, copy).code, 0);
  const auto fresh = [&] {
    const fs::path folder = market.scratch() / "damaged";
    fs::remove_all(folder);
    fs::copy(copy, folder, fs::copy_options::recursive);  // the packages, too, are copies here
    return folder;
  };
  const auto writable = [](const fs::path& file) {
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    return file;
  };
  const auto finds = [&](const fs::path& folder, const std::string& id) {
    const Ended ended = verify(folder);
    EXPECT_EQ(ended.code, 1) << ended.err;
    EXPECT_NE(ended.err.find("[" + id + "]"), std::string::npos) << ended.err;
    EXPECT_EQ(restore(folder, market.scratch() / "restored").code, 1);
    EXPECT_FALSE(fs::exists(market.scratch() / "restored"));
  };
  fs::path folder = fresh();
  fs::remove(any_package(folder));
  finds(folder, "package-missing");
  folder = fresh();
  std::ofstream(writable(any_package(folder)), std::ios::app) << "x";
  finds(folder, "package-broken");
  folder = fresh();
  run_sql(writable(folder / "haat.sqlite"), "PRAGMA user_version = 3");
  finds(folder, "backup-broken");

  // Whoever writes the digests anew does not get past the two logs.
  for (const auto& [sql, id] :
       {std::pair("DROP TRIGGER audit_is_not_edited; UPDATE audit SET actor = 'x' WHERE number = 3",
                  "audit-broken"),
        std::pair("DROP TRIGGER log_entries_are_not_edited; UPDATE log_entries SET entry = 'x' "
                  "WHERE number = 0",
                  "log-broken"),
        std::pair(
            "DROP TRIGGER log_entries_are_not_deleted; DELETE FROM log_entries WHERE number = 0",
            "log-broken")}) {
    folder = fresh();
    run_sql(writable(folder / "haat.sqlite"), sql);
    fs::remove(folder / "backup.json");
    const Ended ended = verify(folder);
    EXPECT_EQ(ended.code, 1) << sql << ended.err;
    EXPECT_NE(ended.err.find(std::string("[") + id + "]"), std::string::npos) << ended.err;
  }
}

}  // namespace
}  // namespace haat::test
