#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <atomic>
#include <sstream>
#include <thread>

#include "core/json/json.hpp"
#include "marketplace-server/http/network.hpp"
#include "marketplace-server/http/rate_limit.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;
using server::RateLimit;

Call get(const std::string& target, std::map<std::string, std::string> headers,
         const std::string& token = "") {
  return {.target = target, .token = token, .body = {}, .type = {}, .headers = std::move(headers)};
}

std::vector<Json> json_lines(const std::string& log) {
  std::vector<Json> lines;
  std::istringstream in(log);
  for (std::string line; std::getline(in, line);) lines.push_back(Json::parse(line));
  return lines;
}

TEST(Operation, ReadyTellsEachReason) {
  Scratch scratch;
  {
    ServerProcess server(scratch / "data");
    const Answer ready = ask(server.port(), get("/ready", {}));
    EXPECT_EQ(ready.status, 200) << ready.body;
    for (const char* check : {"store", "blobs", "schema", "disk"})
      EXPECT_EQ(Json::parse(ready.body)["checks"][check]["good"], true) << check;
  }
  const auto file = scratch.write("haat.json", R"({"disk_floor": 9007199254740991})");
  ServerProcess server(scratch / "data", {"--config", file.string()});
  std::filesystem::remove(server.data() / "blobs/incoming");
  const Answer full = ask(server.port(), get("/ready", {}));
  std::filesystem::create_directory(server.data() / "blobs/incoming");
  EXPECT_EQ(full.status, 503);
  const Json checks = Json::parse(full.body)["checks"];
  EXPECT_EQ(checks["disk"]["good"], false);
  EXPECT_NE(checks["disk"]["reason"].get<std::string>().find("9007199254740991"),
            std::string::npos);
  EXPECT_EQ(checks["blobs"]["good"], false);
  EXPECT_EQ(checks["store"]["good"], true);
  EXPECT_EQ(ask(server.port(), get("/health", {})).status, 200);
}

