#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

const std::string aid = "org.example.first-aid";

// A course of asha's that goes to bina; chitra has to do with neither.
class Transfers : public testing::Test {
 protected:
  explicit Transfers(std::vector<std::string> arguments = {}) : market(std::move(arguments)) {
    market.join("anu", "author", "asha");
    market.join("hari", "partner", "asha");
    market.join("bela", "author", "bina");
    market.join("rita", "reviewer");
    market.join("oona", "auditor");
    const Answer opened =
        market.post("/api/v1/accounts", "admin",
                    R"({"name":"chitra","role":"partner","namespace":"org.third"})");
    chitra = Json::parse(opened.body)["token"];
  }

  Answer ask(const std::string& method, const std::string& target, const std::string& who,
             const std::string& body = "") {
    const std::string token = who.empty() ? "" : who == "chitra" ? chitra : market.token(who);
    return market.ask({method, target, token, body, body.empty() ? "" : "application/json", {}});
  }
  static Json transfer_of(const Answer& answer) { return Json::parse(answer.body)["transfer"]; }

  std::string publish(const std::string& course = aid, const std::string& version = "1.0.0",
                      const std::string& partner = "asha") {
    const std::string id =
        market.submit(market.package({.course = course, .version = version}, partner), partner);
    market.accept(id);
    return id;
  }
  Answer offer(const std::string& who, const std::string& to = "bina",
               const std::string& course = aid, const std::string& reason = "") {
    Json body{{"to", to}};
    if (!reason.empty()) body["reason"] = reason;
    return ask("POST", "/api/v1/courses/" + course + "/transfers", who, body.dump());
  }
  std::string offered(const std::string& who = "asha", const std::string& to = "bina",
                      const std::string& course = aid) {
    const Answer answer = offer(who, to, course, who == "admin" ? "They are gone" : "");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return transfer_of(answer)["id"];
  }
  Answer act(const std::string& id, const std::string& act, const std::string& who) {
    return ask("POST", "/api/v1/transfers/" + id + "/" + act, who,
               act == "decline" ? R"({"reason":"We teach no first aid"})" : "");
  }
  void give(const std::string& to = "bina", const std::string& from = "asha",
            const std::string& course = aid) {
    const Answer accepted = act(offered(from, to, course), "accept", to);
    ASSERT_EQ(accepted.status, 200) << accepted.body;
  }
  void expire(const std::string& id) {
    const auto changed = open_database(market.server().data())
                             ->run(
                                 "UPDATE transfers SET expires_at = '2001-01-01T00:00:00Z' "
                                 "WHERE id = ?",
                                 id);
    ASSERT_TRUE(changed) << changed.error().message;
    ASSERT_EQ(*changed, 1);
  }
  Json course(const std::string& id = aid) {
    return Json::parse(ask("GET", "/api/v1/courses/" + id, "").body)["course"];
  }
  Answer on_submission(const std::string& id, const std::string& act, const std::string& who) {
    return ask("POST", "/api/v1/submissions/" + id + "/" + act, who,
               R"({"reason":"because","at":"2099-01-01T00:00:00Z"})");
  }
  Answer bring(const std::string& partner, const Recipe& recipe) {
    return market.ask(upload(market.token(partner), market.package(recipe, partner)));
  }
  std::vector<std::string> submissions(const std::string& who) {
    std::vector<std::string> ids;
    const Json page = Json::parse(ask("GET", "/api/v1/submissions", who).body);
    for (const Json& one : page["submissions"]) ids.push_back(one["id"]);
    return ids;
  }

  Marketplace market;
  std::string chitra;
};

