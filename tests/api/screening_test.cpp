#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/json/json.hpp"
#include "core/package/package.hpp"
#include "core/qa/rule.hpp"
#include "marketplace-server/screening/clamd.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/comes_true.hpp"

namespace haat::test {
namespace {

// The file that malware scanners are tested with (eicar.org), in two, so that none takes this one
// for it.
const std::string eicar =
    std::string("X5O!P%@AP[4\\PZX54(P^)7CC)7}$") + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

// ClamAV's own daemon, with a database of one signature, which is that of its test file.
class Clamd {
 public:
  explicit Clamd(const Scratch& scratch, const std::string& more = "") {
    std::string hex;
    for (const char c : eicar) {
      char digits[3];
      std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(c));
      hex += digits;
    }
    scratch.write("database/haat.ndb", "Haat-Test-Eicar:0:*:" + hex + "\n");
    config_ = scratch.write("clamd.conf",
                            "LocalSocket " + socket_.string() + "\nDatabaseDirectory " +
                                (scratch / "database").string() + "\nForeground yes\n" + more);
    start();
  }
  ~Clamd() {
    stop();
    std::filesystem::remove_all(socket_.parent_path());
  }
  void start() {
    std::string option = "--config-file=" + config_.string();
    char program[] = "/usr/sbin/clamd";
    char* const words[] = {program, option.data(), nullptr};
    char* const environment[] = {nullptr};
    const int failed = ::posix_spawn(&process_, program, nullptr, nullptr, words, environment);
    EXPECT_EQ(failed, 0) << "clamd is not installed; tools/dev/install_deps does";
    EXPECT_TRUE(comes_true([&] { return std::filesystem::exists(socket_); }));
  }
  void stop() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
    std::filesystem::remove(socket_);
  }
  std::string socket() const { return socket_.string(); }

 private:
  // A socket's name has 107 bytes at most, and TMPDIR may be longer.
  static std::filesystem::path short_folder() {
    char name[] = "/tmp/haat-clamd-XXXXXX";
    return ::mkdtemp(name);
  }

  std::filesystem::path config_, socket_ = short_folder() / "clamd.ctl";
  pid_t process_ = -1;
};

std::vector<std::string> with_policy(const Scratch& scratch, const Json& policy) {
  return {"--policy", scratch.write("policy.json", policy.dump()).string()};
}

Json submission_of(const Answer& answer) {
  return Json::parse(answer.body)["submission"];
}

Json ended(const Marketplace& market, const std::string& id) {
  Json scan;
  EXPECT_TRUE(comes_true([&] {
    scan = Json::parse(market.get("/api/v1/scans/" + id, "cura").body);
    return scan["scan"]["done"] == true;
  })) << "the scan does not end";
  return scan;
}

Json scanned(const Marketplace& market, const Json& order, const std::string& who = "cura") {
  const Answer ordered = market.post("/api/v1/scans", who, order.dump());
  EXPECT_EQ(ordered.status, 202) << ordered.body;
  return ended(market, Json::parse(ordered.body)["scan"]["id"]);
}

TEST(Screening, SuspectPackageWaitsForAPerson) {
  Marketplace market;
  const std::string program = "MZ" + std::string(200, '\0');
  const Answer brought =
      market.ask(upload(market.token("asha"), market.package({.files = {{"run.exe", program}}})));
  ASSERT_EQ(brought.status, 201) << brought.body;
  const std::string id = submission_of(brought)["id"];
  EXPECT_EQ(submission_of(brought)["state"], "quarantined");
  EXPECT_EQ(submission_of(brought)["reason"], "quarantined: program-inside in run.exe");
  const std::string target = "/api/v1/submissions/" + id;
  EXPECT_EQ(market.post(target + "/accept", "cura", "{}").problem(), "submission-state");
  EXPECT_EQ(market.post(target + "/admit", "asha", R"({"reason":"mine"})").problem(),
            "role-not-allowed");
  EXPECT_EQ(market.post(target + "/admit", "cura", "{}").problem(), "reason-missing");
  EXPECT_EQ(market.post(target + "/admit", "cura", R"({"reason":"It is the exercise."})").status,
            200);
  market.accept(id);
}

TEST(Screening, OperatorSaysWhatIsSuspect) {
  Scratch scratch;
  Marketplace lax(with_policy(scratch, {{"quarantine", Json::array()}}));
  const std::string program = "MZ" + std::string(200, '\0');
  EXPECT_EQ(submission_of(lax.ask(upload(lax.token("asha"),
                                         lax.package({.files = {{"run.exe", program}}}))))["state"],
            "in_review");
}

TEST(Screening, MalwareIsFoundByClamAvAndNothingPassesWithoutIt) {
  Scratch scratch;
  Clamd clamd(scratch);
  Marketplace market(with_policy(scratch, {{"clamd", clamd.socket()}}));
  EXPECT_EQ(submission_of(market.ask(upload(market.token("asha"), market.package())))["state"],
            "in_review");
  const Json found = submission_of(
      market.ask(upload(market.token("asha"),
                        market.package({.version = "1.1.0", .files = {{"notes/a.txt", eicar}}}))));
  EXPECT_EQ(found["state"], "quarantined");
  EXPECT_EQ(found["reason"], "quarantined: Haat-Test-Eicar.UNOFFICIAL by ClamAV in notes/a.txt");
  clamd.stop();
  // Nothing is lost meanwhile: it waits.
  Call call = upload(market.token("asha"), market.package({.version = "1.2.0"}));
  call.headers["Prefer"] = "wait=2";
  const Answer away = market.ask(call);
  EXPECT_EQ(away.status, 202) << away.body;
  EXPECT_TRUE(comes_true(
      [&] { return market.server().log().find("cannot be reached") != std::string::npos; }));
  EXPECT_TRUE(market.becomes(submission_of(away)["id"], "submitted"));
  clamd.start();
  EXPECT_TRUE(market.becomes(submission_of(away)["id"], "in_review"));
}

