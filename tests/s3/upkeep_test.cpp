#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "core/json/json.hpp"
#include "core/package/digest.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/store/open_database.hpp"
#include "marketplace-server/store/sqlite/sqlite_database.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/store/transfer.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/api/object_store.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;
using namespace server;

constexpr const char* download = "/api/v1/courses/org.example.first-aid/package";

// Where a marketplace keeps things: what it knows in SQLite or PostgreSQL, packages in a folder or
// in S3.
struct Place {
  std::string database, blobs;

  std::vector<std::string> arguments() const {
    std::vector<std::string> words{"--database", database};
    if (!blobs.empty()) words.insert(words.end(), {"--blobs", blobs});
    return words;
  }
};

Place plain(const Scratch& scratch) {
  return {scratch / "plain.sqlite", ""};
}
Place shared(const Scratch& scratch) {
  return {database_of(scratch / "shared"), blobs_of(scratch / "shared")};
}

// Marketplace would say otherwise where its packages are.
struct NoS3ByItself {
  NoS3ByItself() : file(std::getenv("HAAT_TEST_S3")) { ::unsetenv("HAAT_TEST_S3"); }
  ~NoS3ByItself() { ::setenv("HAAT_TEST_S3", file.c_str(), 1); }
  std::string file;
};

class Upkeep : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    place = plain(scratch);
    there = shared(scratch);
    if (GetParam()) std::swap(place, there);
    no_s3.emplace();
    market.emplace(place.arguments());
  }
  void TearDown() override {
    market.reset();
    no_s3.reset();
  }
  Ended run(const std::string& command, std::vector<std::string> more = {}) {
    std::vector<std::string> words{command, "--data", market->server().data().string()};
    const auto where = place.arguments();
    words.insert(words.end(), where.begin(), where.end());
    words.insert(words.end(), more.begin(), more.end());
    return run_server(words);
  }
  std::unique_ptr<Blobs> blobs() {
    return Blobs::open(market->server().data() / "blobs", place.blobs, false).value();
  }
  static Blob keep(Blobs& blobs, const std::string& bytes) {
    IncomingFile incoming = blobs.begin().value();
    EXPECT_TRUE(incoming.write(bytes));
    return blobs.keep(incoming.file()).value();
  }
  std::string blob_of(const std::string& submission) const {
    const Json audit = Json::parse(market->get("/api/v1/audit", "admin").body)["audit"];
    for (const Json& row : audit)
      if (row["action"] == "submission.created" && row["subject"] == submission)
        return row["details"]["blob"];
    return "";
  }

  Scratch scratch;
  Place place, there;
  std::optional<NoS3ByItself> no_s3;
  std::optional<Marketplace> market;
};

TEST_P(Upkeep, FsckTellsWhatIsMissingDamagedAndUnnamed) {
  const std::string first = market->submit(market->package());
  const std::string second = market->submit(market->package({.version = "2.0.0"}));
  const Ended well = run("fsck");
  EXPECT_EQ(well.code, 0) << well.err;
  EXPECT_EQ(well.out, "2 packages named, 0 missing or damaged, 0 kept without a name\n");
  const auto kept = blobs();
  ASSERT_TRUE(kept->remove(blob_of(second)));
  const Blob unnamed = keep(*kept, "nobody's");
  const Ended told = run("fsck");
  EXPECT_EQ(told.code, 1) << told.err;
  EXPECT_NE(told.out.find("missing  " + blob_of(second) + "\n"), std::string::npos) << told.out;
  EXPECT_NE(told.out.find("unnamed  " + unnamed.name + "  8 bytes, since 20"), std::string::npos)
      << told.out;
  EXPECT_NE(told.out.find("\n2 packages named, 1 missing or damaged, 1 kept without a name\n"),
            std::string::npos)
      << told.out;
  if (GetParam()) return;
  const std::string name = blob_of(first);
  std::ofstream(market->server().data() / "blobs" / name.substr(0, 2) / (name + ".zip")) << "other";
  EXPECT_NE(run("fsck").out.find("damaged  " + name + "  its bytes have the SHA-256 "),
            std::string::npos);
}

