#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <thread>
#include <vector>

#include "core/json/json.hpp"
#include "core/package/package.hpp"
#include "core/signing/verify.hpp"
#include "marketplace-server/http/route.hpp"
#include "marketplace-server/review/kept_findings.hpp"
#include "marketplace-server/review/transitions.hpp"
#include "marketplace-server/review/version.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

using namespace server;

// Circumstances in which every guard holds.
struct Fitting {
  Policy policy;
  Submission submission;
  Deed deed;

  Fitting(State state, Act act, Role role) {
    submission.id = "0000000000000001";
    submission.course.id = "org.example.first-aid";
    submission.course.version = "1.1.0";
    submission.state = state;
    submission.submitted_by = of_partner(role) ? "someone" : "asha";
    deed.act = act;
    deed.caller = {"someone", role, "", 1, "", {}};
    deed.reason = "because";
    deed.to_whom = "dev";
    deed.assigned_to_curator = true;
    deed.now = Time(std::chrono::seconds(1'000'000));
    deed.at = deed.now + std::chrono::hours(1);
    deed.policy = {std::shared_ptr<void>(), &policy};  // which lives as long as this
    // What was overtaken is the one thing that is older.
    const bool overtaken = state == State::accepted && act == Act::supersede;
    deed.newest_version = overtaken ? "1.1.0" : "1.0.0";
    deed.score = Score{};
    deed.score->grade = "exemplary";
  }
  Result<const Transition*> find() const { return find_transition(submission, deed.act, deed); }
};

std::vector<Role> every_role() {
  std::vector<Role> roles(account_roles.begin(), account_roles.end());
  roles.push_back(Role::marketplace);
  return roles;
}

// Every state, act and role: what the table has is possible, and nothing else.
TEST(Transitions, AreWhatTheTableSaysAndNothingElse) {
  int possible = 0, asked = 0;
  for (const State state : states())
    for (const Act act : acts())
      for (const Role role : every_role()) {
        SCOPED_TRACE(std::string(to_string(state)) + " " + name_of(act) + " " + to_string(role));
        ++asked;
        const Fitting fitting(state, act, role);
        const auto found = fitting.find();
        const auto row = std::find_if(
            transitions().begin(), transitions().end(),
            [&](const Transition& each) { return each.from == state && each.act == act; });
        if (row == transitions().end()) {
          ASSERT_FALSE(found.has_value());
          EXPECT_EQ(found.error().id, "submission-state");
          EXPECT_EQ(found.error().kind, Errc::conflict);
        } else if (!row->roles.allow(role)) {
          ASSERT_FALSE(found.has_value());
          EXPECT_EQ(found.error().id, "role-not-allowed");
          EXPECT_EQ(found.error().kind, Errc::permission_denied);
        } else {
          ASSERT_TRUE(found.has_value()) << found.error().message;
          EXPECT_EQ(*found, &*row);
          ++possible;
        }
      }
  EXPECT_EQ(asked, 16 * 25 * 7);
  EXPECT_EQ(possible, 88);
}

TEST(Transitions, HaveOneRowForAnActInAState) {
  for (const Transition& one : transitions())
    EXPECT_EQ(std::count_if(transitions().begin(), transitions().end(),
                            [&](const Transition& other) {
                              return one.from == other.from && one.act == other.act;
                            }),
              1)
        << to_string(one.from) << " " << name_of(one.act);
}

