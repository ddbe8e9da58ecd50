#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "core/json/json.hpp"
#include "core/signing/secret_box.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

Call with_key(Call call, const std::string& key) {
  call.headers["Idempotency-Key"] = key;
  return call;
}

TEST(SecretBox, OpensForTheSecretAlone) {
  const auto box = seal_box("an answer", "a secret");
  ASSERT_TRUE(box.has_value());
  EXPECT_EQ(box->find("answer"), std::string::npos);
  EXPECT_EQ(open_box(*box, "a secret"), "an answer");
  EXPECT_EQ(open_box(*box, "another"), std::nullopt);
  EXPECT_NE(*seal_box("an answer", "a secret"), *box) << "no two are alike";
  std::string changed = *box;
  changed[40] = changed[40] == 'A' ? 'B' : 'A';
  for (const std::string& broken : {changed, box->substr(0, 8), std::string(), std::string("?")})
    EXPECT_EQ(open_box(broken, "a secret"), std::nullopt) << broken;
}

TEST(Idempotency, TheSameRequestIsDoneOnce) {
  Marketplace market;
  const std::string json = R"({"name":"ravi","role":"curator"})";
  const auto open = [&](const std::string& key, const std::string& who = "admin") {
    return market.ask(with_key(post_json("/api/v1/accounts", market.token(who), json), key));
  };
  const Answer first = open("\"k1\"");
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(first.header("Idempotency-Replayed"), "");
  for (const char* key : {"\"k1\"", "k1"}) {  // with and without the marks of RFC 9651
    const Answer again = open(key);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body) << "with the token that is shown once";
    EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
    EXPECT_NE(again.header("X-Request-Id"), first.header("X-Request-Id"));
  }
  EXPECT_EQ(open("k2").problem(), "account-exists");
  EXPECT_EQ(open("k2").problem(), "account-exists") << "what was refused is done anew";
  EXPECT_EQ(open("k1", "cura").status, 403) << "keys are each account's own";

  // The token is in no file in the clear, though the answer is kept over a restart.
  const std::string token = Json::parse(first.body)["token"].get<std::string>();
  market.restart();
  EXPECT_EQ(open("k1").body, first.body);
  const auto sealed = open_database(market.server().data())
                          ->first("SELECT sealed FROM kept_answers ORDER BY at LIMIT 1",
                                  [](const server::Row& row) { return row.text(0); });
  EXPECT_EQ(sealed->value_or(token).find(token), std::string::npos);
  for (const char* name : {"haat.sqlite", "haat.sqlite-wal"})
    EXPECT_EQ(Scratch::read(market.server().data() / name).find(token), std::string::npos) << name;
}

TEST(Idempotency, AKeyIsForOneRequest) {
  Marketplace market;
  const auto open = [&](const std::string& name, const std::string& key) {
    return market.ask(with_key(post_json("/api/v1/accounts", market.token("admin"),
                                         R"({"role":"curator","name":")" + name + "\"}"),
                               key));
  };
  ASSERT_EQ(open("ravi", "k1").status, 201);
  const Answer other = open("mina", "k1");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.problem(), "idempotency-key-used");
  EXPECT_EQ(open("mina", "k2").status, 201);
  for (const std::string& key : {std::string("a b"), std::string("\"\""), std::string(256, 'k')})
    EXPECT_EQ(open("usha", key).problem(), "idempotency-key-invalid") << key;
  EXPECT_EQ(market.get("/api/v1/accounts?limit=200", "admin").body.find("usha"), std::string::npos);

  // A key is no way around the end of a token.
  market.give_token("admin", "brief", R"({"name":"brief"})");
  const Json tokens = Json::parse(market.get("/api/v1/tokens", "admin").body)["tokens"];
  const std::string brief = "/api/v1/tokens/" + tokens[0]["id"].get<std::string>();
  const auto with_brief = [&] {
    return market.ask(
        with_key(post_json("/api/v1/tokens", market.token("brief"), R"({"name":"more"})"), "k3"));
  };
  ASSERT_EQ(with_brief().status, 201);
  Call end = with_key(post_json(brief, market.token("admin"), ""), "k4");
  end.method = "DELETE";
  EXPECT_EQ(market.ask(end).status, 200);
  EXPECT_EQ(market.ask(end).header("Idempotency-Replayed"), "true");
  EXPECT_EQ(with_brief().problem(), "token-revoked");
}

// As a server leaves it that is killed between the beginning and the answer; and a day later.
TEST(Idempotency, WhatWasBegunIsNotDoneTwice) {
  Marketplace market;
  const auto change = [&](const char* sql) {
    EXPECT_EQ(open_database(market.server().data())->run(sql).value_or(0), 1) << sql;
  };
  const auto make = [&] {
    return market.ask(
        with_key(post_json("/api/v1/tokens", market.token("admin"), R"({"name":"ci"})"), "k1"));
  };
  const auto made = [&] {
    return Json::parse(market.get("/api/v1/tokens", "admin").body)["tokens"].size();
  };
  ASSERT_EQ(make().status, 201);
  const auto before = made();
  change("UPDATE kept_answers SET sealed = ''");
  market.crash();
  const Answer again = make();
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.problem(), "idempotency-key-busy");
  EXPECT_EQ(made(), before);
  change("UPDATE kept_answers SET at = '2001-01-01T00:00:00Z'");
  EXPECT_EQ(make().status, 201) << "after a day a key is a new one";
  EXPECT_EQ(made(), before + 1);
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
  const Answer other = market.ask(
      with_key(upload(market.token("asha"), market.package({.version = "2.0.0"})), "u1"));
  EXPECT_EQ(other.problem(), "idempotency-key-used");
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