// Who may do what with an offer in which state. "" is done; all else is the refusal.
TEST_F(Transfers, WhoMayDoWhatAndWhen) {
  publish();
  const std::vector<std::string> people{"asha", "hari", "anu",  "bina",  "bela", "chitra",
                                        "rita", "cura", "oona", "admin", ""};
  const std::vector<std::string> acts{"show", "accept", "decline", "withdraw"};
  const auto expected = [](const std::string& state, const std::string& who,
                           const std::string& act) -> std::string {
    const bool giver = who == "asha" || who == "hari", taker = who == "bina";
    const bool partner = giver || taker || who == "chitra", admin = who == "admin";
    if (who.empty()) return "token-missing";
    if (act == "show") return who == "chitra" ? "transfer-unknown" : "";
    if (!partner && !(act == "withdraw" && admin)) return "role-not-allowed";
    if (who == "chitra") return "transfer-unknown";
    const bool theirs = act != "withdraw" ? taker : state == "by admin" ? admin : giver;
    if (!theirs) return "transfer-of-another";
    return state == "offered" || state == "by admin" ? "" : "transfer-ended";
  };
  const auto in_state = [&](const std::string& state) {
    const std::string id = offered(state == "by admin" ? "admin" : "asha");
    if (state == "declined") act(id, "decline", "bina");
    if (state == "withdrawn") act(id, "withdraw", "asha");
    if (state == "accepted") {
      act(id, "accept", "bina");
      give("asha", "bina");
    }
    if (state == "expired") expire(id);
    return id;
  };
  int tried = 0, done = 0;
  for (const std::string& state :
       {std::string("accepted"), std::string("declined"), std::string("withdrawn"),
        std::string("expired"), std::string("offered"), std::string("by admin")}) {
    std::string id = in_state(state);
    for (const std::string& act : acts)
      for (const std::string& who : people) {
        SCOPED_TRACE(state + ", " + who + ", " + act);
        const Answer answer =
            act == "show" ? ask("GET", "/api/v1/transfers/" + id, who) : this->act(id, act, who);
        EXPECT_EQ(answer.problem(), expected(state, who, act)) << answer.body;
        EXPECT_EQ(answer.status == 200, answer.problem().empty()) << answer.body;
        ++tried;
        if (answer.status != 200 || act == "show") continue;
        ++done;
        const Json ended = transfer_of(answer);
        EXPECT_EQ(ended["ended_by"], who);
        EXPECT_EQ(ended["answer"], act == "decline" ? Json("We teach no first aid") : Json());
        if (act == "accept") give("asha", "bina");
        id = in_state(state);
      }
    if (state == "offered" || state == "by admin")
      act(id, "withdraw", state == "offered" ? "asha" : "admin");
  }
  EXPECT_EQ(tried, 6 * 4 * 11);
  EXPECT_EQ(done, 7) << "asha, hari and bina, and of an admin's offer bina and the admin";
}

TEST_F(Transfers, WhoMayOfferWhatToWhom) {
  EXPECT_EQ(offer("asha").problem(), "course-unknown");
  const std::string waiting = market.submit(market.package());
  EXPECT_EQ(offer("asha").problem(), "course-unknown") << "nobody hears of what is not published";
  EXPECT_EQ(offer("bina").problem(), "course-unknown");
  market.accept(waiting);
  EXPECT_EQ(offer("").problem(), "token-missing");
  for (const char* who : {"anu", "rita", "cura", "oona"})
    EXPECT_EQ(offer(who).problem(), "role-not-allowed") << who;
  for (const char* who : {"bina", "chitra"})
    EXPECT_EQ(offer(who).problem(), "course-of-another") << who;
  EXPECT_EQ(offer("asha", "asha").problem(), "transfer-to-self");
  EXPECT_EQ(offer("asha", "nobody").problem(), "partner-unknown");
  EXPECT_EQ(offer("asha", "cura").problem(), "partner-unknown") << "an account is no partner";
  EXPECT_EQ(offer("asha", "anu").problem(), "partner-unknown");
  EXPECT_EQ(offer("admin").problem(), "reason-missing");
  EXPECT_EQ(offer("admin", "bina", aid, " \n").problem(), "reason-missing");
  EXPECT_EQ(ask("POST", "/api/v1/courses/" + aid + "/transfers", "asha", "{}").status, 400);
  EXPECT_EQ(ask("POST", "/api/v1/transfers/x/decline", "bina", "{}").status, 400)
      << "with a reason only";
  const Answer first = offer("hari", "bina", aid, "You teach it better");
  ASSERT_EQ(first.status, 201) << first.body;
  const Json transfer = transfer_of(first);
  EXPECT_EQ(first.header("Location"), "/api/v1/transfers/" + transfer["id"].get<std::string>());
  EXPECT_EQ(transfer["from"], "asha");
  EXPECT_EQ(transfer["to"], "bina");
  EXPECT_EQ(transfer["state"], "offered");
  EXPECT_EQ(transfer["offered_by"], "hari");
  EXPECT_EQ(transfer["by_admin"], false);
  EXPECT_EQ(transfer["reason"], "You teach it better");
  const Time began = parse_rfc3339(transfer["offered_at"].get<std::string>()).value();
  const Time ends = parse_rfc3339(transfer["expires_at"].get<std::string>()).value();
  EXPECT_EQ(ends - began, std::chrono::hours(30 * 24));
  for (const char* who : {"asha", "admin"})
    EXPECT_EQ(offer(who, "chitra", aid, "Rather them").problem(), "transfer-open") << who;
  // One that is over is in nobody's way.
  expire(transfer["id"]);
  const std::string second = offered("asha", "chitra");
  const Json over =
      transfer_of(ask("GET", "/api/v1/transfers/" + transfer["id"].get<std::string>(), "bina"));
  EXPECT_EQ(over["state"], "expired");
  EXPECT_EQ(act(second, "accept", "bina").problem(), "transfer-unknown");
}