// What each guard refuses, as the smallest change to circumstances in which all of them hold.
TEST(Transitions, AreGuarded) {
  struct Change {
    const char* id;
    State state;
    Act act;
    Role role;
    void (*make)(Fitting&);
  };
  const Change changes[] = {
      {"own-submission", State::in_review, Act::accept, Role::curator,
       [](Fitting& f) { f.submission.submitted_by = "someone"; }},
      {"own-submission", State::in_review, Act::accept, Role::curator,
       [](Fitting& f) { f.deed.brought_by = "someone"; }},
      {"own-submission", State::in_review, Act::endorse, Role::reviewer,
       [](Fitting& f) { f.deed.brought_by = "someone"; }},
      {"own-submission", State::quarantined, Act::admit, Role::curator,
       [](Fitting& f) { f.deed.brought_by = "someone"; }},
      {"own-submission", State::in_review, Act::assign, Role::curator,
       [](Fitting& f) { f.deed.brought_by = "dev"; }},
      {"own-submission", State::in_review, Act::reject, Role::curator,
       [](Fitting& f) { f.submission.submitted_by = "someone"; }},
      {"version-newer", State::accepted, Act::supersede, Role::marketplace,
       [](Fitting& f) { f.deed.newest_version = "1.0.9"; }},
      {"own-submission", State::flagged, Act::clear, Role::curator,
       [](Fitting& f) { f.submission.submitted_by = "someone"; }},
      {"submission-of-another", State::live, Act::retire, Role::partner,
       [](Fitting& f) { f.submission.submitted_by = "bina"; }},
      {"reason-missing", State::in_review, Act::request_changes, Role::curator,
       [](Fitting& f) { f.deed.reason = " \t\n"; }},
      {"reason-missing", State::live, Act::take_down, Role::admin,
       [](Fitting& f) { f.deed.reason = ""; }},
      {"reason-missing", State::live, Act::flag, Role::partner,
       [](Fitting& f) { f.deed.reason = ""; }},
      {"version-not-newer", State::in_review, Act::accept, Role::curator,
       [](Fitting& f) { f.deed.newest_version = "1.1.0"; }},
      {"version-not-newer", State::accepted, Act::publish, Role::marketplace,
       [](Fitting& f) { f.deed.newest_version = "1.2.0"; }},
      {"assessment-missing", State::in_review, Act::accept, Role::curator,
       [](Fitting& f) { f.deed.score.reset(); }},
      {"assessment-missing", State::in_review, Act::endorse, Role::curator,
       [](Fitting& f) { f.deed.score.reset(); }},
      {"assessment-incomplete", State::in_review, Act::accept, Role::curator,
       [](Fitting& f) { f.deed.score->unanswered = {"links-work"}; }},
      {"gate-failed", State::in_review, Act::accept, Role::curator,
       [](Fitting& f) { f.deed.score->failed_gates = {"free-of-abuse"}; }},
      {"assessment-empty", State::in_review, Act::accept, Role::curator,
       [](Fitting& f) { f.deed.score->grade.clear(); }},
      {"grade-too-low", State::in_review, Act::accept, Role::curator,
       [](Fitting& f) {
         f.policy.minimum_grade = "sound";
         f.deed.score->grade = "developing";
       }},
      {"approvals-too-few", State::in_review, Act::accept, Role::curator,
       [](Fitting& f) { f.policy.approvals = 2; }},
      {"approvals-too-few", State::in_review, Act::accept, Role::curator,
       [](Fitting& f) {  // the same curator twice is one
         f.policy.approvals = 2;
         f.deed.endorsed_by = {"someone"};
       }},
      {"endorsed-already", State::in_review, Act::endorse, Role::curator,
       [](Fitting& f) { f.deed.endorsed_by = {"someone"}; }},
      {"namespace-unproved", State::in_review, Act::accept, Role::curator,
       [](Fitting& f) { f.policy.namespaces.proved = true; }},
      {"curator-unknown", State::in_review, Act::assign, Role::curator,
       [](Fitting& f) { f.deed.assigned_to_curator = false; }},
      {"own-submission", State::in_review, Act::assign, Role::admin,
       [](Fitting& f) { f.submission.submitted_by = "dev"; }},
      {"time-missing", State::accepted, Act::reschedule, Role::curator,
       [](Fitting& f) { f.deed.at.reset(); }},
      {"time-past", State::live, Act::schedule_end, Role::curator,
       [](Fitting& f) { f.deed.at = f.deed.now; }},
      {"not-due", State::accepted, Act::publish, Role::marketplace,
       [](Fitting& f) { f.submission.publish_at = f.deed.now + std::chrono::seconds(1); }},
      {"assessment-missing", State::draft, Act::submit, Role::partner,
       [](Fitting& f) { f.policy.self_assessment = true; }},
      {"assessment-incomplete", State::draft, Act::submit, Role::partner,
       [](Fitting& f) {
         f.policy.self_assessment = true;
         f.deed.own_score = Score{};
         f.deed.own_score->unanswered = {"links-work"};
       }},
  };
  for (const Change& change : changes) {
    SCOPED_TRACE(std::string(change.id) + " " + name_of(change.act));
    Fitting fitting(change.state, change.act, change.role);
    ASSERT_TRUE(fitting.find().has_value());
    change.make(fitting);
    const auto found = fitting.find();
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().id, change.id) << found.error().message;
  }
  Fitting proved(State::in_review, Act::accept, Role::curator);
  proved.policy.namespaces.proved = proved.deed.namespace_proved = true;
  EXPECT_TRUE(proved.find().has_value());
  Fitting provided(State::in_review, Act::accept, Role::curator);
  provided.policy.namespaces.proved = true;
  provided.submission.submitted_by = "provider:folder";
  EXPECT_TRUE(provided.find().has_value()) << "a provider has no namespace";
  Fitting two(State::in_review, Act::accept, Role::curator);
  two.policy.approvals = 2;
  two.deed.endorsed_by = {"dev"};
  EXPECT_TRUE(two.find().has_value());
}

