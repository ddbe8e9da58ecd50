#include <gtest/gtest.h>

#include <random>

#include "core/json/json.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

class Intake : public testing::Test {
 protected:
  Marketplace market;

  Answer submit(const std::string& zip, const std::string& who = "asha") {
    return market.ask(upload(market.token(who), zip));
  }
  void nothing_kept() {
    EXPECT_TRUE(market.server().comes_to_keep(0));
    const Json left = Json::parse(market.get("/api/v1/submissions", "cura").body)["submissions"];
    for (const Json& each : left) EXPECT_EQ(each["state"], "refused") << each;
  }
  std::string head(const std::string& zip, std::size_t announced, const std::string& digest) {
    return "POST /api/v1/submissions HTTP/1.1\r\nHost: h\r\nContent-Type: "
           "application/zip\r\nAuthorization: Bearer " +
           market.token("asha") + "\r\nContent-Length: " + std::to_string(announced) +
           "\r\nContent-Digest: " + digest + "\r\n\r\n" + zip;
  }
};

TEST_F(Intake, TruncatedUploadIsNoUpload) {
  const std::string zip = market.package();
  const std::string digest = upload("", zip).headers["Content-Digest"];
  const std::string answer =
      send_raw(market.server().port(), head(zip, zip.size() + 1, digest), Then::close_sending);
  EXPECT_NE(answer.find("/problems/upload-truncated"), std::string::npos) << answer;
  nothing_kept();
}

TEST_F(Intake, WrongDigestIsRefused) {
  const std::string zip = market.package();
  Call call = upload(market.token("asha"), zip);
  call.body.back() = static_cast<char>(call.body.back() + 1);
  EXPECT_EQ(market.ask(call).problem(), "content-digest-mismatch");
  for (const char* bad :
       {"sha-256=::", "sha-256=:AAAA:", "sha-256=YQ==", "md5=:AAAA:", "nonsense"}) {
    call.headers["Content-Digest"] = bad;
    EXPECT_EQ(market.ask(call).problem(), "content-digest-invalid") << bad;
  }
  call.headers.erase("Content-Digest");
  EXPECT_EQ(market.ask(call).problem(), "content-digest-missing");
  nothing_kept();
}

TEST_F(Intake, OtherMediaTypesAreRefused) {
  Call call = upload(market.token("asha"), market.package());
  call.type = "multipart/form-data; boundary=x";
  const Answer answer = market.ask(call);
  EXPECT_EQ(answer.status, 415);
  EXPECT_EQ(answer.problem(), "media-type-unsupported");
  nothing_kept();
}

TEST_F(Intake, ClientThatWaitsIsToldBeforeItSends) {
  const std::string digest = upload("", "x").headers["Content-Digest"];
  std::string request = head("", 1'000'000, digest);
  request.insert(request.find("\r\n") + 2, "Expect: 100-continue\r\n");
  EXPECT_EQ(send_raw(market.server().port(), request).substr(0, 12), "HTTP/1.1 100");
  request.replace(request.find("application/zip"), 15, "text/plain");
  EXPECT_EQ(send_raw(market.server().port(), request).substr(0, 12), "HTTP/1.1 415");
}