TEST_F(Transfers, WaitForWhatIsUndecided) {
  publish();
  const std::string id = offered();
  const std::string next = market.submit(market.package({.version = "1.1.0"}));
  EXPECT_EQ(act(id, "accept", "bina").problem(), "submission-undecided");
  EXPECT_EQ(act(id, "withdraw", "asha").status, 200);
  EXPECT_EQ(offer("asha").problem(), "submission-undecided");
  EXPECT_EQ(on_submission(next, "request-changes", "cura").status, 200);
  EXPECT_EQ(offer("asha").problem(), "submission-undecided");
  EXPECT_EQ(on_submission(next, "answer", "asha").status, 200);
  market.assess(next, "cura");
  EXPECT_EQ(on_submission(next, "accept", "cura").status, 200) << "for 2099";
  EXPECT_EQ(offer("asha").problem(), "submission-undecided");
  EXPECT_EQ(on_submission(next, "withdraw", "asha").status, 200);
  Call draft = upload(market.token("asha"), market.package({.version = "1.2.0"}));
  draft.target += "?draft=true";
  EXPECT_EQ(market.ask(draft).status, 201);
  EXPECT_EQ(offer("asha").problem(), "submission-undecided");
}

TEST_F(Transfers, GiveTheCourseToItsNewOwnerAlone) {
  const std::string zip = market.package(), first = market.submit(zip);
  market.accept(first);
  const std::string signed_as = ask("GET", "/api/v1/courses/" + aid + "/package", "").body;
  EXPECT_TRUE(course()["transferred"].is_null());
  EXPECT_EQ(ask("GET", "/api/v1/submissions/" + first, "bina").problem(), "submission-unknown");
  EXPECT_TRUE(submissions("bina").empty());
  give();

  // Everybody sees it at once, and nothing was signed anew.
  EXPECT_EQ(course()["transferred"]["from"], "asha");
  EXPECT_EQ(course()["transferred"]["to"], "bina");
  EXPECT_EQ(ask("GET", "/api/v1/courses/" + aid + "/package", "").body, signed_as);
  const Json changes = Json::parse(ask("GET", "/api/v1/changes?since=0", "").body)["changes"];
  EXPECT_EQ(changes.back()["kind"], "transferred");

  // The former owner sees what they brought, and does nothing with it any more.
  for (const char* who : {"asha", "anu", "bina", "bela", "cura"})
    EXPECT_EQ(ask("GET", "/api/v1/submissions/" + first, who).status, 200) << who;
  EXPECT_EQ(ask("GET", "/api/v1/submissions/" + first, "chitra").problem(), "submission-unknown");
  EXPECT_EQ(submissions("asha"), std::vector<std::string>{first});
  EXPECT_EQ(submissions("bina"), std::vector<std::string>{first});
  EXPECT_TRUE(submissions("chitra").empty());
  for (const char* act : {"unlist", "schedule-end", "retire"}) {
    const Answer answer = on_submission(first, act, "asha");
    EXPECT_EQ(answer.problem(), "submission-of-another") << act;
    EXPECT_NE(answer.body.find("transferred to bina"), std::string::npos) << answer.body;
    EXPECT_EQ(on_submission(first, act, "chitra").problem(), "submission-unknown") << act;
  }
  for (const char* act : {"schedule-end", "unlist", "list"})
    EXPECT_EQ(on_submission(first, act, "bina").status, 200) << act;

  // Nor do they bring versions of it; the new owner does, signed by a key of their own.
  const Answer late = bring("asha", {.version = "1.1.0"});
  EXPECT_EQ(late.problem(), "namespace-foreign");
  EXPECT_NE(late.body.find("to the partner bina"), std::string::npos) << late.body;
  EXPECT_EQ(submissions("bina").size(), 1u) << "what was refused is between them and us";
  EXPECT_EQ(submissions("asha").size(), 2u);
  EXPECT_EQ(market.ask(upload(market.token("asha"), zip)).problem(), "namespace-foreign")
      << "nor the same bytes again";
  EXPECT_EQ(bring("bina", {.course = "org.example.other"}).problem(), "namespace-foreign");
  const std::string next = publish(aid, "1.1.0", "bina");
  EXPECT_EQ(course()["version"], "1.1.0");
  EXPECT_EQ(market.state(first), "superseded");
  EXPECT_EQ(ask("GET", "/api/v1/submissions/" + next, "asha").problem(), "submission-unknown");
  EXPECT_EQ(on_submission(next, "retire", "asha").problem(), "submission-unknown");
  EXPECT_EQ(on_submission(next, "retire", "bina").status, 200);
}

