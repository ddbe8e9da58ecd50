#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "core/package/package.hpp"
#include "core/signing/inventory.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {
namespace {

// What people do with submissions, over the API.
class Workflow : public testing::Test {
 protected:
  explicit Workflow(const char* policy = nullptr)
      : market(policy ? std::vector<std::string>{"--policy", with_policy(policy)}
                      : std::vector<std::string>{}) {}

  std::string with_policy(const char* policy) {
    return policies.write("policy.json", policy).string();
  }
  Answer act(const std::string& id, const char* act, const char* who,
             const std::string& body = R"({"reason":"because"})") {
    return market.post("/api/v1/submissions/" + id + "/" + act, who, body);
  }
  bool listed() { return !Json::parse(market.get("/api/v1/courses").body)["courses"].empty(); }
  int served() { return market.get(course).status; }
  std::string published() {
    const std::string id = market.submit(market.package());
    market.accept(id);
    return id;
  }
  std::string published_other() {
    const std::string id = market.submit(market.package({.course = "org.example.third"}));
    market.accept(id);
    return id;
  }
  std::string draft(const std::string& zip) {
    Call call = upload(market.token("asha"), zip);
    call.target += "?draft=true";
    return Json::parse(market.ask(call).body)["submission"]["id"];
  }
  static std::string in(std::chrono::seconds ahead) {
    return to_rfc3339(
        std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now()) +
        ahead);
  }
  // In two seconds, unless they are over before the server hears of it.
  void soon(const std::string& id, const char* what, const char* who) {
    Answer answer;
    EXPECT_TRUE(comes_true([&] {
      answer = act(id, what, who, R"({"at":")" + in(std::chrono::seconds(2)) + "\"}");
      return answer.problem() != "time-past";
    }));
    EXPECT_EQ(answer.status, 200) << answer.body;
  }

  const std::string course = "/api/v1/courses/org.example.first-aid";
  Scratch policies;
  Marketplace market;
};

TEST_F(Workflow, DraftWaitsForItsOwner) {
  const std::string id = draft(market.package());
  EXPECT_EQ(market.state(id), "draft");
  EXPECT_EQ(act(id, "accept", "cura").problem(), "submission-state");
  EXPECT_EQ(act(id, "submit", "bina").problem(), "submission-unknown");
  EXPECT_EQ(act(id, "submit", "asha").status, 200);
  EXPECT_EQ(market.state(id), "in_review");
  Call call = upload(market.token("asha"), market.package());
  call.target += "?draft=maybe";
  EXPECT_EQ(market.ask(call).problem(), "draft-invalid");
}

TEST_F(Workflow, PartnerAndCuratorComeToAnUnderstanding) {
  const std::string id = market.submit(market.package());
  EXPECT_EQ(act(id, "request-changes", "cura", R"({"reason":"Which map is this?"})").status, 200);
  EXPECT_EQ(market.state(id), "changes_requested");
  EXPECT_EQ(act(id, "accept", "cura").problem(), "submission-state");
  const std::string comments = "/api/v1/submissions/" + id + "/comments";
  const Answer asked =
      market.post(comments, "cura", R"({"text":"Page 3","rule":"link-broken","path":"a.html"})");
  EXPECT_EQ(asked.status, 201);
  const int number = Json::parse(asked.body)["comment"]["number"];
  const std::string reply =
      R"({"text":"The official one","reply_to":)" + std::to_string(number) + "}";
  EXPECT_EQ(market.post(comments, "asha", reply).status, 201);
  EXPECT_EQ(market.post(comments, "bina", reply).problem(), "submission-unknown");
  EXPECT_EQ(market.post(comments, "asha", R"({"text":"x","reply_to":99})").problem(),
            "comment-unknown");
  EXPECT_EQ(market.post(comments, "asha", R"({"text":""})").status, 400);
  const Json said = Json::parse(market.get(comments, "asha").body)["comments"];
  ASSERT_EQ(said.size(), 2u);
  EXPECT_EQ(said[1]["reply_to"], number);
  EXPECT_EQ(said[0]["rule"], "link-broken");
  EXPECT_EQ(act(id, "answer", "asha", "{}").problem(), "reason-missing");
  EXPECT_EQ(act(id, "answer", "asha").status, 200);
  EXPECT_EQ(market.state(id), "in_review");
  const Json history =
      Json::parse(market.get("/api/v1/submissions/" + id + "/history", "asha").body)["history"];
  std::string acts;
  for (const Json& row : history) acts += row["act"].get<std::string>() + " ";
  EXPECT_EQ(
      acts,
      "submission.created submission.checked submission.changes_requested submission.commented "
      "submission.commented submission.answered ");
  EXPECT_EQ(history[2]["details"]["reason"], "Which map is this?");
}

