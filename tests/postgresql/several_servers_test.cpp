#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "core/json/json.hpp"
#include "marketplace-server/store/store.hpp"
#include "tests/postgresql/several_servers.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;

std::string name_of(const ServerProcess& server) {
  std::string name;
  std::ifstream(server.data() / "server.name") >> name;
  return name;
}

bool on_duty(const ServerProcess& server) {
  const std::string log = server.log();
  const auto taken = log.rfind("this server is on duty\"");
  const auto lost = log.rfind("this server is not on duty any more");
  return taken != std::string::npos && (lost == std::string::npos || lost < taken);
}

TEST_F(SeveralServers, HaveToHaveTheSameKey) {
  auto arguments = second_arguments();
  arguments.insert(arguments.end(), {"--data", second_data.string(), "--listen", "127.0.0.1:0"});
  const Ended ended = run_server(arguments);
  EXPECT_EQ(ended.code, 3);
  EXPECT_NE(ended.err.find("[marketplace-other]"), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find("copy marketplace.key and online.key"), std::string::npos) << ended.err;
}

TEST_F(SeveralServers, SeeAtOnceWhatTheOtherDid) {
  const auto second = start_second();
  EXPECT_TRUE(second->first_line().find("listening") != std::string::npos);
  const auto find = [&](const char* words) {
    const Answer answer = test::ask(second->port(), get(std::string("/api/v1/courses?q=") + words));
    return Json::parse(answer.body)["courses"].size();
  };
  EXPECT_EQ(find("safety"), 0u);
  market.accept(
      market.submit(market.package({.course = "org.example.fire", .title = "Fire safety"})));
  EXPECT_EQ(find("safety"), 1u);
  const Answer package = test::ask(second->port(), get("/api/v1/courses/org.example.fire/package"));
  EXPECT_EQ(package.status, 200);
  EXPECT_EQ(package.body, market.get("/api/v1/courses/org.example.fire/package").body);
  // A token that the first one gave counts here, and a second decision comes too late.
  const std::string waiting = market.submit(market.package({.version = "2.0.0"}));
  EXPECT_EQ(test::ask(second->port(), post_json("/api/v1/submissions/" + waiting + "/reject",
                                                market.token("cura"), R"({"reason":"too long"})"))
                .status,
            200);
  EXPECT_EQ(market.state(waiting), "rejected");
}

TEST_F(SeveralServers, OneIsOnDutyAndAnotherWhenItDies) {
  const auto second = start_second();
  EXPECT_TRUE(on_duty(market.server()));
  EXPECT_FALSE(on_duty(*second));
  std::this_thread::sleep_for(8s);  // longer than one is waited for
  EXPECT_FALSE(on_duty(*second)) << "the first one is there";
  market.server().kill();
  EXPECT_TRUE(comes_true([&] { return on_duty(*second); }));
  market.restart_killed();
  EXPECT_FALSE(on_duty(market.server())) << "it comes back, and finds the second one on duty";
  const std::string leaving = name_of(*second);
  EXPECT_EQ(second->stop(), 0);
  const auto store = server::Store::open(database_of(first_data)).value();
  const auto row = store->view([](server::Session& session) { return session.duty(); }).value();
  EXPECT_TRUE(!row || row->server != leaving) << "who goes in order is not waited for";
  EXPECT_TRUE(comes_true([&] { return on_duty(market.server()); }));
}

// A provider of three courses, one a page, whose last page takes its time while "slow" is there.
struct SlowProvider {
  const Scratch scratch;
  std::filesystem::path file() const {
    const std::string state = scratch.write("state/slow", "").parent_path().string();
    const Json provider{{"id", "acme"},
                        {"library", INTERRUPTED},
                        {"settings", {{"folder", state}}},
                        {"readable", {state}}};
    return scratch.write("providers.json", Json{{"providers", {provider}}}.dump());
  }
};
class ServersOfOneProvider : protected SlowProvider, public SeveralServers {
 protected:
  ServersOfOneProvider() : SeveralServers({"--providers", file().string()}) {}
  static bool asks_for_the_last_page(const ServerProcess& server) {
    return server.log().find("page 3 is asked for") != std::string::npos;
  }
  // As if the first one had not shown itself for a while.
  void give_duty_to(const ServerProcess& server) {
    const std::string name = name_of(server);
    const auto store = server::Store::open(database_of(first_data)).value();
    const auto given = store->change([&](server::Session& session) -> Result<bool> {
      HAAT_TRY(const auto row, session.duty());
      return session.take_duty(name, row);
    });
    ASSERT_TRUE(given && *given);
  }
};

constexpr const char* superseded = "another server has begun to take it meanwhile";

// Both are in the middle of its catalogue when it goes on: one writes, the other says why not.
TEST_F(ServersOfOneProvider, OneOnlyWritesWhatItTells) {
  const auto second = start_second({"--providers", (scratch / "providers.json").string()});
  ASSERT_TRUE(comes_true([&] { return asks_for_the_last_page(market.server()); }));
  give_duty_to(*second);
  ASSERT_TRUE(comes_true([&] { return asks_for_the_last_page(*second); }, 9s)) << second->log();
  std::filesystem::remove(scratch / "state/slow");
  const auto ingest = [&] {
    return Json::parse(market.get("/api/v1/providers", "cura").body)["providers"][0]["ingest"];
  };
  ASSERT_TRUE(comes_true([&] {
    return ingest()["at"].is_string() && ingest()["trouble"].is_null();
  })) << ingest();
  EXPECT_TRUE(comes_true([&] {
    return market.server().log().find(superseded) != std::string::npos;
  })) << market.server().log();
  EXPECT_EQ(ingest()["rows"], 3) << ingest();
  EXPECT_EQ(ingest()["added"], 3) << ingest();
  EXPECT_EQ(ingest()["gone"], 0) << ingest();
  EXPECT_EQ(second->log().find(superseded), std::string::npos) << second->log();
  EXPECT_EQ(
      Json::parse(market.get("/api/v1/providers/acme/courses", "cura").body)["courses"].size(), 3u);
  EXPECT_EQ(second->stop(), 0);
}