TEST_F(Transfers, CanBeRepeatedAndUndone) {
  publish();
  give();
  publish(aid, "1.1.0", "bina");
  give("chitra", "bina");
  EXPECT_EQ(course()["transferred"]["from"], "bina");
  EXPECT_EQ(course()["transferred"]["to"], "chitra");
  for (const char* partner : {"asha", "bina"}) {
    EXPECT_EQ(bring(partner, {.version = "1.2.0"}).problem(), "namespace-foreign") << partner;
    EXPECT_EQ(offer(partner, "chitra").problem(), "course-of-another") << partner;
  }
  // An admin gives it back, since chitra is gone.
  const Answer answer = offer("admin", "asha", aid, "Nobody answers for it any more");
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(transfer_of(answer)["from"], "chitra");
  EXPECT_EQ(transfer_of(answer)["by_admin"], true);
  EXPECT_EQ(act(transfer_of(answer)["id"], "accept", "asha").status, 200);
  publish(aid, "1.3.0");
  EXPECT_EQ(course()["version"], "1.3.0");
  // Of each transfer, those two hear; of all, the staff.
  const auto count = [&](const std::string& who, const std::string& query = "") {
    return Json::parse(ask("GET", "/api/v1/transfers" + query, who).body)["transfers"].size();
  };
  EXPECT_EQ(count("asha"), 2u);
  EXPECT_EQ(count("bela"), 2u);
  EXPECT_EQ(count("chitra"), 2u);
  for (const char* who : {"rita", "cura", "oona", "admin"}) EXPECT_EQ(count(who), 3u) << who;
  EXPECT_EQ(count("cura", "?state=accepted"), 3u);
  EXPECT_EQ(count("cura", "?state=offered"), 0u);
  EXPECT_EQ(ask("GET", "/api/v1/transfers?state=gone", "cura").problem(), "state-unknown");
  // Page by page, newest first.
  std::vector<std::string> from;
  std::string cursor;
  do {
    const Json page =
        Json::parse(ask("GET", "/api/v1/transfers?limit=1&cursor=" + cursor, "cura").body);
    ASSERT_EQ(page["transfers"].size(), 1u);
    from.push_back(page["transfers"][0]["from"]);
    cursor = page["next"].is_null() ? "" : page["next"].get<std::string>();
  } while (!cursor.empty());
  EXPECT_EQ(from, (std::vector<std::string>{"chitra", "bina", "asha"}));
}

