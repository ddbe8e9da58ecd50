#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "core/signing/key_change.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;

const Time now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());

class Keys : public ::testing::Test {
 protected:
  std::string rotation(const SecretKey& key, const SecretKey& successor, Time until) {
    return seal_rotation({.act = KeyChange::Act::rotate,
                          .key = key.public_key(),
                          .time = now,
                          .successor = successor.public_key(),
                          .until = until},
                         key, successor);
  }
  std::string revocation(const SecretKey& key) {
    return seal_revocation(
        {.act = KeyChange::Act::revoke, .key = key.public_key(), .time = now, .reason = "stolen"},
        key);
  }
  Answer change(const std::string& envelope, const std::string& who = "asha") {
    return market.post("/api/v1/keys/changes", who, envelope);
  }
  Answer submit(const SecretKey& key, const std::string& who = "asha", const Recipe& recipe = {}) {
    return market.ask(
        upload(market.token(who), make_package(market.scratch().path(), recipe, &key)));
  }
  std::vector<std::string> acts() {  // on keys, that the audit log tells of
    std::vector<std::string> names;
    const Json log = Json::parse(market.get("/api/v1/audit?limit=200", "cura").body);
    for (const auto& row : log["audit"])
      if (const auto name = row["action"].get<std::string>();
          name == "key.rotated" || name == "key.revoked")
        names.push_back(name);
    return names;
  }

  Marketplace market;
  SecretKey next = new_key("asha");
};

TEST_F(Keys, ASuccessorSignsFromNowOnAndTheOldKeyUntilItsEnd) {
  const std::string said = rotation(market.key("asha"), next, now + 24h);
  const Answer answer = change(said);
  ASSERT_EQ(answer.status, 200) << answer.body;
  const Json keys = Json::parse(answer.body)["keys"];
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_EQ(keys[0]["valid_until"], to_rfc3339(now + 24h));
  EXPECT_EQ(keys[1]["id"], next.public_key().id());
  EXPECT_EQ(keys[1].count("valid_until"), 0u);
  EXPECT_EQ(submit(next).status, 201);
  EXPECT_EQ(submit(market.key("asha")).status, 201);

  // Said again, it changes nothing and is not told of twice.
  EXPECT_EQ(change(said).body, answer.body);
  EXPECT_EQ(acts(), std::vector<std::string>{"key.rotated"});
}

TEST_F(Keys, AnOldKeySignsNothingAfterItsEnd) {
  ASSERT_EQ(change(rotation(market.key("asha"), next, now - 1h)).status, 200);
  const Answer refused = submit(market.key("asha"));
  EXPECT_EQ(refused.problem(), "key-expired") << refused.body;
  EXPECT_EQ(submit(next).status, 201);
  // Nor does it name another successor, now that its time is over.
  EXPECT_EQ(change(rotation(market.key("asha"), new_key("thief"), now + 24h)).problem(),
            "key-out-of-time");
}

TEST_F(Keys, ARevokedKeyCountsForNothing) {
  ASSERT_EQ(change(revocation(market.key("asha"))).status, 200);
  const Answer refused = submit(market.key("asha"));
  EXPECT_EQ(refused.problem(), "key-revoked") << refused.body;
  // Whoever stole it cannot bring it back by a successor, nor can its owner by registering it.
  EXPECT_EQ(change(rotation(market.key("asha"), next, now + 24h)).problem(), "key-revoked");
  market.post("/api/v1/keys", "asha", Json{{"key", market.key("asha").public_key().line()}}.dump());
  EXPECT_EQ(submit(market.key("asha")).problem(), "key-revoked");
  EXPECT_EQ(change(revocation(market.key("asha"))).status, 200);
  EXPECT_EQ(acts(), std::vector<std::string>{"key.revoked"});
}

TEST_F(Keys, SpeakForTheirOwnerOnly) {
  const std::string said = rotation(market.key("asha"), next, now + 24h);
  EXPECT_EQ(change(said, "bina").problem(), "key-unknown");
  EXPECT_EQ(market.post("/api/v1/keys/changes", "cura", said).status, 403);
  EXPECT_EQ(change(rotation(market.key("asha"), market.key("bina"), now + 24h)).problem(),
            "key-taken");
  std::string altered = said;
  altered[altered.find("payload\":") + 12] ^= 1;
  EXPECT_NE(change(altered).status, 200);
  EXPECT_EQ(change(R"({"payloadType":"x","payload":"","signatures":[]})").problem(),
            "envelope-invalid");
  EXPECT_TRUE(acts().empty());
  EXPECT_EQ(submit(market.key("asha")).status, 201);
}

TEST_F(Keys, OfAPartnerSignTogetherWhereTheirNumberIsAskedFor) {
  const std::string opened = market
                                 .post("/api/v1/accounts", "admin",
                                       R"({"name":"chitra","role":"partner",)"
                                       R"("namespace":"org.third","threshold":2})")
                                 .body;
  const std::string token = Json::parse(opened)["token"].get<std::string>();
  EXPECT_EQ(Json::parse(opened)["account"]["threshold"], 2);
  const SecretKey one = new_key("one"), two = new_key("two"), stranger = new_key("stranger");
  for (const auto* key : {&one, &two})
    ASSERT_EQ(
        market.ask(post_json("/api/v1/keys", token, Json{{"key", key->public_key().line()}}.dump()))
            .status,
        201);
  const Recipe recipe{.course = "org.third.first-aid"};
  const auto& folder = market.scratch().path();
  const std::string once = make_package(folder, recipe, &one);
  const Answer refused = market.ask(upload(token, once));
  EXPECT_EQ(refused.problem(), "signatures-too-few") << refused.body;
  EXPECT_EQ(market.ask(upload(token, sign_package(folder, once, recipe, stranger))).problem(),
            "signatures-too-few")
      << "a key that is not the partner's does not count";
  EXPECT_EQ(market.ask(upload(token, sign_package(folder, once, recipe, two))).status, 201);
  // A key that is revoked does not count beside one that is not.
  ASSERT_EQ(market.ask(post_json("/api/v1/keys/changes", token, revocation(two))).status, 200);
  EXPECT_EQ(market.ask(upload(token, sign_package(folder, once, recipe, two))).problem(),
            "signatures-too-few");
  for (const char* bad : {R"({"name":"d","role":"partner","namespace":"org.d","threshold":0})",
                          R"({"name":"d","role":"partner","namespace":"org.d","threshold":17})",
                          R"({"name":"d","role":"curator","threshold":2})"})
    EXPECT_EQ(market.post("/api/v1/accounts", "admin", bad).status, 400) << bad;
}

}  // namespace
}  // namespace haat::test