// A provider that says which settings it runs with.
struct SettledProvider {
  const Scratch scratch;
  std::filesystem::path file() const {
    const Json provider{
        {"id", "acme"}, {"library", SETTLED}, {"settings", {{"title", "From the file"}}}};
    return scratch.write("providers.json", Json{{"providers", {provider}}}.dump());
  }
};
class SettingsOfSeveralServers : protected SettledProvider, public SeveralServers {
 protected:
  SettingsOfSeveralServers() : SeveralServers({"--providers", file().string()}) {}
  Answer settings(unsigned short port, const char* method, const std::string& json = "",
                  const std::map<std::string, std::string>& headers = {}) const {
    return test::ask(port, {method, "/api/v1/providers/acme/settings", market.token("admin"), json,
                            json.empty() ? "" : "application/json", headers});
  }
  bool says(unsigned short port, const std::string& sentence) const {
    return comes_true([&] {
      return test::ask(port, post_json("/api/v1/providers/acme/certificates/verify",
                                       market.token("cura"), R"({"certificate":"any"})"))
                 .body.find(sentence) != std::string::npos;
    });
  }
};

TEST_F(SettingsOfSeveralServers, AreTakenOverByTheOthers) {
  const auto second = start_second({"--providers", (scratch / "providers.json").string()});
  const auto first_port = market.server().port();
  EXPECT_TRUE(says(second->port(), "From the file, a token of 0"));
  const std::string seen = settings(second->port(), "GET").header("ETag");
  const Answer set = settings(first_port, "PUT",
                              R"({"settings":{"title":"From the form","token":"kept-from-all"}})");
  ASSERT_EQ(set.status, 200) << set.body;
  EXPECT_EQ(settings(second->port(), "GET").body, set.body);
  EXPECT_TRUE(says(second->port(), "From the form, a token of 13"));
  EXPECT_EQ(
      settings(second->port(), "PUT", R"({"settings":{"title":"Late"}})", {{"If-Match", seen}})
          .status,
      412);
  const Answer again = settings(second->port(), "PUT", R"({"settings":{"title":"By the second"}})",
                                {{"If-Match", set.header("ETag")}});
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_TRUE(says(first_port, "By the second, a token of 13"));
  EXPECT_EQ(settings(first_port, "DELETE").status, 204);
  EXPECT_TRUE(says(second->port(), "From the file, a token of 0"));
  EXPECT_TRUE(says(first_port, "From the file, a token of 0"));
  EXPECT_EQ((market.server().log() + second->log()).find("kept-from-all"), std::string::npos);
  EXPECT_EQ(second->stop(), 0);
}

// Partners and curators at both servers at the same time: each decision counts once, the audit log
// is one chain, the transparency log one tree, and every course is published whole.
TEST_F(SeveralServers, ChangeOneMarketplaceTogether) {
  const auto second = start_second();
  constexpr int people = 4, courses = 4;
  std::atomic<int> accepted{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < people; ++i)
    threads.emplace_back([&, i] {
      const auto port = i % 2 == 0 ? market.server().port() : second->port();
      const auto other = i % 2 == 0 ? second->port() : market.server().port();
      for (int j = 0; j < courses; ++j) {
        const std::string id = "org.example.c" + std::to_string(i) + "x" + std::to_string(j);
        const Answer made =
            test::ask(port, upload(market.token("asha"), market.package({.course = id})));
        ASSERT_EQ(made.status, 201) << made.body;
        const std::string submission = Json::parse(made.body)["submission"]["id"];
        ASSERT_EQ(market.assess(submission, "cura").status, 200);
        // Two curators, each at another server.
        std::atomic<int> good{0};
        std::thread rival([&] {
          good += test::ask(other, post_json("/api/v1/submissions/" + submission + "/accept",
                                             market.token("dev"), "{}"))
                      .status == 200;
        });
        good += test::ask(port, post_json("/api/v1/submissions/" + submission + "/accept",
                                          market.token("cura"), "{}"))
                    .status == 200;
        rival.join();
        EXPECT_EQ(good, 1) << id;
        accepted += good;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(accepted, people * courses);
  const auto store = server::Store::open(database_of(first_data)).value();
  const auto rows = store->view([](server::Session& session) { return session.verify_audit(); });
  ASSERT_TRUE(rows) << rows.error().message;
  const Json courses_now = Json::parse(market.get("/api/v1/courses?limit=100").body);
  EXPECT_EQ(courses_now["courses"].size(), static_cast<std::size_t>(people * courses));
  for (const Json& course : courses_now["courses"]) {
    const std::string target = "/api/v1/courses/" + course["id"].get<std::string>() + "/package";
    const Answer here = market.get(target);
    const Answer there = test::ask(second->port(), get(target));
    EXPECT_EQ(here.status, 200);
    EXPECT_EQ(here.body, there.body);
  }
  EXPECT_EQ(market.get("/api/v1/log/checkpoint").body,
            test::ask(second->port(), get("/api/v1/log/checkpoint")).body);
}

}  // namespace
}  // namespace haat::test
