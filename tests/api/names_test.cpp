#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "marketplace-server/names/look_alike.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

TEST(Names, LookAlikeOrDoNot) {
  struct Pair {
    const char* name;
    const char* other;
    bool alike;
  };
  const Pair pairs[] = {
      {"example-institute", "example.institute", true},  // separators
      {"exampleinstitute", "example-institute", true},
      {"rnodern-school", "modern-school", true},           // drawn alike: rn, m
      {"sch00l", "school", true},                          // 0, o
      {"ski11s", "skills", true},                          // 1, l
      {"\xD1\x95kills", "skills", true},                   // a Cyrillic letter
      {"skils", "skills", false},                          // five letters: too short for a slip
      {"academy", "acadeny", true},                        // a slip
      {"academy", "acadmey", true},                        // a swap
      {"academy", "acadmyz", false},                       // two slips in seven letters
      {"national-institute", "nationel-instituts", true},  // two in a long one
      {"national-institute", "netionel-instituts", false},
      {"asha", "usha", false},
      {"org.example", "org.other", false},
      {"org.example", "org.exarnple", true},
      {"in.gov.mp", "in.gov.up", false},  // the part that differs is short
      {"org.academy", "org.acadeny", true},
      {"org.acadeny", "com.academy", false},
      {"modern.schol", "modern-school", true},
      {"academy", "academy", false},  // itself
  };
  for (const Pair& pair : pairs) {
    EXPECT_EQ(server::look_alike(pair.name, {"nothing", pair.other}) == pair.other, pair.alike)
        << pair.name << " " << pair.other;
    EXPECT_EQ(server::look_alike(pair.other, {"nothing", pair.name}) == pair.name, pair.alike)
        << pair.other << " " << pair.name;
  }
}

TEST(Names, OfPeopleDifferByALetter) {
  const std::vector<std::string> there{"meena.k"};
  EXPECT_EQ(server::look_alike("meena.s", there, server::Slips::do_not_count), "");
  EXPECT_EQ(server::look_alike("rneena-k", there, server::Slips::do_not_count), "meena.k");
}

class NewNames : public testing::Test {
 protected:
  Answer open(const std::string& name, const std::string& name_space,
              const std::string& despite = "") {
    Json body{{"name", name}, {"role", "partner"}, {"namespace", name_space}};
    if (!despite.empty()) body["despite"] = despite;
    return market.post("/api/v1/accounts", "admin", body.dump());
  }

  Marketplace market;
};

TEST_F(NewNames, AreRefusedWhereTheyWouldBeTakenForAnothers) {
  ASSERT_EQ(open("modern-school", "org.modern").status, 201);
  const Answer alike = open("rnodern.school", "org.free");
  EXPECT_EQ(alike.status, 409);
  EXPECT_EQ(alike.problem(), "name-looks-like");
  EXPECT_NE(alike.body.find("modern-school"), std::string::npos) << alike.body;
  EXPECT_EQ(open("free", "org.rnodern").problem(), "name-looks-like");
  EXPECT_EQ(open("free", "org.modern").problem(), "namespace-taken");
  EXPECT_EQ(market
                .post("/api/v1/registrations", "",
                      R"({"name":"modem-school","namespace":"org.free","about":"a","contact":"a"})")
                .problem(),
            "name-looks-like");
  const std::string members = "/api/v1/partners/asha/members";
  EXPECT_EQ(market.post(members, "asha", R"({"name":"modern-schoo1","role":"author"})").problem(),
            "name-looks-like");
  EXPECT_EQ(
      market.post(members, "asha", R"({"name":"modern-schoo1","role":"author","despite":"me"})")
          .problem(),
      "role-not-allowed");
  // An admin may say why it is right, and the log keeps it.
  EXPECT_EQ(open("modern-schools", "org.moderns", "a federation of them").status, 201);
  EXPECT_NE(market.get("/api/v1/audit?limit=200", "admin").body.find("a federation of them"),
            std::string::npos);
  EXPECT_EQ(open("modern-school", "org.x", "mine").problem(), "account-exists");
  EXPECT_EQ(open("free", "org.modern", "mine").problem(), "namespace-taken");
}

TEST_F(NewNames, AreNotTheMarketplacesOwn) {
  for (const char* name : {"support", "supp0rt", "govt", "marketplace", "system"})
    EXPECT_EQ(open(name, "org.free").problem(), "name-reserved") << name;
  EXPECT_EQ(open("free", "govt.free").problem(), "name-reserved");
  EXPECT_EQ(open("free", "org.official").problem(), "name-reserved");
  EXPECT_EQ(open("marketplace", "org.free", "please").problem(), "name-reserved")
      << "the log would not know who it was";
  EXPECT_EQ(open("support", "org.free", "our own desk").status, 201);
}

// A course is the partner's own business, within their namespace; curators are told.
TEST_F(NewNames, OfCoursesThatLookLikeAnothersAreNotedForCurators) {
  market.accept(market.submit(market.package({.course = "org.example.first-aid"})));
  ASSERT_EQ(open("ex", "org.ex").status, 201);
  const std::string token = Json::parse(open("ample", "org.exam").body)["token"];
  const SecretKey key = new_key("ample");
  ASSERT_EQ(
      market.ask(post_json("/api/v1/keys", token, Json{{"key", key.public_key().line()}}.dump()))
          .status,
      201);
  const auto notes = [&](const char* course) -> Json {
    const std::string zip = make_package(market.scratch().path(), {.course = course}, &key);
    const Answer answer = market.ask(upload(token, zip));
    EXPECT_EQ(answer.status, 201) << answer.body;
    const std::string id = Json::parse(answer.body)["submission"]["id"];
    return Json::parse(market.get("/api/v1/submissions/" + id, "cura").body)["submission"]["notes"];
  };
  EXPECT_TRUE(notes("org.exam.second-hand").empty());
  const Json said = notes("org.exam.ple-first-aid");
  ASSERT_EQ(said.size(), 1u);
  EXPECT_NE(said[0].get<std::string>().find("org.example.first-aid"), std::string::npos);
}

}  // namespace
}  // namespace haat::test
