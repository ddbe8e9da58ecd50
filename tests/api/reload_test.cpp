#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "core/json/json.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;

void send(Poco::Net::StreamSocket& socket, const std::string& text) {
  socket.sendBytes(text.data(), static_cast<int>(text.size()));
}

std::string receive(Poco::Net::StreamSocket& socket) {
  socket.setReceiveTimeout(Poco::Timespan(8, 0));
  std::string got;
  char buffer[8192];
  try {
    for (int n; (n = socket.receiveBytes(buffer, sizeof buffer)) > 0;)
      got.append(buffer, static_cast<std::size_t>(n));
  } catch (const Poco::Exception&) {  // a reset: that was all
  }
  return got;
}

// The policy is taken over while the server serves; of a file with a fault nothing is.
TEST(Reload, TakesOverThePolicyOrNothing) {
  const Scratch scratch;
  const std::string file = scratch.write("haat.json", R"({"policy": "policy.json"})").string();
  scratch.write("policy.json", "{}");
  Marketplace market({"--config", file});
  const auto reload = [&](const std::string& until) {
    const std::size_t before = market.server().log().size();
    ::kill(market.server().process(), SIGHUP);
    return comes_true(
        [&] { return market.server().log().find(until, before) != std::string::npos; });
  };
  const std::string id = market.submit(market.package());
  const auto accept = [&] {
    return market.post("/api/v1/submissions/" + id + "/accept", "cura", "{}");
  };
  market.assess(id, "cura");

  scratch.write("policy.json", R"({"approvals": 2})");
  ASSERT_TRUE(reload("\"the policy and the providers are reloaded\"")) << market.server().log();
  EXPECT_EQ(accept().status, 409) << "two have to agree";

  scratch.write("policy.json", R"({"approvals": 99})");
  ASSERT_TRUE(reload("not reloaded, and all is as it was")) << market.server().log();
  EXPECT_EQ(accept().status, 409) << "two have to agree, as before";

  scratch.write("policy.json", "{}");
  scratch.write("haat.json", R"({"policy": "policy.json", "max_uplaod": 7})");
  ASSERT_TRUE(reload("did you mean \\\"max_upload\\\"?")) << market.server().log();
  EXPECT_EQ(accept().status, 409) << "two have to agree, as before";

  scratch.write("haat.json", R"({"policy": "policy.json", "max_upload": 7})");
  ASSERT_TRUE(
      reload("the policy and the providers are reloaded; after a restart will count: max_upload"))
      << market.server().log();
  EXPECT_EQ(accept().status, 200);
  EXPECT_EQ(market.ask(upload(market.token("asha"), market.package({.version = "2.0.0"}))).status,
            201)
      << "of max_upload it said so";
}

// So are the providers: one more, one less, and no other is disturbed; nor is one that serves
// by a demand that it does not meet.
TEST(Reload, TakesOverTheProvidersOrNothing) {
  const Scratch scratch;
  const std::string key = SecretKey::generate("Plugin desk")->public_key().line();
  scratch.write("drop/catalogue.json", R"([{"external_id": "1", "title": "One"}])");
  const std::string drop = (scratch / "drop").string();
  const auto write = [&](const std::vector<std::string>& ids, const Json& signed_by) {
    Json list = Json::array();
    for (const std::string& id : ids)
      list.push_back({{"id", id},
                      {"library", "folder.so"},
                      {"settings", {{"folder", drop}}},
                      {"readable", {drop}}});
    const Json all{{"providers", list}, {"signed_by", signed_by}};
    return scratch.write("providers.json", all.dump()).string();
  };
  const std::string file = write({"leaves", "stays"}, Json::array());
  Marketplace market({"--providers", file});
  const auto shown = [&] {
    const Json told = Json::parse(market.get("/api/v1/providers", "cura").body);
    std::string all;
    for (const Json& one : told["providers"])
      all += one["id"].get<std::string>() + " " + one["state"].get<std::string>() + " " +
             one["restarts"].dump() + " " + one["courses"].dump() + "\n";
    return all;
  };
  const auto becomes = [&](const std::string& wanted) {
    return comes_true([&] { return shown() == wanted; });
  };
  ASSERT_TRUE(becomes("leaves running 0 1\nstays running 0 1\n")) << shown();

  write({"comes", "stays"}, Json::array());
  ::kill(market.server().process(), SIGHUP);
  EXPECT_TRUE(becomes("comes running 0 1\nstays running 0 1\n")) << shown();
  EXPECT_TRUE(comes_true([&] {
    return market.server().log().find("the policy and the providers are reloaded") !=
           std::string::npos;
  })) << market.server().log();

  write({"comes", "comes"}, Json::array());
  ::kill(market.server().process(), SIGHUP);
  EXPECT_TRUE(comes_true([&] {
    return market.server().log().find(
               "not reloaded, and all is as it was: there are two "
               "providers") != std::string::npos;
  })) << market.server().log();
  EXPECT_EQ(shown(), "comes running 0 1\nstays running 0 1\n");

  write({"comes", "stays"}, {key});
  ::kill(market.server().process(), SIGHUP);
  EXPECT_TRUE(comes_true([&] {
    return market.get("/api/v1/providers", "cura")
               .body.find("its new configuration is not in force: folder.so is not signed") !=
           std::string::npos;
  })) << market.server().log();
  EXPECT_EQ(shown(), "comes running 0 1\nstays running 0 1\n") << "they go on as they were";
}

// What is under way when the server ends gets its answer, if it comes to an end in time.
TEST(Drain, LetsRequestsFinishAndThenCutsThem) {
  const Scratch scratch;
  for (const bool in_time : {true, false}) {
    ServerProcess server(scratch / "data", {"--drain", in_time ? "60" : "1"});
    const std::string head = "POST /api/v1/tokens HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " +
                             server.admin_token() +
                             "\r\nContent-Type: application/json\r\nContent-Length: 13\r\n"
                             "Expect: 100-continue\r\n\r\n";
    Poco::Net::StreamSocket client(Poco::Net::SocketAddress("127.0.0.1", server.port()));
    send(client, head);
    char buffer[64];
    client.receiveBytes(buffer, sizeof buffer);  // "100 Continue": it is under way
    send(client, "{\"name\":");
    ::kill(server.process(), SIGTERM);
    std::this_thread::sleep_for(200ms);
    const auto start = std::chrono::steady_clock::now();
    if (in_time) send(client, "\"ci\"}");
    const std::string answer = receive(client);
    EXPECT_EQ(answer.find("HTTP/1.1 201 ") == 0, in_time) << answer;
    EXPECT_EQ(server.stop(), 0);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 40s);
  }
}

}  // namespace
}  // namespace haat::test