TEST_F(Workflow, TalkHasABound) {
  const std::string id = market.submit(market.package());
  const std::string comments = "/api/v1/submissions/" + id + "/comments";
  for (int i = 0; i < 1000; ++i)
    ASSERT_EQ(market.post(comments, "asha", R"({"text":"again"})").status, 201) << i;
  EXPECT_EQ(market.post(comments, "asha", R"({"text":"again"})").problem(), "comments-too-many");
  for (int i = 0; i < 25; ++i) EXPECT_EQ(market.assess(id, "cura").status, 200);
  EXPECT_EQ(act(id, "accept", "cura").status, 200);
}

TEST_F(Workflow, WhoeverLookedAtAnOlderRevisionIsTold) {
  const std::string id = market.submit(market.package());
  EXPECT_EQ(act(id, "assign", "cura", R"({"curator":"dev","revision":2})").status, 200);
  const Answer late = act(id, "reject", "dev", R"({"reason":"no","revision":2})");
  EXPECT_EQ(late.problem(), "submission-changed");
  EXPECT_NE(late.body.find("revision 2, and it is at 3"), std::string::npos) << late.body;
  EXPECT_EQ(act(id, "assign", "cura", R"({"curator":"asha"})").problem(), "curator-unknown");
  EXPECT_EQ(act(id, "assign", "cura", "{}").problem(), "curator-unknown");
  const Json mine =
      Json::parse(market.get("/api/v1/submissions?assigned_to=dev", "dev").body)["submissions"];
  ASSERT_EQ(mine.size(), 1u);
  EXPECT_EQ(mine[0]["id"], id);
  EXPECT_EQ(act(id, "reject", "dev", R"({"reason":"no","revision":3})").status, 200);
}

TEST_F(Workflow, PublicationWaitsForItsTimeAndCanBePutOff) {
  const std::string id = market.submit(market.package());
  market.assess(id, "cura");
  EXPECT_EQ(act(id, "accept", "cura", R"({"at":"tomorrow"})").problem(), "time-invalid");
  EXPECT_EQ(act(id, "accept", "cura", R"({"at":")" + in(std::chrono::hours(1)) + "\"}").status,
            200);
  EXPECT_EQ(market.state(id), "accepted");
  EXPECT_FALSE(listed());
  EXPECT_EQ(market.ask(upload(market.token("asha"), market.package({.title = "Other"}))).problem(),
            "version-accepted");
  EXPECT_EQ(act(id, "reschedule", "cura", R"({"at":"2001-01-01T00:00:00Z"})").problem(),
            "time-past");
  soon(id, "reschedule", "cura");
  EXPECT_TRUE(market.becomes(id, "live"));
  EXPECT_TRUE(listed());
}

TEST_F(Workflow, EndsWhenItsTimeIsOver) {
  const std::string id = published();
  EXPECT_EQ(act(id, "schedule-end", "asha", "{}").problem(), "time-missing");
  const std::string later = R"({"at":")" + in(std::chrono::hours(1)) + "\"}";
  EXPECT_EQ(act(id, "schedule-end", "asha", later).status, 200);
  EXPECT_EQ(served(), 200);
  soon(id, "schedule-end", "asha");
  EXPECT_TRUE(market.becomes(id, "retired"));
  EXPECT_EQ(market.get(course).problem(), "course-retired");
  EXPECT_EQ(market.get(course + "/package").problem(), "course-retired");
  EXPECT_FALSE(listed());
  // Never a version that was there before, or an older one.
  EXPECT_EQ(market.ask(upload(market.token("asha"), market.package())).problem(),
            "version-not-newer");
  market.accept(market.submit(market.package({.version = "1.1.0"})));
  EXPECT_TRUE(listed());
  const Json versions = Json::parse(market.get(course + "/versions").body)["versions"];
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0]["state"], "live");
  EXPECT_EQ(versions[1]["state"], "retired");
}

