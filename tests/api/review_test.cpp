#include <gtest/gtest.h>

#include <mutex>
#include <thread>
#include <vector>

#include "core/json/json.hpp"
#include "core/package/package.hpp"
#include "core/signing/verify.hpp"
#include "marketplace-server/review/kept_findings.hpp"
#include "marketplace-server/review/transitions.hpp"
#include "marketplace-server/review/version.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

using namespace server;

Deed deed_of(const char* name, Role role, const char* reason = "") {
  return {{name, role, ""}, reason, std::nullopt};
}

TEST(Transitions, NobodyDecidesOnTheirOwn) {
  Submission submission;
  submission.submitted_by = "asha";
  EXPECT_EQ(next_state(submission, Act::accept, deed_of("asha", Role::curator)).error().id,
            "own-submission");
  EXPECT_EQ(next_state(submission, Act::reject, deed_of("asha", Role::curator, "no")).error().id,
            "own-submission");
  EXPECT_EQ(next_state(submission, Act::accept, deed_of("cura", Role::curator)).value(),
            State::live);
  EXPECT_EQ(next_state(submission, Act::accept, deed_of("asha", Role::partner)).error().id,
            "role-not-allowed");
  EXPECT_EQ(next_state(submission, Act::accept, deed_of("admin", Role::admin)).error().id,
            "role-not-allowed");
}

TEST(Transitions, WhatIsNotInTheTableCannotHappen) {
  int possible = 0;
  for (const State state : {State::in_review, State::rejected, State::live, State::superseded})
    for (const Act act : {Act::accept, Act::reject, Act::replace, Act::supersede}) {
      Submission submission;
      submission.state = state;
      const auto next = next_state(submission, act, deed_of("cura", Role::curator, "because"));
      if (next)
        ++possible;
      else
        EXPECT_EQ(next.error().id, "submission-state");
    }
  EXPECT_EQ(possible, static_cast<int>(transitions().size()));
}

TEST(Versions, HaveThePrecedenceOfTheStandard) {
  const char* const ascending[] = {"0.9.9",         "1.0.0-alpha",
                                   "1.0.0-alpha.1", "1.0.0-alpha.beta",
                                   "1.0.0-beta",    "1.0.0-beta.2",
                                   "1.0.0-beta.11", "1.0.0-rc.1",
                                   "1.0.0",         "1.0.10",
                                   "1.2.0",         "2.0.0",
                                   "10.0.0",        "123456789012345678901234567890.0.0"};
  for (std::size_t a = 0; a < std::size(ascending); ++a)
    for (std::size_t b = 0; b < std::size(ascending); ++b)
      EXPECT_EQ(newer_version(ascending[a], ascending[b]), a > b)
          << ascending[a] << " " << ascending[b];
  EXPECT_FALSE(newer_version("1.0.0+b", "1.0.0+a"));
}

