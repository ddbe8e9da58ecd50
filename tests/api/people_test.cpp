#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

// People of one partner, and of the marketplace, and what each may do.
class People : public testing::Test {
 protected:
  People() {
    market.join("anu", "author", "asha");
    market.join("hari", "partner", "asha");
    market.join("rita", "reviewer");
    market.join("oona", "auditor");
  }
  Answer act(const std::string& id, const std::string& act, const std::string& who,
             const std::string& body = R"({"reason":"because"})") {
    return market.post("/api/v1/submissions/" + id + "/" + act, who, body);
  }
  Answer bring(const std::string& who, const std::string& zip, bool as_draft) {
    Call call = upload(market.token(who), zip);
    if (as_draft) call.target += "?draft=true";
    return market.ask(call);
  }
  static std::string id_of(const Answer& answer) {
    return Json::parse(answer.body)["submission"]["id"];
  }
  Answer remove(const std::string& partner, const std::string& name, const std::string& who) {
    return market.ask({"DELETE",
                       "/api/v1/partners/" + partner + "/members/" + name,
                       market.token(who),
                       "",
                       "",
                       {}});
  }

  Marketplace market;
};

TEST_F(People, AnAuthorPreparesAndAPublisherHandsIn) {
  const std::string zip = market.package();
  EXPECT_EQ(bring("anu", zip, false).problem(), "draft-only");
  const Answer draft = bring("anu", zip, true);
  ASSERT_EQ(draft.status, 201) << draft.body;
  EXPECT_EQ(Json::parse(draft.body)["submission"]["submitted_by"], "asha");
  const std::string id = id_of(draft);
  EXPECT_EQ(market.assess(id, "anu").status, 200);
  EXPECT_EQ(
      market.post("/api/v1/submissions/" + id + "/comments", "anu", R"({"text":"Ready"})").status,
      201);
  for (const char* what : {"submit", "withdraw"})
    EXPECT_EQ(act(id, what, "anu").problem(), "role-not-allowed") << what;
  EXPECT_EQ(market.post("/api/v1/keys", "anu", R"({"key":"x"})").problem(), "role-not-allowed");
  EXPECT_EQ(market.get("/api/v1/keys", "anu").status, 200);
  // A better draft takes the place of the first, but not of what was handed in.
  const std::string second =
      id_of(bring("anu", market.package({.title = "First aid, again"}), true));
  EXPECT_EQ(act(second, "submit", "hari").status, 200);
  EXPECT_EQ(bring("anu", zip, true).problem(), "role-not-allowed");
  market.accept(second);
  EXPECT_EQ(act(second, "retire", "anu").problem(), "role-not-allowed");
  EXPECT_EQ(act(second, "retire", "asha").status, 200);
}

TEST_F(People, OfOnePartnerActTogetherAndTheLogSaysWho) {
  const std::string id = market.submit(market.package());
  const Json seen = Json::parse(market.get("/api/v1/submissions", "hari").body)["submissions"];
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0]["id"], id);
  EXPECT_EQ(market.get("/api/v1/submissions/" + id, "bina").problem(), "submission-unknown");
  EXPECT_EQ(act(id, "withdraw", "hari").status, 200);
  const Json history =
      Json::parse(market.get("/api/v1/submissions/" + id + "/history", "anu").body)["history"];
  EXPECT_EQ(history[0]["by"], "asha");
  EXPECT_EQ(history[1]["by"], "marketplace");
  EXPECT_EQ(history[2]["by"], "hari");
  // The partner's keys are everybody's of the partner.
  EXPECT_EQ(market.get("/api/v1/keys", "hari").body, market.get("/api/v1/keys", "asha").body);
  EXPECT_EQ(market.get("/api/v1/accounts/asha/trust", "anu").status, 200);
  const Json me = Json::parse(market.get("/api/v1/me", "anu").body);
  EXPECT_EQ(me["partner"], "asha");
  EXPECT_EQ(me["namespace"], "org.example");
}