// What was accepted for a later day does not wait for ever behind a newer version.
TEST_F(Workflow, AcceptedVersionThatIsOvertakenIsSuperseded) {
  const std::string older = market.submit(market.package());
  ASSERT_EQ(market.assess(older, "cura").status, 200);
  ASSERT_EQ(act(older, "accept", "cura", R"({"at":")" + in(std::chrono::hours(24)) + "\"}").status,
            200);
  EXPECT_EQ(market.state(older), "accepted");
  const std::string newer = market.submit(market.package({.version = "2.0.0"}));
  market.accept(newer);
  EXPECT_EQ(market.state(older), "superseded");
  EXPECT_EQ(market.state(newer), "live");
}

TEST_F(Workflow, UnlistedCourseIsThereForThoseWhoKnowIt) {
  const std::string id = published();
  EXPECT_EQ(act(id, "unlist", "bina").problem(), "submission-unknown");
  EXPECT_EQ(act(id, "unlist", "asha", "{}").problem(), "reason-missing");
  EXPECT_EQ(act(id, "unlist", "asha").status, 200);
  EXPECT_FALSE(listed());
  EXPECT_TRUE(Json::parse(market.get("/api/v1/courses?q=aid").body)["courses"].empty());
  EXPECT_EQ(served(), 200);
  EXPECT_EQ(market.get(course + "/package").status, 200);
  EXPECT_EQ(act(id, "list", "asha").status, 200);
  EXPECT_TRUE(listed());
  EXPECT_FALSE(Json::parse(market.get("/api/v1/courses?q=aid").body)["courses"].empty());
}

TEST_F(Workflow, ComplaintMarksACourseUntilACuratorLooks) {
  const std::string id = published();
  EXPECT_EQ(market.post(course + "/flag", "bina", "{}").problem(), "reason-missing");
  EXPECT_EQ(
      market.post("/api/v1/courses/org.example.none/flag", "bina", R"({"reason":"x"})").problem(),
      "course-unknown");
  const Answer flagged = market.post(course + "/flag", "bina", R"({"reason":"The map is wrong."})");
  EXPECT_EQ(flagged.status, 200) << flagged.body;
  EXPECT_EQ(Json::parse(flagged.body)["course"]["state"], "flagged");
  EXPECT_TRUE(listed());
  EXPECT_EQ(market.post(course + "/flag", "bina", R"({"reason":"again"})").problem(),
            "submission-state");
  EXPECT_EQ(act(id, "clear", "asha").problem(), "role-not-allowed");
  EXPECT_EQ(act(id, "clear", "cura").status, 200);
  EXPECT_EQ(Json::parse(market.get(course).body)["course"]["state"], "live");
}

TEST_F(Workflow, WhatIsTakenDownIsRevokedForEverybody) {
  const std::string old = published();
  const std::string digest = Json::parse(market.get(course).body)["course"]["digest"];
  const std::string id = market.submit(market.package({.version = "1.1.0"}));
  market.accept(id);
  EXPECT_EQ(act(id, "take-down", "asha").problem(), "role-not-allowed");
  EXPECT_EQ(act(id, "take-down", "admin", R"({"reason":" "})").problem(), "reason-missing");
  EXPECT_EQ(act(id, "take-down", "admin", R"({"reason":"It carries a secret key."})").status, 200);
  EXPECT_EQ(market.get(course).problem(), "course-taken-down");
  EXPECT_EQ(market.get(course + "/package").problem(), "course-taken-down");
  EXPECT_FALSE(listed());
  // The version before it has the same fault.
  EXPECT_EQ(market.state(old), "superseded");
  EXPECT_EQ(act(old, "take-down", "cura").status, 200);
  EXPECT_EQ(market.state(old), "taken_down");
  const std::string checkpoint = market.get("/api/v1/log/checkpoint").body;
  const std::string size = checkpoint.substr(
      checkpoint.find('\n') + 1,
      checkpoint.find('\n', checkpoint.find('\n') + 1) - checkpoint.find('\n') - 1);
  const std::string entries = market.get("/api/v1/log/tile/entries/000.p/" + size).body;
  const auto at = entries.find("\"act\":\"submission.taken_down\"");
  ASSERT_NE(at, std::string::npos);
  EXPECT_NE(entries.find("\"package\":\"" + digest, at), std::string::npos);
  EXPECT_EQ(entries.find("secret key"), std::string::npos) << "why is not for everybody";
  // The proof of its acceptance is still the proof of that.
  EXPECT_NE(market.get("/api/v1/log/releases/" + digest).body.find("tlog-proof"),
            std::string::npos);
}

