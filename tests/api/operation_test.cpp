#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "core/json/json.hpp"
#include "marketplace-server/http/network.hpp"
#include "marketplace-server/http/peer.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {
namespace {

std::vector<Json> json_lines(const std::string& log) {
  std::vector<Json> lines;
  std::istringstream in(log);
  for (std::string line; std::getline(in, line);) lines.push_back(Json::parse(line));
  return lines;
}

TEST(Operation, ReadyTellsEachReason) {
  const Scratch scratch;
  {
    ServerProcess server(scratch / "data");
    const Answer ready = ask(server.port(), get("/ready"));
    EXPECT_EQ(ready.status, 200) << ready.body;
    for (const char* check : {"database", "packages", "disk", "clock"})
      EXPECT_EQ(Json::parse(ready.body)["checks"][check]["good"], true) << check;
  }
  ServerProcess server(scratch / "data", {"--disk-floor", "9007199254740991"});
  std::filesystem::rename(server.data() / "blobs/incoming", scratch / "away");
  const Answer full = ask(server.port(), get("/ready"));
  std::filesystem::rename(scratch / "away", server.data() / "blobs/incoming");
  EXPECT_EQ(full.status, 503);
  const Json checks = Json::parse(full.body)["checks"];
  EXPECT_EQ(checks["disk"]["good"], false);
  EXPECT_NE(checks["disk"]["says"].get<std::string>().find(
                "bytes are left; there should be at least 9007199254740991"),
            std::string::npos);
  EXPECT_EQ(checks["packages"]["good"], false);
  EXPECT_EQ(checks["database"]["good"], true);
  EXPECT_EQ(checks["clock"]["good"], true);
  EXPECT_EQ(full.body.find(scratch.path().string()), std::string::npos) << "paths are nobody's";
  EXPECT_NE(server.log().find("not ready: disk"), std::string::npos) << server.log();
  EXPECT_EQ(ask(server.port(), get("/health")).status, 200) << "it is up all the same";
}

TEST(Operation, MetricsCountWhatHappened) {
  Marketplace market;
  const std::string package = market.package();
  market.accept(market.submit(package));
  const std::string second = market.package({.version = "2.0.0"});
  market.submit(second);
  market.get("/nowhere/" + std::string(20, 'x'));
  const std::vector<std::string> lines{
      "# TYPE haat_http_requests_total counter\n",
      "haat_http_requests_total{method=\"POST\",route=\"create_submission\",status=\"201\"} 2\n",
      "haat_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1\n",
      "haat_http_request_duration_seconds_bucket{method=\"POST\",route=\"create_submission\",le="
      "\"+Inf\"} 2\n",
      "haat_upload_bytes_total " + std::to_string(package.size() + second.size()) + "\n",
      "haat_submissions{state=\"live\"} 1\n",
      "haat_submissions{state=\"in_review\"} 1\n",
      "haat_submissions{state=\"rejected\"} 0\n",
      "haat_queue{kind=\"deliveries\"} 0\n",
      "haat_queue{kind=\"scans\"} 0\n",
      "# TYPE haat_http_connections gauge\n"};
  // What is answered is counted when it is sent, which may be after the client has it.
  Answer metrics;
  comes_true([&] {
    metrics = market.get("/metrics");
    return std::all_of(lines.begin(), lines.end(), [&](const std::string& line) {
      return metrics.body.find(line) != std::string::npos;
    });
  });
  EXPECT_EQ(metrics.status, 200) << "this machine is the operator's";
  EXPECT_EQ(metrics.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  for (const std::string& line : lines)
    EXPECT_NE(metrics.body.find(line), std::string::npos) << line << "\n" << metrics.body;
  EXPECT_EQ(metrics.body.find("nowhere"), std::string::npos) << "what strangers write is no label";
}

TEST(Operation, MetricsAreForOperators) {
  const Scratch scratch;
  ServerProcess server(scratch / "data", {"--metrics-from", "192.0.2.0/24,2001:db8::7"});
  const auto from = [&](const char* address, const std::string& token = "") {
    return ask(server.port(), get("/metrics", {{"X-Forwarded-For", address}}, token)).status;
  };
  EXPECT_EQ(from("192.0.2.77"), 200);
  EXPECT_EQ(from("2001:db8::7"), 200);
  EXPECT_EQ(from("2001:db8::8"), 401);
  EXPECT_EQ(from("192.0.3.77"), 401);
  EXPECT_EQ(from("192.0.2.77, 198.51.100.1"), 401) << "what a client wrote in front is no proof";
  EXPECT_EQ(from("nonsense"), 401);
  EXPECT_EQ(from("192.0.3.77", server.admin_token()), 200);
  EXPECT_EQ(ask(server.port(), get("/metrics")).status, 401) << "this machine was not named";
}

TEST(Operation, RequestsHaveAnIdInAnswerAndLog) {
  const Scratch scratch;
  ServerProcess server(scratch / "data");
  const Answer given =
      ask(server.port(), get("/nowhere?token=haat_secret", {{"X-Request-Id", "abc-1"}}));
  EXPECT_EQ(given.status, 404);
  EXPECT_EQ(given.header("X-Request-Id"), "abc-1");
  ask(server.port(), get("/api/v1/me", {{"X-Request-Id", "abc-2"}}, server.admin_token()));
  for (const std::string& insane :
       {std::string("a b"), std::string("\"x\""), std::string(129, 'a')}) {
    const Answer made = ask(server.port(), get("/api/v1/me", {{"X-Request-Id", insane}}, "haat_x"));
    EXPECT_EQ(made.header("X-Request-Id").size(), 32u) << made.header("X-Request-Id");
  }
  EXPECT_NE(send_raw(server.port(), "GET\r\n\r\n").find("X-Request-Id: "), std::string::npos);
  ASSERT_EQ(server.stop(), 0);
  std::map<std::string, Json> requests;
  for (const Json& line : json_lines(server.log()))
    if (line.contains("request")) requests[line["request"]] = line;
  EXPECT_EQ(requests.size(), 6u) << server.log();
  Json unknown = requests["abc-1"];
  EXPECT_GE(unknown["us"], 0);
  for (const char* by_chance : {"at", "us", "sent"}) EXPECT_EQ(unknown.erase(by_chance), 1u);
  EXPECT_EQ(unknown, (Json{{"request", "abc-1"},
                           {"client", "127.0.0.1"},
                           {"actor", nullptr},
                           {"method", "GET"},
                           {"path", "/nowhere"},
                           {"route", nullptr},
                           {"status", 404},
                           {"received", 0}}));
  EXPECT_EQ(requests["abc-2"]["actor"], "admin");
  EXPECT_EQ(requests["abc-2"]["route"], "show_me");
  EXPECT_EQ(server.log().find("haat_"), std::string::npos) << "secrets of the query";
}

TEST(Operation, NobodyWritesALineOfTheLog) {
  for (const char* form : {"json", "text"}) {
    const Scratch scratch;
    ServerProcess server(scratch / "data", {"--log", form});
    const std::string evil = "/x\x1b[2J\"}\xe2\x80\xae\xff\x0b{\"at\":";
    send_raw(server.port(), "GET " + evil + " HTTP/1.1\r\nHost: h\r\n\r\n");
    send_raw(server.port(), "G\x1bT /y HTTP/1.1\r\nHost: h\r\n\r\n");
    ask(server.port(), get("/%0A%7B%22at%22"));
    ASSERT_EQ(server.stop(), 0);
    const std::string log = server.log();
    // And that there is no root; and who is on duty, where that can be another.
    const int lines = on_postgresql() ? 5 : 4;
    EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), lines) << log;
    EXPECT_TRUE(std::none_of(log.begin(), log.end(), [](unsigned char c) {
      return (c < 0x20 && c != '\n') || c == 0x7f;
    })) << log;
    EXPECT_EQ(log.find("\xe2\x80\xae"), std::string::npos) << log;
    if (form == std::string("json")) {
      EXPECT_EQ(json_lines(log).size(), static_cast<std::size_t>(lines));
    }
  }
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

TEST(Networks, OnlyProxiesSayWhoAsks) {
  const auto proxies = server::parse_networks({"127.0.0.1", "10.0.0.0/8"});
  const struct {
    const char* connected;
    std::vector<std::string> forwarded;
    const char* client;
  } cases[] = {{"203.0.113.9", {"192.0.2.1"}, "203.0.113.9"},
               {"127.0.0.1", {}, "127.0.0.1"},
               {"127.0.0.1", {"192.0.2.1"}, "192.0.2.1"},
               {"127.0.0.1", {"192.0.2.1, 192.0.2.2"}, "192.0.2.2"},
               {"127.0.0.1", {"192.0.2.1", "192.0.2.2"}, "192.0.2.2"},
               {"127.0.0.1", {"192.0.2.1,10.1.2.3"}, "192.0.2.1"},  // two proxies
               {"127.0.0.1", {"192.0.2.1, what"}, "127.0.0.1"},
               {"127.0.0.1", {"2001:db8::7"}, "2001:db8::7"}};
  for (const auto& each : cases) {
    server::Headers headers;
    for (const std::string& field : each.forwarded) headers.add("X-Forwarded-For", field);
    EXPECT_EQ(server::client_of(each.connected, headers, *proxies), each.client);
  }
  EXPECT_EQ(server::peer_of("2001:db8::7"), "2001:db8::/64");
  EXPECT_EQ(server::peer_of("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(server::peer_of("192.0.2.1"), "192.0.2.1");
}

}  // namespace
}  // namespace haat::test
