#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <gtest/gtest.h>

#include <atomic>
#include <list>
#include <thread>

#include "core/json/json.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {
namespace {

namespace net = Poco::Net;

// A scanner that finds nothing, and keeps whoever sends it a file with "HOLD" in it waiting until
// it is told to go on.
class SlowScanner {
 public:
  SlowScanner() : socket_(net::SocketAddress("127.0.0.1", 0)), thread_([this] { listen(); }) {}
  ~SlowScanner() {
    stopping_ = true;
    thread_.join();
    for (std::thread& each : talks_) each.join();
  }
  std::string address() const { return socket_.address().toString(); }
  void go_on() { holding_ = false; }
  int held() const { return held_; }  // files that were kept waiting, ever

 private:
  void listen() {
    while (!stopping_)
      if (socket_.poll(Poco::Timespan(0, 20'000), net::Socket::SELECT_READ))
        talks_.emplace_back([this, talk = socket_.acceptConnection()] {
          try {
            answer(talk);
          } catch (const Poco::Exception&) {  // the server was killed
          }
        });
  }
  std::string read(net::StreamSocket& talk, std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t got = 0; got < size;) {
      while (!talk.poll(Poco::Timespan(0, 20'000), net::Socket::SELECT_READ))
        if (stopping_) throw net::NetException("over");
      const int more = talk.receiveBytes(bytes.data() + got, static_cast<int>(size - got));
      if (more <= 0) throw net::NetException("over");
      got += static_cast<std::size_t>(more);
    }
    return bytes;
  }
  void answer(net::StreamSocket talk) {
    read(talk, std::string("zIDSESSION").size() + 1);
    for (int file = 1;; ++file) {
      read(talk, std::string("zINSTREAM").size() + 1);
      std::string bytes;
      for (;;) {
        const std::string head = read(talk, 4);
        std::size_t size = 0;
        for (const char c : head) size = size << 8 | static_cast<unsigned char>(c);
        if (size == 0) break;
        bytes += read(talk, size);
      }
      if (bytes.find("HOLD") != std::string::npos) {
        ++held_;
        while (holding_ && !stopping_) std::this_thread::sleep_for(std::chrono::milliseconds(10));
      }
      const std::string said = std::to_string(file) + ": stream: OK";
      talk.sendBytes(said.c_str(), static_cast<int>(said.size() + 1));
    }
  }

  net::ServerSocket socket_;
  std::atomic<bool> stopping_{false}, holding_{true};
  std::atomic<int> held_{0};
  std::list<std::thread> talks_;
  std::thread thread_;
};

class Checks : public testing::Test {
 protected:
  explicit Checks(int at_once = 2)
      : market(
            {"--checkers", std::to_string(at_once), "--policy",
             policies.write("policy.json", Json{{"clamd", scanner.address()}}.dump()).string()}) {}

  // Not waited for.
  Answer brings(const Recipe& recipe, const std::string& who = "asha") {
    Call call = upload(market.token(who), market.package(recipe, who));
    call.headers.erase("Prefer");
    return market.ask(call);
  }
  std::string brought(const Recipe& recipe, const std::string& who = "asha") {
    const Answer answer = brings(recipe, who);
    EXPECT_EQ(answer.status, 202) << answer.body;
    return Json::parse(answer.body)["submission"]["id"];
  }
  std::string held(const std::string& course = "org.example.held", const char* title = "Held") {
    const int before = scanner.held();
    const std::string id =
        brought({.course = course, .title = title, .files = {{"a.txt", "HOLD"}}});
    EXPECT_TRUE(is_held(before + 1));
    EXPECT_EQ(market.state(id), "checking");
    return id;
  }
  bool is_held(int times) {
    return comes_true([&] { return scanner.held() >= times; }) && scanner.held() == times;
  }
  Json look(const std::string& id, const std::string& who = "cura", const char* prefer = "") {
    Call call = get("/api/v1/submissions/" + id, {}, market.token(who));
    if (*prefer) call.headers["Prefer"] = prefer;
    return Json::parse(market.ask(call).body)["submission"];
  }
  std::vector<std::string> acts(const std::string& id) {
    std::vector<std::string> acts;
    const Json history =
        Json::parse(market.get("/api/v1/submissions/" + id + "/history", "cura").body)["history"];
    for (const Json& row : history) acts.push_back(row["act"]);
    return acts;
  }

  static std::string in(std::chrono::seconds wait) {
    using namespace std::chrono;
    return to_rfc3339(floor<seconds>(system_clock::now()) + wait);
  }
  // As if it had waited long enough; unless it has by now, and is begun.
  void begins_now(const std::string& id) {
    EXPECT_TRUE(open_database(market.server().data())
                    ->run("UPDATE checks SET again_at = ? WHERE submission = ? AND holder IS NULL",
                          in(std::chrono::seconds(0)), id));
  }
  // The server is killed, and the next one finds that this has an hour to wait.
  void crash_and_put_off(const std::string& id) {
    market.server().kill();
    const auto put_off =
        open_database(market.server().data())
            ->run("UPDATE checks SET again_at = ?, holder = NULL WHERE submission = ?",
                  in(std::chrono::hours(1)), id);
    EXPECT_EQ(put_off.value(), 1);
    market.restart_killed();
  }

  Scratch policies;
  SlowScanner scanner;
  Marketplace market;
};

using Acts = std::vector<std::string>;

TEST_F(Checks, AreWaitedForAtTheSubmissionsAddress) {
  const Answer answer = brings({});
  EXPECT_EQ(answer.status, 202) << answer.body;
  EXPECT_EQ(answer.header("Retry-After"), "1");
  EXPECT_EQ(answer.header("Preference-Applied"), "");
  const Json submission = Json::parse(answer.body)["submission"];
  const std::string id = submission["id"];
  EXPECT_EQ(answer.header("Location"), "/api/v1/submissions/" + id);
  EXPECT_EQ(submission["course"], "");
  EXPECT_TRUE(submission["checked_at"].is_null());
  const Json checked = look(id, "asha", "respond-async, Wait = 30; by=us");
  EXPECT_EQ(checked["state"], "in_review");
  EXPECT_EQ(checked["course"], "org.example.first-aid");
  EXPECT_FALSE(checked["checked_at"].is_null());
  EXPECT_EQ(acts(id), (Acts{"submission.created", "submission.checked"}));
  const Answer again = brings({});
  EXPECT_EQ(again.status, 200) << "the same bytes are the same submission";
  EXPECT_EQ(Json::parse(again.body)["submission"], checked);
}

TEST_F(Checks, TellOfARefusalAlikeInBothWays) {
  const Recipe broken{.launch_file = false};
  const Answer waited = market.ask(upload(market.token("asha"), market.package(broken)));
  EXPECT_EQ(waited.status, 422);
  EXPECT_EQ(waited.header("Preference-Applied"), "wait=60");
  const Json problem = Json::parse(waited.body);
  const std::string id = brought(broken);
  EXPECT_NE(waited.header("Location"), "/api/v1/submissions/" + id) << "it is checked anew";
  const Json told = look(id, "asha", "wait=30");
  EXPECT_EQ(told["state"], "refused");
  EXPECT_EQ(told["problem"], "package-has-errors");
  EXPECT_EQ(told["reason"], problem["detail"]);
  EXPECT_EQ(told["findings"], problem["findings"]);
  EXPECT_FALSE(told["findings"].empty());
  EXPECT_EQ(market.get("/api/v1/submissions/" + id + "/package", "asha").problem(),
            "package-refused");
  EXPECT_TRUE(market.server().comes_to_keep(0));
  EXPECT_EQ(acts(id), (Acts{"submission.created", "submission.checked"}));
  EXPECT_EQ(market.post("/api/v1/submissions/" + id + "/withdraw", "asha", "{}").problem(),
            "submission-state");
}

TEST_F(Checks, LeaveAnUploadThatWasRefused) {
  const SecretKey late = new_key("late");
  const std::string zip = make_package(market.scratch().path(), {}, &late);
  Call begin{"POST",
             "/api/v1/uploads",
             market.token("asha"),
             zip,
             "application/offset+octet-stream",
             {{"Tus-Resumable", "1.0.0"}, {"Upload-Length", std::to_string(zip.size())}}};
  const std::string upload = market.ask(begin).header("Location");
  const std::string body = Json{{"upload", upload.substr(upload.rfind('/') + 1)}}.dump();
  EXPECT_EQ(market.post("/api/v1/submissions", "asha", body).problem(), "signer-unknown");
  EXPECT_EQ(
      market.post("/api/v1/keys", "asha", Json{{"key", late.public_key().line()}}.dump()).status,
      201);
  EXPECT_EQ(market.post("/api/v1/submissions", "asha", body).status, 201);
}

TEST_F(Checks, OfWhatIsTakenBackAreOver) {
  const std::string id = held();
  EXPECT_EQ(look(id)["position"], nullptr);
  EXPECT_EQ(market.post("/api/v1/submissions/" + id + "/withdraw", "asha", "{}").status, 200);
  scanner.go_on();
  EXPECT_TRUE(market.becomes(brought({}), "in_review"));
  EXPECT_EQ(market.state(id), "withdrawn");
  EXPECT_EQ(acts(id), (Acts{"submission.created", "submission.withdrawn"}));
}

// The one that was brought first is checked last.
TEST_F(Checks, LetTheVersionCountThatWasBroughtLast) {
  const std::string first = held("org.example.first-aid", "First aid, held");
  const std::string second = brought({});
  EXPECT_TRUE(market.becomes(second, "in_review"));
  scanner.go_on();
  EXPECT_TRUE(market.becomes(first, "superseded"));
  EXPECT_EQ(market.state(second), "in_review");
}

// What ends the server each time is not looked at for ever, and takes no other with it.
TEST_F(Checks, EndForAPackageThatEndsTheServer) {
  const std::string bad = held();
  const std::string beside = held("org.example.beside");
  market.crash();
  EXPECT_TRUE(is_held(3)) << "one, alone";
  market.crash();
  EXPECT_TRUE(is_held(4)) << "the other: the first waits";
  EXPECT_EQ(market.state(bad), "checking");
  EXPECT_EQ(market.state(beside), "checking");
  crash_and_put_off(beside);
  for (int held = 5; held <= 7; ++held) {
    begins_now(bad);
    EXPECT_TRUE(is_held(held)) << "one, alone";
    market.crash();
  }
  EXPECT_TRUE(market.becomes(bad, "refused"));
  const Json told = look(bad);
  EXPECT_EQ(told["problem"], "check-failed");
  EXPECT_NE(told["reason"].get<std::string>().find("5 times"), std::string::npos);
  EXPECT_EQ(acts(bad), (Acts{"submission.created", "submission.checked"}));
  begins_now(beside);
  EXPECT_TRUE(is_held(8));
  scanner.go_on();
  EXPECT_TRUE(market.becomes(beside, "in_review"));
  EXPECT_EQ(acts(beside), (Acts{"submission.created", "submission.checked"}));
}

TEST_F(Checks, AnswerWhoeverWaitsWhenTheServerEnds) {
  Answer answer;
  std::thread client([&] {
    answer = market.ask(upload(market.token("asha"), market.package({.files = {{"a", "HOLD"}}})));
  });
  EXPECT_TRUE(is_held(1));
  std::thread ends([&] { market.restart(); });
  client.join();
  EXPECT_EQ(answer.status, 202) << answer.body;
  scanner.go_on();
  ends.join();
  EXPECT_TRUE(market.becomes(Json::parse(answer.body)["submission"]["id"], "in_review"));
}

class FewCheckers : public Checks {
 protected:
  FewCheckers() : Checks(1) {}
};

TEST_F(FewCheckers, TakeTurnsBetweenPartners) {
  held();
  std::vector<std::string> flood;
  for (int i = 0; i < 30; ++i)
    flood.push_back(brought({.course = "org.example.c" + std::to_string(i)}));
  const std::string other = brought({.course = "org.other.one"}, "bina");
  const std::string other_too = brought({.course = "org.other.two"}, "bina");
  EXPECT_EQ(look(flood[0])["position"], 1);
  EXPECT_EQ(look(other)["position"], 2);
  EXPECT_EQ(look(flood[1])["position"], 3);
  EXPECT_EQ(look(other_too)["position"], 4);
  EXPECT_EQ(look(flood[29])["position"], 32);
  const std::string metrics = market.get("/metrics").body;
  EXPECT_NE(metrics.find("haat_queue{kind=\"checks\"} 33"), std::string::npos);
  EXPECT_NE(metrics.find("haat_check_oldest_seconds"), std::string::npos);
  EXPECT_EQ(Json::parse(market.get("/api/v1/kpis", "cura").body)["checks"]["waiting"], 33);
  scanner.go_on();
  EXPECT_TRUE(market.becomes(flood[29], "in_review"));
  const auto order = open_database(market.server().data())
                         ->all(
                             "SELECT subject FROM audit WHERE action = 'submission.checked' "
                             "ORDER BY number LIMIT 5",
                             [](const server::Row& row) { return row.text(0); });
  EXPECT_EQ((*order)[1], flood[0]);
  EXPECT_EQ((*order)[2], other);
  EXPECT_EQ((*order)[3], flood[1]);
  EXPECT_EQ((*order)[4], other_too);
}

}  // namespace
}  // namespace haat::test
