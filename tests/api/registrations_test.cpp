#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

class Registrations : public testing::Test {
 protected:
  Answer ask_for(const std::string& name, const std::string& name_space,
                 const std::string& peer = "") {
    Call call = post_json("/api/v1/registrations", "",
                          Json{{"name", name},
                               {"namespace", name_space},
                               {"about", "We teach."},
                               {"contact", "office@example.org"}}
                              .dump());
    if (!peer.empty()) call.headers["X-Forwarded-For"] = peer;
    return market.ask(call);
  }
  Answer decide(const std::string& id, const char* how, const std::string& who,
                const std::string& body = "{}") {
    return market.post("/api/v1/registrations/" + id + "/" + how, who, body);
  }
  Answer claim(const Json& made, const std::string& secret = "") {
    const std::string id = made["registration"]["id"];
    const Json body{{"secret", secret.empty() ? made["secret"].get<std::string>() : secret}};
    return market.post("/api/v1/registrations/" + id + "/claim", "", body.dump());
  }

  Marketplace market;
};

TEST_F(Registrations, LeadToAnAccountWhoseTokenIsClaimedOnce) {
  const Answer asked = ask_for("chitra", "org.third");
  ASSERT_EQ(asked.status, 201) << asked.body;
  const Json made = Json::parse(asked.body);
  const std::string id = made["registration"]["id"];
  EXPECT_EQ(Json::parse(claim(made).body)["registration"]["state"], "open");
  EXPECT_FALSE(Json::parse(claim(made).body).contains("token"));
  const Json waiting =
      Json::parse(market.get("/api/v1/registrations?state=open", "cura").body)["registrations"];
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0]["about"], "We teach.");
  EXPECT_EQ(market.get("/api/v1/registrations", "asha").problem(), "role-not-allowed");
  EXPECT_EQ(decide(id, "approve", "cura").problem(), "role-not-allowed");
  EXPECT_EQ(decide("0000", "approve", "admin").problem(), "registration-unknown");
  ASSERT_EQ(decide(id, "approve", "admin").status, 200);
  EXPECT_EQ(decide(id, "approve", "admin").problem(), "registration-decided");
  EXPECT_EQ(decide(id, "reject", "admin", R"({"reason":"no"})").problem(), "registration-decided");

  EXPECT_EQ(claim(made, std::string(64, '0')).problem(), "registration-unknown");
  const Answer claimed = claim(made);
  ASSERT_EQ(claimed.status, 200) << claimed.body;
  const std::string token = Json::parse(claimed.body)["token"];
  EXPECT_EQ(claim(made).problem(), "registration-claimed");
  const Json me = Json::parse(
      market.ask({.target = "/api/v1/me", .token = token, .body = {}, .type = {}, .headers = {}})
          .body);
  EXPECT_EQ(me["name"], "chitra");
  EXPECT_EQ(me["role"], "partner");
  EXPECT_EQ(me["namespace"], "org.third");
  // The approval is everybody's to see, the asking and the claiming the staff's.
  const std::string checkpoint = market.get("/api/v1/log/checkpoint").body;
  const auto line = checkpoint.find('\n') + 1;
  const std::string size = checkpoint.substr(line, checkpoint.find('\n', line) - line);
  const std::string entries = market.get("/api/v1/log/tile/entries/000.p/" + size).body;
  EXPECT_NE(entries.find("registration.approved"), std::string::npos);
  EXPECT_EQ(entries.find("registration.created"), std::string::npos);
  EXPECT_EQ(entries.find("office@example.org"), std::string::npos);
  const std::string audit = market.get("/api/v1/audit?limit=200", "admin").body;
  EXPECT_NE(audit.find("registration.created"), std::string::npos);
  EXPECT_NE(audit.find("registration.claimed"), std::string::npos);
}

TEST_F(Registrations, AreRejectedWithAReasonThatTheSenderSees) {
  const Json made = Json::parse(ask_for("chitra", "org.third").body);
  const std::string id = made["registration"]["id"];
  EXPECT_EQ(decide(id, "reject", "admin", "{}").status, 400);
  EXPECT_EQ(decide(id, "reject", "admin", R"({"reason":"  "})").status, 400);
  EXPECT_EQ(decide(id, "reject", "admin", R"({"reason":"We could not reach you."})").status, 200);
  const Json answer = Json::parse(claim(made).body);
  EXPECT_EQ(answer["registration"]["state"], "rejected");
  EXPECT_EQ(answer["registration"]["reason"], "We could not reach you.");
  EXPECT_FALSE(answer.contains("token"));
  EXPECT_EQ(ask_for("chitra", "org.third").status, 201) << "the name is free again";
}

TEST_F(Registrations, OfOneNameAreDecidedOnce) {
  const Json one = Json::parse(ask_for("chitra", "org.third").body);
  const Json two = Json::parse(ask_for("chitra", "org.fourth").body);
  EXPECT_EQ(decide(one["registration"]["id"], "approve", "admin").status, 200);
  EXPECT_EQ(decide(two["registration"]["id"], "approve", "admin").problem(), "account-exists");
}

TEST_F(Registrations, AreBounded) {
  const auto name = [](int i) { return "zz" + std::to_string(100 + i); };
  for (int i = 0; i < 5; ++i)
    ASSERT_EQ(ask_for(name(i), "org.n" + std::to_string(i), "192.0.2.1").status, 201) << i;
  const Answer more = ask_for("chitra", "org.third", "192.0.2.1");
  EXPECT_EQ(more.status, 429);
  EXPECT_EQ(more.problem(), "registrations-too-many");
  EXPECT_EQ(more.header("Retry-After"), "86400");
  // What the client itself wrote before the proxy's word does not count.
  EXPECT_EQ(ask_for("chitra", "org.third", "203.0.113.9, 192.0.2.1").status, 429);
  // An IPv6 customer has a whole /64.
  for (int i = 0; i < 5; ++i)
    ASSERT_EQ(
        ask_for(name(10 + i), "org.m" + std::to_string(i), "2001:db8::" + std::to_string(i + 1))
            .status,
        201)
        << i;
  EXPECT_EQ(ask_for("chitra", "org.third", "2001:db8::ffff").status, 429);
  for (int i = 10; i < 200; ++i)
    ASSERT_EQ(ask_for("yy" + std::to_string(100 + i), "org.k" + std::to_string(i),
                      "198.51." + std::to_string(i) + ".1")
                  .status,
              201)
        << i;
  EXPECT_EQ(ask_for("chitra", "org.third", "203.0.113.9").status, 429) << "in all";
  for (const char* bad :
       {R"({"name":"x"})", R"({"name":"X","namespace":"a","about":"a","contact":"a"})",
        R"({"name":"x","namespace":"a..b","about":"a","contact":"a"})"})
    EXPECT_EQ(market.post("/api/v1/registrations", "", bad).status, 400) << bad;
}

}  // namespace
}  // namespace haat::test
