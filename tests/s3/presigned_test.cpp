#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>
#include <gtest/gtest.h>

#include <chrono>

#include "core/json/json.hpp"
#include "core/package/digest.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/blobs/s3/presigned.hpp"
#include "marketplace-server/http/content_digest.hpp"
#include "sdk/authoring/client.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/api/object_store.hpp"
#include "tests/s3/faulty_proxy.hpp"

namespace haat::test {
namespace {

using namespace std::chrono_literals;
using namespace server;

constexpr const char* package = "/api/v1/courses/org.example.first-aid/package";

std::string example(const std::string& object) {
  S3Settings settings;
  settings.access_key = "AKIAIOSFODNN7EXAMPLE";
  settings.secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  return presigned_get(settings, http::Url::parse(object).value(), {},
                       parse_rfc3339("2013-05-24T00:00:00Z").value(), 24h);
}

// The example of docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html, whole.
TEST(Presigned, IsWhatAmazonsExampleSays) {
  EXPECT_EQ(example("https://examplebucket.s3.amazonaws.com/test.txt"),
            "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&"
            "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&"
            "X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&"
            "X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

// No client says the usual port in Host, so it is not signed either; a path of the endpoint is.
TEST(Presigned, NamesTheHostAsClientsDo) {
  EXPECT_EQ(example("https://store.example:443/bucket/a.zip"),
            example("https://store.example/bucket/a.zip"));
  EXPECT_NE(example("https://store.example:9000/bucket/a.zip").find("https://store.example:9000/"),
            std::string::npos);
  const std::string below = example("https://store.example/s3/bucket/a.zip");
  EXPECT_TRUE(below.starts_with("https://store.example/s3/bucket/a.zip?")) << below;
}

struct Fetched {
  int status = 0;
  std::string body, disposition;
};

Fetched fetch(const std::string& address, const std::string& range = "") {
  const Poco::URI uri(address);
  Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
  Poco::Net::HTTPRequest request("GET", uri.getPathAndQuery(), "HTTP/1.1");
  if (!range.empty()) request.set("Range", range);
  session.sendRequest(request);
  Poco::Net::HTTPResponse response;
  Fetched fetched;
  Poco::StreamCopier::copyToString(session.receiveResponse(response), fetched.body);
  fetched.status = response.getStatus();
  fetched.disposition = response.get("Content-Disposition", "");
  return fetched;
}

Time now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

TEST(Presigned, OneObjectForAnybodyAndForMinutes) {
  Scratch scratch;
  const auto blobs =
      Blobs::open(scratch / "blobs", blobs_of(scratch.path(), s3_endpoint())).value();
  const auto keep = [&](const std::string& bytes) {
    IncomingFile incoming = blobs->begin().value();
    EXPECT_TRUE(incoming.write(bytes));
    return blobs->keep(incoming.file()).value().name;
  };
  const std::string name = keep("0123456789"), other = keep("nobody's business");
  const std::string address = blobs->address(name, "org.example.course-1.0.0.zip", now()).value();
  const Fetched whole = fetch(address);
  EXPECT_EQ(whole.status, 200) << whole.body;
  EXPECT_EQ(whole.body, "0123456789");
  EXPECT_EQ(whole.disposition, "attachment; filename=\"org.example.course-1.0.0.zip\"");
  const Fetched part = fetch(address, "bytes=3-5");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "345");

  std::string elsewhere = address;
  elsewhere.replace(elsewhere.find(name), name.size(), other);
  EXPECT_EQ(fetch(elsewhere).status, 403);
  std::string renamed = address;
  renamed.replace(renamed.find("course-1"), 8, "course-9");
  EXPECT_EQ(fetch(renamed).status, 403);
  EXPECT_EQ(fetch(blobs->address(name, "old.zip", now() - 1h).value()).status, 403);
}

class PresignedDownloads : public testing::Test {
 protected:
  void SetUp() override {
    market.accept(market.submit(market.package()));
    released = market.get("/api/v1/submissions", "cura").body;
  }
  std::vector<std::string> arguments() {
    place.write("policy.json", R"({"presigned_downloads": true})");
    return {"--blobs", blobs_of(place.path(), proxy.endpoint()), "--policy",
            (place / "policy.json").string()};
  }

  Scratch place;
  FaultyProxy proxy{s3_endpoint()};
  Marketplace market{arguments()};
  std::string released;
};

TEST_F(PresignedDownloads, LeadToTheStoreFromWhatIsPublishedOnly) {
  const Answer sent_on = market.get(package);
  ASSERT_EQ(sent_on.status, 307) << sent_on.body;
  EXPECT_EQ(sent_on.header("Cache-Control"), "no-store");
  const Fetched zip = fetch(sent_on.header("Location"));
  ASSERT_EQ(zip.status, 200) << zip.body;
  EXPECT_EQ(sent_on.header("Repr-Digest"), server::content_digest(sha256(zip.body)));
  const std::string digest = to_hex(sha256(zip.body));
  EXPECT_EQ(market.get("/api/v1/tuf/targets/org.example.first-aid/" + digest + ".1.0.0.zip").status,
            307);
  EXPECT_EQ(market.ask(get(package, {{"If-None-Match", "\"" + digest + "\""}})).status, 304);
  // What nobody has published this server gives out itself.
  const std::string id = Json::parse(released)["submissions"][0]["id"];
  EXPECT_EQ(market.get("/api/v1/submissions/" + id + "/package", "asha").status, 200);
}

TEST_F(PresignedDownloads, AreFollowedByOurOwnAndBelievedByNobody) {
  auto client =
      MarketplaceClient::create("http://127.0.0.1:" + std::to_string(market.server().port()),
                                market.token("asha"))
          .value();
  const auto got = client.download_course("org.example.first-aid", place / "got.zip", {});
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(
      to_hex(sha256(Scratch::read(place / "got.zip"))),
      Json::parse(market.get("/api/v1/audit", "admin").body)["audit"].back()["details"]["blob"]);
  const auto mirror = [&](const std::string& into) {
    const std::string key = Json::parse(market.get("/api/v1/key").body)["key"];
    return run_server({"mirror", "http://127.0.0.1:" + std::to_string(market.server().port()),
                       "--key", key, "--into", (place / into).string()});
  };
  const Ended copied = mirror("copy");
  EXPECT_EQ(copied.code, 0) << copied.out << copied.err;

  proxy.set(FaultyProxy::Fault::other_bytes);
  const auto other = client.download_course("org.example.first-aid", place / "other.zip", {});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().id, "download-digest-wrong") << other.error().message;
  EXPECT_FALSE(std::filesystem::exists(place / "other.zip"));
  EXPECT_NE(mirror("another").code, 0);

  proxy.set(FaultyProxy::Fault::gone);
  EXPECT_EQ(client.download_course("org.example.first-aid", place / "gone.zip", {}).error().kind,
            Errc::unavailable);
}

}  // namespace
}  // namespace haat::test