TEST_F(Workflow, ReleasedPackageCarriesItsProof) {
  published();
  const Answer package = market.get(course + "/package");
  const auto zip = open_package(market.scratch().write("released.zip", package.body));
  ASSERT_TRUE(zip.has_value());
  int proofs = 0;
  for (const Entry& entry : zip->entries()) proofs += entry.path.ends_with(log_proof_ending);
  EXPECT_EQ(proofs, 1);
}

TEST_F(Workflow, ManyAtOnceEachHaveTheirVerdict) {
  const std::string one = market.submit(market.package());
  const std::string two = market.submit(market.package({.course = "org.example.second"}));
  const std::string gone = published_other();
  const Json body = {
      {"act", "request-changes"},
      {"reason", "Name your sources."},
      {"submissions",
       {{{"id", one}}, {{"id", two}, {"revision", 7}}, {{"id", gone}}, {{"id", "0000"}}}}};
  const Answer answer = market.post("/api/v1/submissions/acts", "cura", body.dump());
  ASSERT_EQ(answer.status, 200) << answer.body;
  const Json results = Json::parse(answer.body)["results"];
  ASSERT_EQ(results.size(), 4u);
  EXPECT_EQ(results[0]["state"], "changes_requested");
  EXPECT_EQ(results[1]["problem"]["type"], "/problems/submission-changed");
  EXPECT_EQ(results[2]["problem"]["type"], "/problems/submission-state");
  EXPECT_EQ(results[3]["problem"]["type"], "/problems/submission-unknown");
  EXPECT_EQ(results[3]["status"], 404);
  EXPECT_EQ(market.state(two), "in_review");
  for (const char* act : {"publish", "supersede", "replace", "flag", "dance", "check", "pass",
                          "keep", "quarantine", "refuse"})
    EXPECT_EQ(market
                  .post("/api/v1/submissions/acts", "cura",
                        Json{{"act", act}, {"submissions", {{{"id", one}}}}}.dump())
                  .problem(),
              "act-unknown");
}

TEST_F(Workflow, AssessmentIsAboutOnePackageAndGates) {
  const std::string id = market.submit(market.package());
  const std::string target = "/api/v1/submissions/" + id + "/assessments";
  const Json before = Json::parse(market.get(target, "cura").body);
  EXPECT_TRUE(before["curators"]["author"].is_null());
  EXPECT_EQ(before["curators"]["answers"]["competency-tagged"]["by"], "machine");
  EXPECT_EQ(before["curators"]["complete"], false);
  EXPECT_EQ(market.assess(id, "bina").problem(), "submission-unknown");
  EXPECT_EQ(market.assess(id, "admin").problem(), "role-not-allowed");
  EXPECT_EQ(market.post(target, "cura", R"({"rubric":"haat-quality/1","answers":{}})").status, 200);
  EXPECT_EQ(act(id, "accept", "cura").problem(), "assessment-incomplete");
  EXPECT_EQ(market.post(target, "cura", R"({"rubric":"other/1","answers":{}})").problem(),
            "rubric-other");
  EXPECT_EQ(
      market.post(target, "cura", R"({"rubric":"haat-quality/1","answers":{"no-such-item":"yes"}})")
          .problem(),
      "assessment-invalid");
  EXPECT_EQ(market.assess(id, "cura", {{"free-of-abuse", "no"}}).status, 200);
  EXPECT_EQ(act(id, "accept", "cura").problem(), "gate-failed");
  // A better package begins without answers.
  const std::string second = market.submit(market.package({.title = "First aid, again"}));
  EXPECT_EQ(act(second, "accept", "cura").problem(), "assessment-missing");
  const Answer assessed = market.assess(second, "cura", {{"stories-told", "no"}});
  EXPECT_EQ(assessed.status, 200) << assessed.body;
  const Json score = Json::parse(assessed.body)["assessment"];
  EXPECT_EQ(score["score"], "97.50");  // one of six, of a criterion with a weight of 15
  EXPECT_EQ(score["grade"], "exemplary");
  EXPECT_EQ(Json::parse(market.get("/api/v1/submissions/" + second + "/assessments", "asha").body)
                .count("curators"),
            0u)
      << "the curators' answers are theirs until they have decided";
  EXPECT_EQ(act(second, "accept", "cura").status, 200);
  EXPECT_EQ(Json::parse(market.get("/api/v1/submissions/" + second + "/assessments", "asha")
                            .body)["curators"]["score"],
            "97.50");
  EXPECT_EQ(market.assess(second, "cura").problem(), "submission-state");
}

