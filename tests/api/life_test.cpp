#include <Poco/Exception.h>
#include <Poco/Net/StreamSocket.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "core/json/json.hpp"
#include "core/package/digest.hpp"
#include "core/signing/hex.hpp"
#include "marketplace-server/store/store.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

TEST(Life, SaysWhereItListens) {
  Scratch scratch;
  ServerProcess server(scratch / "data");
  EXPECT_EQ(server.first_line(),
            "haat-server 0.1.0 listening on http://127.0.0.1:" + std::to_string(server.port()));
}

TEST(Life, SecretsAreForTheOwnerOnly) {
  Scratch scratch;
  ServerProcess server(scratch / "data");
  std::vector<const char*> names{"admin.token", "marketplace.key", "online.key"};
  if (!on_postgresql()) names.push_back("haat.sqlite");
  for (const char* name : names) {
    struct stat status {};
    ASSERT_EQ(::stat((server.data() / name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 0777, 0600u) << name;
  }
  const auto hash =
      open_database(server.data())->first("SELECT hash FROM tokens", [](const server::Row& row) {
        return row.text(0);
      });
  EXPECT_EQ(hash->value(), to_hex(sha256(server.admin_token())));
  if (on_postgresql()) return;
  for (const char* name : {"haat.sqlite", "haat.sqlite-wal"})
    EXPECT_EQ(Scratch::read(server.data() / name).find(server.admin_token()), std::string::npos);
}

TEST(Life, SecondStartKeepsEverything) {
  Marketplace market;
  market.accept(market.submit(market.package()));
  const std::string waiting = market.submit(market.package({.version = "2.0.0"}));
  const std::string key = market.get("/api/v1/key").body;
  const std::string courses = market.get("/api/v1/courses").body;
  const std::string audit = market.get("/api/v1/audit", "admin").body;
  market.restart();
  EXPECT_EQ(market.get("/api/v1/key").body, key);
  EXPECT_EQ(market.get("/api/v1/courses").body, courses);
  EXPECT_EQ(market.get("/api/v1/audit", "admin").body, audit);
  market.accept(waiting);
}

// Killed over and over in the middle of submissions: whatever a row names is there, whole, and the
// log's chain holds.
TEST(Life, NothingIsHalfWrittenAfterAKill) {
  Marketplace market;
  for (int round = 0; round < 4; ++round) {
    std::thread busy([&] {
      for (int n = 0; n < 50; ++n) {
        try {
          const std::string version = std::to_string(round + 1) + "." + std::to_string(n) + ".0";
          market.accept(market.submit(market.package({.version = version})));
        } catch (const std::exception&) {  // the server is gone
          return;
        }
      }
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(120 + 70 * round));
    ::kill(market.server().process(), SIGKILL);
    busy.join();
    market.crash();
    const auto submitted = [&] {
      return Json::parse(market.get("/api/v1/submissions?limit=200", "cura").body)["submissions"];
    };
    const auto live_of = [](const Json& submissions) {
      return std::count_if(submissions.begin(), submissions.end(),
                           [](const Json& each) { return each["state"] == "live"; });
    };
    Json submissions = submitted(), courses;
    for (const Json& each : submissions) {
      const Answer zip =
          market.get("/api/v1/submissions/" + each["id"].get<std::string>() + "/package", "cura");
      EXPECT_EQ(zip.body.size(), each["size"].get<std::size_t>());
    }
    // What was accepted before the kill is published behind it, maybe while these are read.
    for (Json before; before != submissions; submissions = submitted()) {
      before = submissions;
      courses = Json::parse(market.get("/api/v1/courses").body)["courses"];
    }
    EXPECT_EQ(live_of(submissions), static_cast<long>(courses.size()));
    EXPECT_EQ(market.server().log().find("WARNING"), std::string::npos);
  }
}

TEST(Life, AuditLogHoldsAndShowsTampering) {
  Marketplace market;
  market.accept(market.submit(market.package()));
  const auto verify = [&] {
    auto store = server::Store::open(database_of(market.server().data()));
    return (*store)->view([](server::Session& session) { return session.verify_audit(); });
  };
  const auto rows = verify();
  ASSERT_TRUE(rows.has_value());
  EXPECT_EQ(*rows,
            12);  // five accounts, two keys, a submission, its check, its assessment, two steps
  const Json log = Json::parse(market.get("/api/v1/audit", "admin").body)["audit"];
  EXPECT_EQ(log.at(10)["action"], "submission.accepted");
  EXPECT_EQ(log.at(10)["actor"], "cura");
  EXPECT_EQ(log.back()["action"], "submission.published");
  EXPECT_EQ(log.back()["actor"], "marketplace");

  const auto database = open_database(market.server().data());
  EXPECT_FALSE(database->script("UPDATE audit SET actor = 'x'"));
  EXPECT_FALSE(database->script("DELETE FROM audit"));
  ASSERT_TRUE(database->script(on_postgresql() ? "DROP TRIGGER audit_is_append_only ON audit"
                                               : "DROP TRIGGER audit_is_not_edited"));
  ASSERT_TRUE(database->script("UPDATE audit SET actor = 'dev' WHERE number = 9"));
  EXPECT_EQ(verify().error().id, "audit-broken");
  market.restart();
  EXPECT_NE(market.server().log().find("the audit log was changed at row 9"), std::string::npos);
}

TEST(Life, StartThatCannotBeSaysWhy) {
  Scratch scratch;
  ServerProcess server(scratch / "data");
  const std::string listen = "127.0.0.1:" + std::to_string(server.port());
  scratch.write("file", "no folder");
  scratch.write("providers.json", R"({"providers":[{"id":"x"}]})");
  const auto signed_by = [&](const char* name, const std::string& keys) {
    return scratch
        .write(name, R"({"providers":[{"id":"x","library":"folder.so"}],"signed_by":)" + keys + "}")
        .string();
  };
  const auto with_hosts = [&](const char* name, const std::string& hosts) {
    return scratch
        .write(name, R"({"providers":[{"id":"x","library":"folder.so","hosts":)" + hosts + "}]}")
        .string();
  };
  const struct {
    const char* name;
    std::vector<std::string> arguments;
    int code;
    const char* says;
  } starts[] = {
      {"port in use",
       {"--data", (scratch / "b").string(), "--listen", listen},
       3,
       "[address-in-use]"},
      {"data in use",
       {"--data", (scratch / "data").string(), "--listen", "127.0.0.1:0"},
       3,
       "[data-folder-locked]"},
      {"data is no folder",
       {"--data", (scratch / "file/x").string(), "--listen", "127.0.0.1:0"},
       3,
       "[data-folder-unusable]"},
      {"data not writable",
       {"--data", "/proc", "--listen", "127.0.0.1:0"},
       3,
       "[data-folder-unusable]"},
      {"no address",
       {"--data", (scratch / "c").string(), "--listen", "nowhere"},
       3,
       "[address-invalid]"},
      {"no providers file",
       {"--data", (scratch / "c").string(), "--listen", "127.0.0.1:0", "--providers", "/nowhere"},
       3,
       "[providers-file-unreadable]"},
      {"bad providers file",
       {"--data", (scratch / "c").string(), "--listen", "127.0.0.1:0", "--providers",
        (scratch / "providers.json").string()},
       3,
       "[providers-file-invalid]"},
      {"hosts are no list",
       {"--data", (scratch / "c").string(), "--listen", "127.0.0.1:0", "--providers",
        with_hosts("text.json", R"("lms.example.org")")},
       3,
       "/providers/0/hosts is wrong; it should be a list of hosts"},
      {"host without a name",
       {"--data", (scratch / "c").string(), "--listen", "127.0.0.1:0", "--providers",
        with_hosts("nameless.json", R"([{"private":true}])")},
       3,
       "(it lacks the member \"name\")"},
      {"private that is no truth",
       {"--data", (scratch / "c").string(), "--listen", "127.0.0.1:0", "--providers",
        with_hosts("maybe.json", R"([{"name":"lms.example.org","private":"yes"}])")},
       3,
       "/providers/0/hosts/0/private is wrong; it should be true or false"},
      {"host that is an URL",
       {"--data", (scratch / "c").string(), "--listen", "127.0.0.1:0", "--providers",
        with_hosts("url.json", R"(["https://lms.example.org/"])")},
       3,
       "\"https://lms.example.org/\" is no host: write a name as in \"lms.example.org\""},
      {"authority that is not there",
       {"--data", (scratch / "c").string(), "--listen", "127.0.0.1:0", "--providers",
        with_hosts("ca.json", R"([{"name":"lms.example.org","authority":"gone.pem"}])")},
       3,
       "[provider-authority-missing]"},
      {"signers are no list",
       {"--data", (scratch / "c").string(), "--listen", "127.0.0.1:0", "--providers",
        signed_by("one.json", R"("haat-ed25519 x desk")")},
       3,
       "/signed_by is wrong; it should be a list of public keys"},
      {"signer that is no key",
       {"--data", (scratch / "c").string(), "--listen", "127.0.0.1:0", "--providers",
        signed_by("key.json", R"(["haat-ed25519 x desk"])")},
       3,
       "[public-key-invalid]"},
      {"unknown option", {"--nonsense"}, 2, "nonsense"},
      {"bad number", {"--max-upload=many"}, 2, "number of bytes"},
      {"argument", {"data"}, 2, "data"},
  };
  for (const auto& each : starts) {
    SCOPED_TRACE(each.name);
    const Ended ended = run_server(each.arguments);
    EXPECT_EQ(ended.code, each.code) << ended.err;
    EXPECT_NE(ended.err.find(each.says), std::string::npos) << ended.err;
    EXPECT_EQ(ended.out, "");
  }
}

TEST(Life, DatabaseOfANewerServerIsLeftAlone) {
  Scratch scratch;
  { ServerProcess server(scratch / "data"); }
  ASSERT_TRUE(
      open_database(scratch / "data")
          ->script(on_postgresql() ? "UPDATE form SET version = 99" : "PRAGMA user_version = 99"));
  const Ended ended = run_server(arguments_for(scratch / "data"));
  EXPECT_EQ(ended.code, 3);
  EXPECT_NE(ended.err.find("[database-newer]"), std::string::npos) << ended.err;
}

TEST(Life, ForeignDatabaseIsNotTouched) {
  Scratch scratch;
  scratch.write("data/haat.sqlite",
                "these bytes are no database, and there are enough of them to be sure of it");
  const Ended ended =
      run_server({"--data", (scratch / "data").string(), "--listen", "127.0.0.1:0"});
  EXPECT_EQ(ended.code, 3);
  EXPECT_NE(ended.err.find("[database-corrupt]"), std::string::npos) << ended.err;
}

// Clients that have asked once and may ask again.
class Idle {
 public:
  Idle(unsigned short port, int clients) {
    for (int i = 0; i < clients; ++i) {
      sockets_.emplace_back(Poco::Net::SocketAddress("127.0.0.1", port));
      sockets_.back().setReceiveTimeout(Poco::Timespan(60, 0));
      ask(sockets_.back());
    }
  }

  // Whether the last of them is answered on the connection that it has.
  bool is_answered() {
    receive(sockets_.back());
    ask(sockets_.back());
    return receive(sockets_.back()).starts_with("HTTP/1.1 200");
  }

 private:
  static void ask(Poco::Net::StreamSocket& socket) {
    const std::string head = "GET /health HTTP/1.1\r\nHost: h\r\n\r\n";
    socket.sendBytes(head.data(), static_cast<int>(head.size()));
  }
  static std::string receive(Poco::Net::StreamSocket& socket) {
    char buffer[8192];
    return {buffer, static_cast<std::size_t>(socket.receiveBytes(buffer, sizeof buffer))};
  }
  std::vector<Poco::Net::StreamSocket> sockets_;
};

// Node's own client believes in a connection for 4 seconds. If the server closed it before that, a
// request could meet the closing, and would fail.
TEST(Life, IdleConnectionsAreKeptForLongerThanClientsUseThem) {
  Scratch scratch;
  ServerProcess server(scratch / "data");
  Idle idle(server.port(), 3);
  std::this_thread::sleep_for(std::chrono::seconds(5));
  EXPECT_TRUE(idle.is_answered());
}

// A thread a connection, and more of them than there are threads: whoever comes next is served long
// before the idle ones would have gone by themselves.
TEST(Life, IdleConnectionsDoNotStarveOthers) {
  Scratch scratch;
  ServerProcess server(scratch / "data");
  const Idle idle(server.port(), 300);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(ask(server.port(), get("/health")).status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(40));
}

TEST(Life, IdleConnectionsDoNotKeepTheServerFromEnding) {
  Scratch scratch;
  ServerProcess server(scratch / "data", {"--drain", "60"});
  Idle idle(server.port(), 3);
  EXPECT_TRUE(idle.is_answered());
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(server.stop(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(40));
}

// More clients than there are threads, each of which sends a byte now and then.
class Drip {
 public:
  Drip(unsigned short port, int clients, const std::string& head) {
    for (int i = 0; i < clients; ++i) {
      sockets_.emplace_back(Poco::Net::SocketAddress("127.0.0.1", port));
      sockets_.back().sendBytes(head.data(), static_cast<int>(head.size()));
    }
    thread_ = std::thread([this] {
      for (; !done_; std::this_thread::sleep_for(std::chrono::milliseconds(500)))
        for (auto& socket : sockets_) try {
            socket.sendBytes("a", 1);
          } catch (const Poco::Exception&) {  // cut off
          }
    });
  }
  ~Drip() {
    done_ = true;
    thread_.join();
  }

 private:
  std::vector<Poco::Net::StreamSocket> sockets_;
  std::atomic<bool> done_{false};
  std::thread thread_;
};

TEST(Life, DrippingClientsAreCutOff) {
  Scratch scratch;
  ServerProcess server(scratch / "data");
  const Drip drip(server.port(), 300, "GET /health HTTP/1.1\r\nHost: h\r\nX: ");
  EXPECT_EQ(
      ask(server.port(), {.target = "/health", .token = {}, .body = {}, .type = {}, .headers = {}})
          .status,
      200);
}

TEST(Life, DrippingUploadsDoNotKeepTheServerFromEnding) {
  Marketplace market;
  const Drip drip(market.server().port(), 5,
                  "POST /api/v1/submissions HTTP/1.1\r\nHost: h\r\nContent-Type: "
                  "application/zip\r\nAuthorization: Bearer " +
                      market.token("asha") + "\r\nContent-Length: 100000\r\nContent-Digest: " +
                      upload("", "x").headers["Content-Digest"] + "\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(market.server().stop(), 0);
  EXPECT_EQ(market.server().blobs(), 0);
}

}  // namespace
}  // namespace haat::test