// What a route says of roles is what the table says.
TEST(Transitions, AreOfferedToThoseWhoMayUseThem) {
  for (const Act act : acts()) {
    std::string path = name_of(act);
    std::replace(path.begin(), path.end(), '_', '-');
    for (const Route& route : routes()) {
      if (route.pattern != "/api/v1/submissions/{id}/" + path || route.method != "POST") continue;
      for (const Role role : account_roles)
        EXPECT_EQ(route.roles.allow(role), roles_of(act).allow(role)) << path;
    }
  }
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
};

TEST_F(Review, RejectionNeedsAReasonAndReachesThePartner) {
  const std::string id = market.submit(market.package());
  const std::string target = "/api/v1/submissions/" + id + "/reject";
  for (const char* body : {"", "{}", R"({"reason":""})", R"({"reason":" \t\n"})"})
    EXPECT_EQ(market.post(target, "cura", body).problem(), "reason-missing") << body;
  EXPECT_EQ(market.post(target, "cura", R"({"reason":7})").status, 400);
  EXPECT_EQ(market.post(target, "cura", R"({"reason":"x","reason":"y"})").status, 400);
  EXPECT_EQ(market.state(id), "in_review");
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

TEST_F(Review, DiskThatFailsDelaysWhatWasDecided) {
  const std::string id = market.submit(market.package());
  const auto incoming = market.server().data() / "blobs/incoming";
  const auto away = market.scratch() / "away";
  std::filesystem::rename(incoming, away);
  market.assess(id, "cura");
  const Answer answer = market.post("/api/v1/submissions/" + id + "/accept", "cura", "{}");
  EXPECT_EQ(answer.status, 200);  // the decision stands, its publication has to wait
  EXPECT_EQ(market.state(id), "accepted");
  const Answer upload_now = market.ask(upload(market.token("bina"), market.package({}, "bina")));
  EXPECT_EQ(upload_now.status, 503);
  EXPECT_EQ(upload_now.body.find(incoming.string()), std::string::npos) << upload_now.body;
  std::filesystem::rename(away, incoming);
  EXPECT_TRUE(market.becomes(id, "live"));
}

TEST_F(Review, NewerVersionTakesThePlaceOfTheLiveOne) {
  const std::string one = market.submit(market.package());
  const std::string two = market.submit(market.package({.version = "1.1.0"}));
  const std::string three = market.submit(market.package({.version = "1.0.1"}));
  market.accept(one);
  market.accept(two);
  EXPECT_EQ(market.state(one), "superseded");
  EXPECT_EQ(market.state(two), "live");
  market.assess(three, "cura");
  EXPECT_EQ(market.post("/api/v1/submissions/" + three + "/accept", "cura", "{}").problem(),
            "version-not-newer");
  const Json courses = Json::parse(market.get("/api/v1/courses").body)["courses"];
  ASSERT_EQ(courses.size(), 1u);
  EXPECT_EQ(courses[0]["version"], "1.1.0");
}

TEST_F(Review, TwoCuratorsAtOnceDecideOnce) {
  const std::string id = market.submit(market.package());
  const std::string target = "/api/v1/submissions/" + id;
  market.assess(id, "cura");
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
