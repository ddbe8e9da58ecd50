#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "marketplace-server/store/postgresql/postgresql_database.hpp"
#include "tests/postgresql/several_servers.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;
using server::Row;

// The second server reads from a PostgreSQL that follows the first one's. Both are asked behind
// their backs.
class Replica : public SeveralServers {
 protected:
  // "...?host=FIRST,SECOND&..."
  std::string url_of(bool replica) const {
    std::string url = database_of(first_data);
    const auto begin = url.find("host=") + 5;
    const auto comma = url.find(',', begin), end = url.find('&', begin);
    return replica ? url.erase(begin, comma + 1 - begin) : url.erase(comma, end - comma);
  }
  std::unique_ptr<server::Database> replica() const {
    return server::PostgresqlDatabase::open(url_of(true), server::Access::reads).value();
  }
  void pause(bool paused) const {
    ASSERT_TRUE(replica()->script(paused ? "SELECT pg_wal_replay_pause()"
                                         : "SELECT pg_wal_replay_resume()"));
  }
  // How often the releases were read there, as its statistics say a moment later.
  std::int64_t reads() const {
    return replica()
        ->first(
            "SELECT coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0)::bigint FROM "
            "pg_stat_all_tables WHERE schemaname = current_schema() AND relname = 'releases'",
            [](const Row& row) { return row.integer(0); })
        .value()
        .value();
  }
  std::unique_ptr<ServerProcess> start_reader() {
    return start_second({"--database-replica", database_of(first_data)});
  }
  static std::size_t found(const ServerProcess& server, const std::string& words) {
    const Answer answer = test::ask(server.port(), get("/api/v1/courses?q=" + words));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return Json::parse(answer.body)["courses"].size();
  }
  void publish(const std::string& name) {
    market.accept(market.submit(
        market.package({.course = "org.example." + name, .title = name + " safety"})));
  }
};

TEST_F(Replica, IsReadWhileItIsNotBehind) {
  const auto reader = start_reader();
  publish("fire");
  const std::int64_t before = reads();
  EXPECT_TRUE(comes_true([&] {
    // Each is a question that nobody asked before.
    static int limit = 0;
    EXPECT_EQ(found(*reader, "fire&limit=" + std::to_string(++limit)), 1u);
    return reads() > before;
  }));
}

TEST_F(Replica, BehindItChangesNoAnswer) {
  const auto reader = start_reader();
  publish("fire");
  ASSERT_TRUE(comes_true([&] { return found(*reader, "fire") == 1; }));
  pause(true);
  publish("water");
  EXPECT_EQ(found(*reader, "water"), 1u);
  EXPECT_EQ(found(*reader, "safety"), 2u);
  const Answer course = test::ask(reader->port(), get("/api/v1/courses/org.example.water"));
  EXPECT_EQ(course.status, 200) << course.body;
  pause(false);
  EXPECT_EQ(found(*reader, "safety"), 2u);
}

TEST_F(Replica, ThatIsNotThereIsDoneWithout) {
  const auto reader =
      start_second({"--database-replica", "postgresql://nobody@/none?host=/nowhere"});
  publish("fire");
  EXPECT_EQ(found(*reader, "fire"), 1u);
  EXPECT_EQ(test::ask(reader->port(), get("/ready")).status, 200);
}

}  // namespace
}  // namespace haat::test