TEST_P(Upkeep, GcTakesWhatNothingNamesAfterADay) {
  const std::string id = market->submit(market->package());
  const Blob unnamed = keep(*blobs(), "nobody's");
  EXPECT_EQ(run("gc").out, "0 packages removed, 0 bytes\n");
  std::this_thread::sleep_for(std::chrono::seconds(2));  // the store's clock is of whole seconds
  EXPECT_EQ(run("gc", {"--idle", "0"}).out,
            "removed  " + unnamed.name + "\n1 package removed, 8 bytes\n");
  EXPECT_EQ(run("fsck").out, "1 package named, 0 missing or damaged, 0 kept without a name\n");
  EXPECT_EQ(market->get("/api/v1/submissions/" + id + "/package", "cura").status, 200);
}

// The moment that matters: a package is kept and waits for the transaction that will name it, and
// gc, which has the transaction, takes it.
TEST_P(Upkeep, WhatGcTakesBeforeItsRowIsSentBack) {
  market->submit(market->package());  // whose token's use is noted, so that nothing else waits
  const std::string zip = market->package({.version = "2.0.0"});
  const std::string name = to_hex(sha256(zip));
  const auto kept = blobs();
  auto store = Store::open(place.database).value();
  Answer answer;
  const auto brought_and_taken = [&](std::chrono::seconds time_to_read_it_back) {
    std::thread bringing;
    const auto taken = store->change([&](Session&) -> Result<void> {
      bringing = std::thread([&] { answer = market->ask(upload(market->token("asha"), zip)); });
      EXPECT_TRUE(comes_true([&] { return kept->look(name)->has_value(); }));
      std::this_thread::sleep_for(time_to_read_it_back);
      return kept->remove(name);
    });
    bringing.join();
    EXPECT_TRUE(taken);
  };
  // From outside it cannot be seen when the server has read it back; on a busy machine it takes
  // longer.
  for (const int seconds : {1, 3, 7}) {
    brought_and_taken(std::chrono::seconds(seconds));
    if (answer.body.find("was tidied away") != std::string::npos) break;
  }
  EXPECT_EQ(answer.status, 503) << answer.body;
  EXPECT_NE(answer.body.find("was tidied away before it was recorded; send it once more"),
            std::string::npos)
      << answer.body;
  EXPECT_EQ(run("fsck").out, "1 package named, 0 missing or damaged, 0 kept without a name\n");
  EXPECT_EQ(market->ask(upload(market->token("asha"), zip)).status, 201);
  EXPECT_EQ(run("fsck").code, 0);
}

// The same packages are brought over and over while gc, without a day's rest, runs over and over.
TEST_P(Upkeep, GcAndPublicationsAtTheSameTime) {
  std::atomic<bool> done = false;
  std::thread collector([&] {
    while (!done) {
      const Ended ended = run("gc", {"--idle", "0"});
      EXPECT_EQ(ended.code, 0) << ended.err;
    }
  });
  int taken = 0, sent_back = 0;
  for (int n = 0; n < 12; ++n) {
    const Answer answer = market->ask(upload(
        market->token("asha"), market->package({.version = "1." + std::to_string(n) + ".0"})));
    taken += answer.status == 201;
    sent_back += answer.status == 503;
    EXPECT_TRUE(answer.status == 201 || answer.problem() == "blobs-unavailable") << answer.body;
  }
  done = true;
  collector.join();
  std::cout << taken << " taken, " << sent_back << " sent back\n";
  EXPECT_GT(taken, 0);
  const Ended told = run("fsck");
  EXPECT_EQ(told.code, 0) << told.out << told.err;
}