TEST_F(People, AReviewerJudgesAndACuratorDecides) {
  const std::string id = market.submit(market.package());
  EXPECT_EQ(act(id, "assign", "cura", R"({"curator":"rita"})").status, 200);
  EXPECT_EQ(act(id, "assign", "cura", R"({"curator":"oona"})").problem(), "curator-unknown");
  EXPECT_EQ(act(id, "assign", "rita", R"({"curator":"rita"})").problem(), "role-not-allowed");
  EXPECT_EQ(market.assess(id, "rita").status, 200);
  EXPECT_EQ(act(id, "endorse", "rita").status, 200);
  for (const char* what : {"accept", "reject", "reschedule", "take-down"})
    EXPECT_EQ(act(id, what, "rita").problem(), "role-not-allowed") << what;
  EXPECT_EQ(act(id, "request-changes", "rita").status, 200);
  EXPECT_EQ(act(id, "answer", "asha").status, 200);
  EXPECT_EQ(market.assess(id, "rita").status, 200);
  EXPECT_EQ(act(id, "accept", "cura").status, 200) << "a reviewer's assessment is one";
  // What was accepted is not a reviewer's any more.
  const std::string next = market.submit(market.package({.version = "1.1.0"}));
  EXPECT_EQ(market.assess(next, "cura").status, 200);
  EXPECT_EQ(act(next, "accept", "cura", R"({"at":"2099-01-01T00:00:00Z"})").status, 200);
  EXPECT_EQ(act(next, "request-changes", "rita").problem(), "role-not-allowed");
}

TEST_F(People, AnAuditorSeesWhatAnAdminSees) {
  const std::string id = market.submit(market.package());
  for (const std::string& target :
       {std::string("/api/v1/audit"), std::string("/api/v1/accounts"),
        std::string("/api/v1/submissions"), "/api/v1/submissions/" + id,
        "/api/v1/submissions/" + id + "/assessments", std::string("/api/v1/registrations"),
        std::string("/api/v1/partners/asha/members")})
    EXPECT_EQ(market.get(target, "oona").status, 200) << target;
  EXPECT_EQ(act(id, "accept", "oona").problem(), "role-not-allowed");
  EXPECT_EQ(market.assess(id, "oona").problem(), "role-not-allowed");
}

TEST_F(People, ComeAndGoAtTheirPartnersWord) {
  const std::string members = "/api/v1/partners/asha/members";
  EXPECT_EQ(market.post(members, "anu", R"({"name":"kamala","role":"author"})").problem(),
            "role-not-allowed");
  EXPECT_EQ(market.post(members, "bina", R"({"name":"kamala","role":"author"})").problem(),
            "partner-unknown");
  EXPECT_EQ(market.post(members, "asha", R"({"name":"kamala","role":"admin"})").status, 400);
  EXPECT_EQ(market.post(members, "asha", R"({"name":"bina","role":"author"})").problem(),
            "account-exists");
  EXPECT_EQ(market.post(members, "admin", R"({"name":"kamala","role":"author"})").status, 201);
  std::string names;
  const Json all = Json::parse(market.get(members, "anu").body);
  for (const Json& one : all["members"]) names += one["name"].get<std::string>() + " ";
  EXPECT_EQ(names, "asha anu hari kamala ");
  EXPECT_EQ(market.get(members, "bina").problem(), "partner-unknown");

  market.give_token("anu", "anu-ci", R"({"name":"ci"})");
  EXPECT_EQ(remove("asha", "anu", "bina").problem(), "partner-unknown");
  EXPECT_EQ(remove("asha", "cura", "asha").problem(), "member-unknown");
  EXPECT_EQ(remove("asha", "anu", "asha").status, 200);
  EXPECT_EQ(market.get("/api/v1/me", "anu").problem(), "token-revoked");
  EXPECT_EQ(market.get("/api/v1/me", "anu-ci").problem(), "token-revoked");
  EXPECT_EQ(remove("asha", "anu", "asha").problem(), "member-unknown");
  // The name stays taken: the log speaks of whoever had it.
  EXPECT_EQ(market.post(members, "asha", R"({"name":"anu","role":"author"})").problem(),
            "account-exists");
}

TEST_F(People, APartnerKeepsSomebodyWhoPublishes) {
  EXPECT_EQ(remove("asha", "asha", "hari").status, 200) << "whoever came first can go, too";
  EXPECT_EQ(remove("asha", "hari", "hari").problem(), "member-last");
  const std::string zip = market.package();
  EXPECT_EQ(bring("hari", zip, false).status, 201) << "the partner's keys count on";
  EXPECT_EQ(remove("asha", "hari", "admin").status, 200) << "in an emergency";
  EXPECT_EQ(bring("hari", zip, false).problem(), "token-revoked");
}

}  // namespace
}  // namespace haat::test