TEST(KeptFindings, AreFewAndShortWithTheErrorsFirst) {
  std::vector<Finding> findings(100'000, {"r", Severity::warning, "a", 0, "m"});
  findings.push_back({"e", Severity::error, "b", 0, "x" + std::string(4'000'000, 'y')});
  findings.push_back({"e", Severity::error, std::string(1999, 'p') + "ख", 0, "m"});
  const auto kept = kept_findings(findings);
  ASSERT_EQ(kept.size(), 501u);
  EXPECT_EQ(kept[0].rule, "e");
  EXPECT_EQ(kept[0].message.size(), 2003u);
  EXPECT_EQ(kept[1].path, std::string(1999, 'p') + "...");
  EXPECT_EQ(kept.back().rule, "findings-cut");
  EXPECT_NE(kept.back().message.find("100002"), std::string::npos);
  EXPECT_EQ(kept_findings({{"r", Severity::advice, "a", 1, "m"}}).size(), 1u);
}

class Review : public testing::Test {
 protected:
  Marketplace market;
  std::string state(const std::string& id) {
    return Json::parse(market.get("/api/v1/submissions/" + id, "cura").body)["submission"]["state"]
        .get<std::string>();
  }
};

TEST_F(Review, RejectionNeedsAReasonAndReachesThePartner) {
  const std::string id = market.submit(market.package());
  const std::string target = "/api/v1/submissions/" + id + "/reject";
  for (const char* body : {"", "{}", R"({"reason":""})", R"({"reason":" \t\n"})"})
    EXPECT_EQ(market.post(target, "cura", body).problem(), "reason-missing") << body;
  EXPECT_EQ(market.post(target, "cura", R"({"reason":7})").status, 400);
  EXPECT_EQ(market.post(target, "cura", R"({"reason":"x","reason":"y"})").status, 400);
  EXPECT_EQ(state(id), "in_review");
  EXPECT_EQ(
      market.post(target, "cura", R"({"reason":"The Hindi title is missing a word."})").status,
      200);
  const Json seen = Json::parse(market.get("/api/v1/submissions/" + id, "asha").body)["submission"];
  EXPECT_EQ(seen["state"], "rejected");
  EXPECT_EQ(seen["reason"], "The Hindi title is missing a word.");
  EXPECT_EQ(seen["decided_by"], "cura");
  EXPECT_EQ(market.post(target, "dev", R"({"reason":"again"})").problem(), "submission-state");
  market.accept(market.submit(market.package()));  // the same version, better
}

TEST_F(Review, ReleaseCarriesBothSignatures) {
  market.accept(market.submit(market.package()));
  const Answer package = market.get("/api/v1/courses/org.example.first-aid/package");
  ASSERT_EQ(package.status, 200);
  const auto zip = market.scratch().write("released.zip", package.body);
  const Json about = Json::parse(market.get("/api/v1/key").body);
  const PublicKey ours = parse_public_key(about["key"].get<std::string>()).value();
  const auto opened = open_package(zip);
  ASSERT_TRUE(opened.has_value());
  const auto verdict =
      verify_package(*opened, Trust::in({ours, market.key("asha").public_key()},
                                        parse_rfc3339("2999-01-01T00:00:00Z").value()));
  ASSERT_TRUE(verdict.has_value());
  EXPECT_TRUE(verdict->proves(Statement::Kind::authored));
  EXPECT_TRUE(verdict->proves(Statement::Kind::released));
  for (const SignatureVerdict& signature : verdict->signatures)
    if (signature.statement.kind == Statement::Kind::released) {
      EXPECT_EQ(signature.statement.details.at("decision"), "accepted");
      EXPECT_EQ(signature.statement.details.at("report").size(), 64u);
      EXPECT_EQ(signature.statement.details.at("competencies"), "COMSUBTHEME-000002:1");
    }
  const Json course =
      Json::parse(market.get("/api/v1/courses/org.example.first-aid").body)["course"];
  EXPECT_EQ(course["digest"], to_hex(verdict->digest));
  EXPECT_EQ(course["standard"], "SCORM 1.2");
}

TEST_F(Review, DiskThatFailsIsToldWithoutOurFolder) {
  const std::string id = market.submit(market.package());
  const auto incoming = market.server().data() / "blobs/incoming";
  std::filesystem::remove(incoming);
  const Answer answer = market.post("/api/v1/submissions/" + id + "/accept", "cura", "{}");
  std::filesystem::create_directory(incoming);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body.find(incoming.string()), std::string::npos) << answer.body;
  EXPECT_EQ(state(id), "in_review");
  market.accept(id);
}

TEST_F(Review, NewerVersionTakesThePlaceOfTheLiveOne) {
  const std::string one = market.submit(market.package());
  const std::string two = market.submit(market.package({.version = "1.1.0"}));
  const std::string three = market.submit(market.package({.version = "1.0.1"}));
  market.accept(one);
  market.accept(two);
  EXPECT_EQ(state(one), "superseded");
  EXPECT_EQ(state(two), "live");
  EXPECT_EQ(market.post("/api/v1/submissions/" + three + "/accept", "cura", "{}").problem(),
            "version-not-newer");
  const Json courses = Json::parse(market.get("/api/v1/courses").body)["courses"];
  ASSERT_EQ(courses.size(), 1u);
  EXPECT_EQ(courses[0]["version"], "1.1.0");
}

TEST_F(Review, TwoCuratorsAtOnceDecideOnce) {
  const std::string id = market.submit(market.package());
  const std::string target = "/api/v1/submissions/" + id;
  int done = 0;
  std::vector<std::thread> curators;
  std::mutex lock;
  for (int i = 0; i < 8; ++i)
    curators.emplace_back([&, i] {
      const Answer answer = i % 2 ? market.post(target + "/accept", "cura", "{}")
                                  : market.post(target + "/reject", "dev", R"({"reason":"no"})");
      const std::lock_guard guard(lock);
      if (answer.status == 200)
        ++done;
      else
        EXPECT_EQ(answer.status, 409) << answer.body;
    });
  for (std::thread& curator : curators) curator.join();
  EXPECT_EQ(done, 1);
}

}  // namespace
}  // namespace haat::test