// There and back again: a marketplace moves to the other place, where a server goes on with it.
TEST_P(Upkeep, AMarketplaceMoves) {
  market->accept(market->submit(market->package()));
  const std::string waiting = market->submit(market->package({.version = "2.0.0"}));
  const auto shown = [&](const ServerProcess& server) {
    std::string all;
    for (const char* target : {"/api/v1/courses", "/api/v1/changes", "/api/v1/audit", download,
                               "/api/v1/courses?q=first", "/api/v1/accounts"})
      all += ask(server.port(), {.target = target,
                                 .token = market->token("admin"),
                                 .body = {},
                                 .type = {},
                                 .headers = {}})
                 .body;
    return all;
  };
  const std::string before = shown(market->server());

  const fs::path other = scratch / "other";
  fs::create_directories(other);
  const std::string to_blobs = GetParam() ? (other / "blobs").string() : there.blobs;
  const Ended only_blobs = run("move", {"--to-blobs", to_blobs});
  EXPECT_EQ(only_blobs.out, "3 packages copied, 0 were there\n") << only_blobs.err;
  const Ended moved = run("move", {"--to-database", there.database, "--to-blobs", to_blobs});
  EXPECT_EQ(moved.code, 0) << moved.err;
  EXPECT_NE(moved.out.find("0 packages copied, 3 were there\n"), std::string::npos) << moved.out;
  EXPECT_NE(moved.out.find("the audit log's chain of 14 rows holds, and so does the transparency "
                           "log of "),
            std::string::npos)
      << moved.out;

  if (!GetParam()) {  // PostgreSQL knows what it has to plan by
    const auto analysed = server::open_database(there.database)
                              .value()
                              ->first(
                                  "SELECT count(*) FROM pg_stats WHERE tablename = 'audit' AND "
                                  "schemaname = current_schema()",
                                  [](const Row& row) { return row.integer(0); });
    EXPECT_GT(analysed.value().value(), 0);
  }

  // The old one shows what it knows, and takes nothing.
  EXPECT_EQ(shown(market->server()), before);
  const Answer refused =
      market->post("/api/v1/accounts", "admin", R"({"name": "eve", "role": "curator"})");
  EXPECT_EQ(refused.status, 503) << refused.body;
  EXPECT_NE(refused.body.find("this marketplace has moved"), std::string::npos) << refused.body;
  const Ended again = run("move", {"--to-database", there.database});
  EXPECT_EQ(again.code, 3);
  EXPECT_NE(again.err.find("[database-not-empty]"), std::string::npos) << again.err;

  for (const char* key : {"marketplace.key", "online.key"})
    fs::copy_file(market->server().data() / key, other / key);
  const ServerProcess server(other, there.arguments());
  EXPECT_EQ(shown(server), before);
  EXPECT_EQ(server.log().find("WARNING"), std::string::npos) << server.log();
  // New rows have numbers of their own.
  const Answer brought =
      ask(server.port(), upload(market->token("asha"), market->package({.version = "3.0.0"})));
  EXPECT_EQ(brought.status, 201) << brought.body;
  EXPECT_EQ(ask(server.port(), post_json("/api/v1/accounts", market->token("admin"),
                                         R"({"name": "eve", "role": "curator"})"))
                .status,
            201);
}

INSTANTIATE_TEST_SUITE_P(From, Upkeep, testing::Bool(), [](const auto& each) {
  return std::string(each.param ? "S3AndPostgresql" : "FolderAndSqlite");
});

TEST(Transfer, CopiesEveryTable) {
  Scratch scratch;
  const auto database = SqliteDatabase::open(scratch / "haat.sqlite").value();
  ASSERT_TRUE(database->migrate());
  // Made anew, or by the form itself.
  const std::set<std::string> not_copied{"catalogue", "catalogue_index", "duty",
                                         "submission_states"};
  std::set<std::string> columns, copied;
  const auto rows = database->all(
      "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
      "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE "
      "'catalogue_text%' AND m.name <> 'catalogue_words'",
      [](const Row& row) { return std::pair(row.text(0), row.text(1)); });
  for (const auto& [table, column] : rows.value())
    if (!not_copied.contains(table)) columns.insert(table + "." + column);
  for (const TransferredTable& table : transferred_tables())
    for (const std::string& column : table.columns) copied.insert(table.name + "." + column);
  EXPECT_EQ(copied, columns);
}

}  // namespace
}  // namespace haat::test