TEST(Operation, MetricsCountWhatHappened) {
  Marketplace market;
  market.accept(market.submit(market.package()));
  market.submit(market.package({.version = "2.0.0"}));
  market.get("/nowhere/" + std::string(20, 'x'));
  EXPECT_EQ(market.get("/metrics").status, 401);
  EXPECT_EQ(market.get("/metrics", "cura").status, 403);
  const Answer metrics = market.get("/metrics", "admin");
  EXPECT_EQ(metrics.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  for (const char* line :
       {"# TYPE haat_http_requests_total counter",
        "haat_http_requests_total{method=\"POST\",route=\"create_submission\",status=\"201\"} 2\n",
        "haat_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1\n",
        "haat_http_requests_total{method=\"GET\",route=\"show_metrics\",status=\"401\"} 1\n",
        "haat_http_request_duration_seconds_bucket{method=\"POST\",route=\"create_submission\",le="
        "\"+Inf\"} 2\n",
        "haat_submissions{state=\"live\"} 1\n", "haat_submissions{state=\"in_review\"} 1\n",
        "haat_submissions{state=\"rejected\"} 0\n", "haat_queue{kind=\"deliveries\"} 0\n",
        "haat_queue{kind=\"scans\"} 0\n", "# TYPE haat_http_connections gauge\n"})
    EXPECT_NE(metrics.body.find(line), std::string::npos) << line << "\n" << metrics.body;
  EXPECT_EQ(metrics.body.find("nowhere"), std::string::npos);  // what strangers write is no label
}

TEST(Operation, MetricsNeedNoTokenFromWhereTheOperatorSaid) {
  Scratch scratch;
  const auto file =
      scratch.write("haat.json", R"({"metrics_from": ["192.0.2.0/24"], "proxies": ["127.0.0.1"]})");
  ServerProcess server(scratch / "data", {"--config", file.string()});
  const auto from = [&](const char* address) {
    return ask(server.port(), get("/metrics", {{"X-Forwarded-For", address}})).status;
  };
  EXPECT_EQ(from("192.0.2.77"), 200);
  EXPECT_EQ(from("192.0.3.77"), 401);
  EXPECT_EQ(from("192.0.2.77, 198.51.100.1"), 401);  // what a client wrote in front is no proof
  EXPECT_EQ(from("nonsense"), 401);
}

TEST(Operation, RequestsHaveAnIdInAnswerProblemAndLog) {
  Scratch scratch;
  const auto file = scratch.write("haat.json", R"({"log": "json"})");
  ServerProcess server(scratch / "data", {"--config", file.string()});
  const Answer given =
      ask(server.port(), get("/nowhere?token=haat_secret", {{"X-Request-Id", "abc-1"}}));
  EXPECT_EQ(given.header("X-Request-Id"), "abc-1");
  EXPECT_EQ(Json::parse(given.body)["instance"], "/requests/abc-1");
  for (const std::string& insane :
       {std::string("a b"), std::string("\"x\""), std::string(129, 'a')}) {
    const Answer made = ask(server.port(), get("/api/v1/me", {{"X-Request-Id", insane}}, "haat_x"));
    EXPECT_EQ(made.header("X-Request-Id").size(), 32u) << made.header("X-Request-Id");
  }
  ASSERT_EQ(server.stop(), 0);
  bool told = false;
  for (const Json& line : json_lines(server.log())) {
    if (line.value("request", "") != "abc-1") continue;
    told = true;
    EXPECT_EQ(line["path"], "/nowhere");
    EXPECT_EQ(line["status"], 404);
    EXPECT_EQ(line["client"], "127.0.0.1");
  }
  EXPECT_TRUE(told) << server.log();
  EXPECT_EQ(server.log().find("haat_"), std::string::npos);
}

TEST(RateLimits, AMinutesRequestsThenOneAfterTheOther) {
  RateLimit limit({.address = 3});
  const auto start = RateLimit::SteadyClock::now();
  const auto take = [&](const char* who, std::chrono::milliseconds at) {
    return limit.take(RateLimit::Kind::address, who, start + at);
  };
  EXPECT_EQ(take("a", 0ms).left, 2u);
  EXPECT_EQ(take("a", 0ms).left, 1u);
  EXPECT_EQ(take("a", 0ms).left, 0u);
  const auto refused = take("a", 0ms);
  EXPECT_EQ(refused.wait, 20u);  // three a minute
  EXPECT_EQ(refused.full_in, 60u);
  EXPECT_EQ(take("b", 0ms).wait, 0u);  // another has a bucket of its own
  EXPECT_EQ(take("a", 19s).wait, 1u);
  EXPECT_EQ(take("a", 20s).wait, 0u);
  EXPECT_EQ(take("a", 20s).wait, 20u);
  EXPECT_EQ(take("a", 10min).left, 2u);  // never more than a minute's
  EXPECT_EQ(limit.take(RateLimit::Kind::account, "a", start).quota, 0u);  // no limit
}

TEST(RateLimits, AreToldAndHold) {
  Scratch scratch;
  const auto file = scratch.write("haat.json", R"({"proxies": ["127.0.0.1"],
    "rates": {"address": 4, "sign_in": 2, "account": 3}})");
  ServerProcess server(scratch / "data", {"--config", file.string()});
  const auto from = [&](const char* address, const std::string& target, const std::string& token) {
    return ask(server.port(), get(target, {{"X-Forwarded-For", address}}, token));
  };
  for (int i = 0; i < 4; ++i) EXPECT_EQ(from("203.0.113.1", "/health", "").status, 200);
  const Answer refused = from("203.0.113.1", "/health", "");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.problem(), "rate-limit-exceeded");
  EXPECT_EQ(refused.header("RateLimit-Policy"), "\"address\";q=4;w=60");
  EXPECT_EQ(refused.header("RateLimit").substr(0, 14), "\"address\";r=0;");
  EXPECT_EQ(refused.header("Retry-After"), "15");
  EXPECT_EQ(from("203.0.113.2", "/health", "").header("RateLimit").substr(0, 14),
            "\"address\";r=3;");

  // Whoever tries tokens is soon told to wait; an account has a rate of its own, wherever it asks
  // from.
  EXPECT_EQ(from("203.0.113.3", "/api/v1/me", "haat_a").status, 401);
  EXPECT_EQ(from("203.0.113.3", "/api/v1/me", "haat_b").status, 401);
  EXPECT_EQ(from("203.0.113.3", "/api/v1/me", "haat_c").status, 429);
  const std::string token = server.admin_token();
  EXPECT_EQ(from("203.0.113.3", "/api/v1/me", token).status, 200);
  EXPECT_EQ(from("203.0.113.4", "/api/v1/me", token).status, 200);
  EXPECT_EQ(from("203.0.113.5", "/api/v1/me", token).status, 200);
  EXPECT_EQ(from("203.0.113.6", "/api/v1/me", token).header("RateLimit-Policy"),
            "\"account\";q=3;w=60");
}