TEST_F(Workflow, TrustInAPartnerIsHowNearTheirEstimatesCome) {
  const std::string target = "/api/v1/accounts/asha/trust";
  EXPECT_TRUE(Json::parse(market.get(target, "asha").body)["trust"].is_null());
  const std::string id = market.submit(market.package());
  EXPECT_EQ(market.assess(id, "asha").status, 200);
  EXPECT_EQ(market.assess(id, "cura", {{"stories-told", "no"}, {"learners-act", "no"}}).status,
            200);
  const Json trust = Json::parse(market.get(target, "cura").body);
  EXPECT_EQ(trust["packages"], 1);
  EXPECT_DOUBLE_EQ(trust["trust"].get<double>(), 95.0);
  EXPECT_EQ(market.get(target, "bina").problem(), "partner-unknown");
  EXPECT_EQ(market.get("/api/v1/accounts/cura/trust", "admin").problem(), "partner-unknown");
}

class StrictWorkflow : public Workflow {
 protected:
  StrictWorkflow()
      : Workflow(R"({"approvals": 2, "self_assessment": true, "minimum_grade": "exemplary"})") {}
};

TEST_F(StrictWorkflow, AsksForWhatThePolicySays) {
  const std::string id = draft(market.package());
  EXPECT_EQ(act(id, "submit", "asha").problem(), "assessment-missing");
  EXPECT_EQ(market.assess(id, "asha").status, 200);
  EXPECT_EQ(act(id, "submit", "asha").status, 200);
  EXPECT_EQ(act(id, "endorse", "dev").problem(), "assessment-missing");
  std::map<std::string, std::string> weak;
  for (const char* item :
       {"course-introduced", "objectives-stated", "parts-short", "order-sensible",
        "practice-regular", "final-test-present", "competencies-tested", "learners-act",
        "navigation-free", "keyboard-enough", "contrast-enough", "wording-inclusive",
        "more-than-one-language", "help-reachable", "examples-from-work", "language-plain",
        "pass-mark-stated"})
    weak[item] = "no";
  const Json score = Json::parse(market.assess(id, "dev", weak).body)["assessment"];
  EXPECT_EQ(score["grade"], "sound") << score["score"];
  EXPECT_EQ(act(id, "endorse", "dev").problem(), "grade-too-low");
  EXPECT_EQ(market.assess(id, "dev").status, 200);
  EXPECT_EQ(act(id, "accept", "cura").problem(), "approvals-too-few");
  EXPECT_EQ(act(id, "endorse", "cura").status, 200);
  EXPECT_EQ(act(id, "endorse", "cura").problem(), "endorsed-already");
  EXPECT_EQ(act(id, "accept", "cura").problem(), "approvals-too-few") << "one curator is one";
  EXPECT_EQ(act(id, "accept", "dev").status, 200);
  EXPECT_EQ(market.state(id), "live");
}

class ProvedWorkflow : public Workflow {
 protected:
  ProvedWorkflow() : Workflow(R"({"namespaces": {"proved": true}})") {}
};

// What proves one is in tests/people/namespace.test.mjs.
TEST_F(ProvedWorkflow, PublishesNothingFromANamespaceThatNobodyProved) {
  const std::string id = market.submit(market.package());
  EXPECT_EQ(market.assess(id, "cura").status, 200);
  EXPECT_EQ(act(id, "accept", "cura").problem(), "namespace-unproved");
  EXPECT_EQ(market.state(id), "in_review");
}

}  // namespace
}  // namespace haat::test