TEST_F(Intake, RefusesWhatProvesNothing) {
  const SecretKey stranger = new_key("stranger");
  std::string noise(1 << 16, '\0');  // so that the middle is in it
  std::mt19937 chance(1);
  for (char& byte : noise) byte = static_cast<char>(chance());
  std::string damaged = market.package({.files = {{"noise.bin", noise}}});
  damaged[damaged.size() / 2] ^= 1;
  const struct {
    const char* name;
    std::string zip;
    const char* problem;
  } cases[] = {
      {"not a zip", "this is no zip", "not-a-zip"},
      {"unsigned", make_package(market.scratch().path(), {}, nullptr), "package-unsigned"},
      {"unknown signer", make_package(market.scratch().path(), {}, &stranger), "signer-unknown"},
      {"other partner's key", make_package(market.scratch().path(), {}, &market.key("bina")),
       "signer-unknown"},
      {"foreign namespace", market.package({.course = "org.other.first-aid"}), "namespace-foreign"},
      {"namespace as a mere beginning", market.package({.course = "org.example2.first-aid"}),
       "namespace-foreign"},
      {"namespace itself", market.package({.course = "org.example"}), "namespace-foreign"},
      {"changed after signing", change_package(market.scratch().path(), market.package()),
       "package-not-intact"},
      {"damaged on the way", damaged, "package-not-intact"},
      {"launch file missing", market.package({.launch_file = false}), "package-has-errors"},
  };
  for (const auto& each : cases) {
    SCOPED_TRACE(each.name);
    const Answer answer = submit(each.zip);
    EXPECT_EQ(answer.status, 422) << answer.body;
    EXPECT_EQ(answer.problem(), each.problem) << answer.body;
    EXPECT_EQ(answer.body.find(market.server().data().string()), std::string::npos)
        << "tells our folder: " << answer.body;
  }
  nothing_kept();
}

// A key is called what its owner likes: "marketplace", too.
TEST_F(Intake, NobodyElseReleases) {
  const SecretKey second = new_key("marketplace");
  ASSERT_EQ(
      market.post("/api/v1/keys", "asha", Json{{"key", second.public_key().line()}}.dump()).status,
      201);
  const std::string zip = sign_package(market.scratch().path(), market.package(), {}, second,
                                       Statement::Kind::released);
  EXPECT_EQ(submit(zip).problem(), "release-not-ours");
  nothing_kept();
}

// Of two namespaces, one inside the other, the outer one's partner cannot take the inner one's
// courses.
TEST_F(Intake, InnerNamespaceIsItsOwnersAlone) {
  const Recipe inner{.course = "org.example.school.reading"};
  EXPECT_EQ(submit(market.package(inner)).status, 201);
  ASSERT_EQ(market
                .post("/api/v1/accounts", "admin",
                      R"({"name":"school","role":"partner","namespace":"org.example.school"})")
                .status,
            201);
  EXPECT_EQ(submit(market.package(inner)).problem(), "namespace-foreign");
  EXPECT_EQ(submit(market.package({.course = "org.example.schooling"})).status, 201);
}

TEST_F(Intake, TellsEveryFinding) {
  const Answer answer = submit(market.package({.launch_file = false}));
  const Json findings = Json::parse(answer.body)["findings"];
  ASSERT_FALSE(findings.empty());
  bool named = false;
  for (const Json& finding : findings)
    named |= finding["rule"] == "launch-file-missing" && finding["severity"] == "error";
  EXPECT_TRUE(named) << answer.body;
}

TEST_F(Intake, SameVersionReplacesTheOneThatWaits) {
  const std::string first = market.submit(market.package());
  const std::string second = market.submit(market.package({.title = "First aid, corrected"}));
  EXPECT_NE(market.get("/api/v1/submissions/" + first, "asha").body.find("\"superseded\""),
            std::string::npos);
  EXPECT_EQ(market.post("/api/v1/submissions/" + first + "/accept", "cura", "{}").problem(),
            "submission-state");
  market.accept(second);
  EXPECT_EQ(submit(market.package()).problem(), "version-not-newer");
  EXPECT_EQ(submit(market.package({.version = "1.0.0-rc.1"})).problem(), "version-not-newer");
  EXPECT_EQ(submit(market.package({.version = "1.0.0+build"})).problem(), "version-not-newer");
}

TEST(IntakeLimit, IsToldWithTheActualValue) {
  Marketplace market({"--max-upload", "1000"});
  const Answer answer = market.ask(upload(market.token("asha"), std::string(1001, 'x')));
  EXPECT_EQ(answer.status, 413);
  const Json problem = Json::parse(answer.body);
  EXPECT_EQ(problem["type"], "/problems/body-too-large");
  EXPECT_EQ(problem["limit"], 1000);
  EXPECT_EQ(problem["actual"], 1001);
}

}  // namespace
}  // namespace haat::test