TEST(Networks, ContainWhatBeginsAlike) {
  const struct {
    const char* network;
    const char* address;
    bool inside;
  } cases[] = {{"10.0.0.0/8", "10.255.0.1", true},
               {"10.0.0.0/8", "11.0.0.1", false},
               {"10.0.0.0/8", "::ffff:10.1.1.1", true},
               {"192.0.2.1", "192.0.2.1", true},
               {"192.0.2.1", "192.0.2.2", false},
               {"2001:db8::/32", "2001:db8:1::1", true},
               {"2001:db8::/32", "2001:db9::1", false},
               {"0.0.0.0/0", "1.2.3.4", true},
               {"0.0.0.0/0", "::1", false},
               {"10.0.0.0/8", "no address", false}};
  for (const auto& each : cases) {
    const auto network = server::Network::parse(each.network);
    ASSERT_TRUE(network.has_value()) << each.network;
    EXPECT_EQ(network->contains(each.address), each.inside) << each.network << " " << each.address;
  }
  for (const char* wrong :
       {"", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "x/8", "10.0.0.0/8x"})
    EXPECT_FALSE(server::Network::parse(wrong).has_value()) << wrong;
}

Call with_key(Call call, const std::string& key) {
  call.headers["Idempotency-Key"] = key;
  return call;
}

TEST(Idempotency, TheSameRequestIsDoneOnce) {
  Marketplace market;
  const std::string json = R"({"name":"ravi","role":"curator"})";
  const auto open = [&](const std::string& key) {
    return market.ask(with_key(post_json("/api/v1/accounts", market.token("admin"), json), key));
  };
  const Answer first = open("k1");
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(first.header("Idempotency-Replayed"), "");
  const Answer again = open("k1");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);  // with the token that is shown once
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  EXPECT_EQ(open("k2").problem(), "account-exists");
  // The token is in no file in the clear, though the answer is kept.
  const std::string token = Json::parse(first.body)["token"].get<std::string>();
  market.restart();
  EXPECT_EQ(open("k1").body, first.body);
  for (const char* name : {"haat.sqlite", "haat.sqlite-wal"})
    EXPECT_EQ(Scratch::read(market.server().data() / name).find(token), std::string::npos) << name;

  const Answer other = market.ask(with_key(
      post_json("/api/v1/accounts", market.token("admin"), R"({"name":"mina","role":"curator"})"),
      "k1"));
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.problem(), "idempotency-key-used");
  EXPECT_EQ(market.ask(with_key(post_json("/api/v1/accounts", market.token("admin"), "{}"), "a b"))
                .problem(),
            "idempotency-key-invalid");
  // Keys are each account's own, and what was refused may be tried anew.
  EXPECT_EQ(
      market.ask(with_key(post_json("/api/v1/accounts", market.token("cura"), json), "k1")).status,
      403);
}

TEST(Idempotency, APackageIsTakenOnce) {
  Marketplace market;
  const std::string zip = market.package();
  const Call call = with_key(upload(market.token("asha"), zip), "u1");
  const Answer first = market.ask(call);
  ASSERT_EQ(first.status, 201) << first.body;
  const Answer again = market.ask(call);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  EXPECT_EQ(Json::parse(market.get("/api/v1/submissions", "cura").body)["submissions"].size(), 1u);
}

// However many come at once, one is done; the others hear that it is under way, or its answer.
TEST(Idempotency, AtOnceIsOnce) {
  Marketplace market;
  const Call call = with_key(upload(market.token("asha"), market.package()), "u1");
  std::atomic<int> done{0}, busy{0}, replayed{0}, other{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i)
    clients.emplace_back([&] {
      const Answer answer = market.ask(call);
      if (answer.problem() == "idempotency-key-busy" && answer.status == 409)
        ++busy;
      else if (answer.header("Idempotency-Replayed") == "true")
        ++replayed;
      else
        ++(answer.status == 201 ? done : other);
    });
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(done, 1);
  EXPECT_EQ(other, 0);
  EXPECT_EQ(busy + replayed, 7);
}

}  // namespace
}  // namespace haat::test