TEST_F(Transfers, AreInBothLogs) {
  publish();
  const std::string declined = offered();
  act(declined, "decline", "bina");
  const std::string accepted = offered();
  act(accepted, "accept", "bina");
  const auto of = [](const Json& rows, const std::string& subject, const char* name) {
    std::string acts;
    for (const Json& row : rows)
      if (row["subject"] == subject) acts += row[name].get<std::string>() + " ";
    return acts;
  };
  const Json audit = Json::parse(ask("GET", "/api/v1/audit?limit=200", "oona").body)["audit"];
  EXPECT_EQ(of(audit, declined, "action"), "transfer.offered transfer.declined ");
  EXPECT_EQ(of(audit, accepted, "action"), "transfer.offered transfer.accepted ");
  // The public one tells what everybody may rely on.
  const std::string checkpoint = ask("GET", "/api/v1/log/checkpoint", "").body;
  const auto from = checkpoint.find('\n') + 1;
  const std::string size = checkpoint.substr(from, checkpoint.find('\n', from) - from);
  const Answer tile = ask("GET", "/api/v1/log/tile/entries/000.p/" + size, "");
  EXPECT_NE(tile.body.find(R"("act":"transfer.accepted","subject":")" + accepted +
                           R"(","details":{"course":"org.example.first-aid","former_owner":"asha",)"
                           R"("new_owner":"bina"})"),
            std::string::npos)
      << tile.body;
  EXPECT_EQ(tile.body.find("transfer.declined"), std::string::npos);
}

// Its own course does not look like another's to its new owner, and what is left behind does.
TEST_F(Transfers, MakeNoLookAlikes) {
  publish("org.example.first-aid");
  publish("org.example.first-aids");
  give("bina", "asha", "org.example.first-aid");
  const auto notes = [&](const std::string& partner, const Recipe& recipe) -> Json {
    const Answer answer = bring(partner, recipe);
    EXPECT_EQ(answer.status, 201) << answer.body;
    const std::string id = Json::parse(answer.body)["submission"]["id"];
    return Json::parse(ask("GET", "/api/v1/submissions/" + id, "cura").body)["submission"]["notes"];
  };
  EXPECT_TRUE(notes("bina", {.course = "org.example.first-aid", .version = "1.1.0"}).empty());
  const Json noted = notes("asha", {.course = "org.example.first-aid2"});
  ASSERT_EQ(noted.size(), 1u);
  EXPECT_NE(noted[0].get<std::string>().find("org.example.first-aid, which another brought"),
            std::string::npos)
      << noted;
}

// What is in no partner's namespace, as what a provider brings.
TEST_F(Transfers, AreOfPartnersCoursesOnly) {
  publish();
  const std::string id = offered();
  ASSERT_TRUE(open_database(market.server().data())
                  ->run("UPDATE partners SET namespace = 'org.elsewhere' WHERE name = 'asha'"));
  EXPECT_EQ(offer("asha").problem(), "course-of-another");
  EXPECT_EQ(offer("admin", "bina", aid, "Take it").problem(), "course-of-provider");
  EXPECT_EQ(act(id, "accept", "bina").problem(), "course-of-another");
}

class TransfersOfProved : public Transfers {
 protected:
  TransfersOfProved() : Transfers({"--policy", policy()}) {}
  static std::string policy() {
    return policies.write("policy.json", R"({"namespaces":{"proved":true}})").string();
  }
  void prove(const char* partner) {
    const auto proved = open_database(market.server().data())
                            ->run(
                                "INSERT INTO namespace_proofs(partner, place, seen_at) "
                                "VALUES(?, 'dns', '2026-01-01T00:00:00Z')",
                                partner);
    ASSERT_TRUE(proved) << proved.error().message;
  }
  static inline Scratch policies;
};

TEST_F(TransfersOfProved, AskForTheNewOwnersProof) {
  prove("asha");
  publish();
  const std::string id = offered();
  const Answer early = act(id, "accept", "bina");
  EXPECT_EQ(early.problem(), "namespace-unproved") << early.body;
  EXPECT_NE(early.body.find("bina has not proved"), std::string::npos);
  prove("bina");
  EXPECT_EQ(act(id, "accept", "bina").status, 200);
  publish(aid, "1.1.0", "bina");
  EXPECT_EQ(course()["version"], "1.1.0");
}

}  // namespace
}  // namespace haat::test