TEST(Screening, WhatIsTooLargeForClamAvIsSuspect) {
  Scratch scratch;
  Clamd clamd(scratch, "StreamMaxLength 64K\n");
  Marketplace market(with_policy(scratch, {{"clamd", clamd.socket()}}));
  const Json large = submission_of(market.ask(upload(
      market.token("asha"), market.package({.files = {{"a.txt", std::string(200'000, 'a')}}}))));
  EXPECT_EQ(large["state"], "quarantined");
  EXPECT_NE(large["reason"].get<std::string>().find("not looked at by ClamAV"), std::string::npos)
      << large["reason"];
}

TEST(Screening, ClamdThatIsNoneIsToldInASentence) {
  Scratch scratch;
  const auto package = open_package(scratch.write("p.zip", Marketplace().package()));
  ASSERT_TRUE(package.has_value());
  for (const std::string& socket :
       std::vector<std::string>{(scratch / "nowhere").string(), "127.0.0.1:9"}) {
    const auto found = server::scan_with_clamd(socket, *package);
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().id, "scanner-unavailable");
    EXPECT_NE(found.error().message.find(socket), std::string::npos);
  }
}

TEST(Rescan, FindsAndTakesDownWhatWasPublished) {
  Marketplace market;
  const auto publish = [&](const char* course, const std::string& text) {
    market.accept(market.submit(market.package({.course = course, .files = {{"a.js", text}}})));
  };
  publish("org.example.one", "// nothing\n");
  publish("org.example.two", std::string(300'000, 'x') + "https://evil.example/miner.js");
  publish("org.example.three", "load('https://evil.example/miner.js')");
  const Json told = scanned(market, {{"words", {"evil.example"}}, {"reason", "A miner."}});
  EXPECT_EQ(told["scan"]["looked_at"], 3);
  ASSERT_EQ(told["found"].size(), 2u);
  EXPECT_EQ(told["found"][0]["outcome"], "told");
  EXPECT_EQ(told["found"][0]["found"], "the words that are looked for in a.js");
  EXPECT_EQ(market.get("/api/v1/courses/org.example.two").status, 200);

  const Json done =
      scanned(market, {{"words", {"evil.example"}}, {"act", "take-down"}, {"reason", "A miner."}});
  ASSERT_EQ(done["found"].size(), 2u);
  for (const Json& hit : done["found"]) EXPECT_EQ(hit["outcome"], "taken_down");
  EXPECT_EQ(market.get("/api/v1/courses/org.example.two").problem(), "course-taken-down");
  EXPECT_EQ(market.get("/api/v1/courses/org.example.one").status, 200);
  const std::string audit = market.get("/api/v1/audit?limit=200", "cura").body;
  EXPECT_NE(audit.find("scan.done"), std::string::npos);
  EXPECT_NE(audit.find("A miner. (scan "), std::string::npos);
  EXPECT_EQ(
      scanned(market, {{"words", {"evil.example"}}, {"reason", "Again."}})["scan"]["looked_at"], 1);
}

TEST(Rescan, KnowsFilesByTheirDigestsAndGoesOnAfterARestart) {
  Marketplace market;
  market.accept(market.submit(market.package({.files = {{"a.js", "// bad\n"}}})));
  const Json order = {
      {"digests", {to_hex(sha256("// bad\n"))}}, {"act", "flag"}, {"reason", "Known."}};
  const std::string id =
      Json::parse(market.post("/api/v1/scans", "cura", order.dump()).body)["scan"]["id"];
  market.crash();
  const Json done = ended(market, id);
  ASSERT_EQ(done["found"].size(), 1u);
  EXPECT_EQ(
      Json::parse(market.get("/api/v1/courses/org.example.first-aid").body)["course"]["state"],
      "flagged");
}

TEST(Rescan, AsksForSomethingToLookFor) {
  Marketplace market;
  const std::pair<const char*, const char*> refused[] = {
      {R"({"reason":"x"})", "say what to look for"},
      {R"({"reason":"x","rules":["no-such-rule"]})", "no rule"},
      {R"({"reason":"x","clamd":true})", "no malware scanner"},
      {R"({"words":["evil.example"]})", "reason"},
      {R"({"reason":"x","words":["abc"]})", "/words/0"},
      {R"({"reason":"x","digests":["abc"]})", "/digests/0"},
  };
  for (const auto& [body, says] : refused) {
    const Answer answer = market.post("/api/v1/scans", "cura", body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_NE(answer.body.find(says), std::string::npos) << answer.body;
  }
  EXPECT_EQ(market.get("/api/v1/scans/0", "cura").problem(), "scan-unknown");
}

}  // namespace
}  // namespace haat::test
