#include <gtest/gtest.h>
#include <stdlib.h>

#include "core/json/json.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "tests/api/database.hpp"
#include "tests/api/marketplace.hpp"
#include "tests/api/object_store.hpp"
#include "tests/s3/faulty_proxy.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;
using Fault = FaultyProxy::Fault;

struct Named {
  const char* name;
  Fault fault;
  const char* says;
};

constexpr Named faults[] = {
    {"gone", Fault::gone, "it breaks off its answers"},
    {"silent", Fault::silent, "it takes too long to answer"},
    {"error_500", Fault::error_500, "it answers 500"},
    {"truncated", Fault::truncated, "it breaks off its answers"},
    {"other_bytes", Fault::other_bytes, "it gives other bytes than it was given"},
};

// A marketplace whose store is behind a proxy; the last --blobs counts.
class Faults : public testing::TestWithParam<Named> {
 protected:
  void forget_copies() {
    for (const auto& copy : fs::directory_iterator(market.server().data() / "blobs/cache"))
      fs::remove(copy.path());
  }
  void expect_trouble(const Answer& answer) {
    EXPECT_EQ(answer.status, 503) << answer.body;
    EXPECT_EQ(answer.problem(), "blobs-unavailable") << answer.body;
    EXPECT_NE(answer.body.find(GetParam().says), std::string::npos) << answer.body;
    EXPECT_EQ(answer.body.find("haat-secret"), std::string::npos);
    EXPECT_EQ(answer.body.find("127.0.0.1"), std::string::npos);
  }
  std::size_t submissions() {
    return Json::parse(market.get("/api/v1/submissions", "cura").body)["submissions"].size();
  }

  Scratch place;
  FaultyProxy proxy{s3_endpoint()};
  std::string blobs = blobs_of(place.path(), proxy.endpoint(), "&patience=8");
  Marketplace market{{"--blobs", blobs}};
};

TEST_P(Faults, NothingIsHalfPublishedAndTheWorkGoesOn) {
  const std::string zip = market.package();
  market.accept(market.submit(zip));
  const std::string whole = market.get("/api/v1/courses/org.example.first-aid/package").body;
  ASSERT_GT(whole.size(), 2000u);
  const std::string next = market.package({.version = "2.0.0"});
  const std::string accepted = market.submit(next);
  ASSERT_EQ(market.assess(accepted, "cura").status, 200);

  proxy.set(GetParam().fault);
  forget_copies();
  expect_trouble(market.ask(upload(market.token("asha"), market.package({.version = "3.0.0"}))));
  EXPECT_EQ(submissions(), 2u);
  expect_trouble(market.get("/api/v1/courses/org.example.first-aid/package"));
  market.post("/api/v1/submissions/" + accepted + "/accept", "cura", "{}");
  EXPECT_EQ(market.state(accepted), "accepted");  // and not half published
  EXPECT_EQ(market.server().log().find("haat-secret"), std::string::npos);
  EXPECT_EQ(market.server().log().find("haat:haat"), std::string::npos);

  proxy.set(Fault::none);
  EXPECT_EQ(market.get("/api/v1/courses/org.example.first-aid/package").body, whole);
  EXPECT_TRUE(market.becomes(accepted, "live"));
  EXPECT_EQ(market.ask(upload(market.token("asha"), market.package({.version = "3.0.0"}))).status,
            201);
}

INSTANTIATE_TEST_SUITE_P(Each, Faults, testing::ValuesIn(faults),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(ObjectStore, StartThatCannotBeSaysWhy) {
  Scratch scratch;
  const std::string blobs = blobs_of(scratch.path());
  const auto start = [&](const std::string& where) {
    return run_server(
        {"--data", (scratch / "data").string(), "--listen", "127.0.0.1:0", "--blobs", where});
  };
  const struct {
    std::string where;
    const char* says;
  } starts[] = {
      {"s3://nowhere?endpoint=" + s3_endpoint(), "has no bucket nowhere"},
      {"s3://haat?endpoint=http://127.0.0.1:1&patience=1", "it cannot be reached"},
      {"s3://haat?endpoint=ftp://here", "is no http or https URL"},
      {"s3://haat?flavour=new", "an object store has no \"flavour\""},
      {"s3://?region=x", "the bucket of the object store has no name"},
      {"/srv/blobs", "write s3://BUCKET"},
  };
  for (const auto& each : starts) {
    const Ended ended = start(each.where);
    EXPECT_EQ(ended.code, 3) << ended.err;
    EXPECT_NE(ended.err.find(each.says), std::string::npos) << ended.err;
  }
  ::setenv("AWS_SECRET_ACCESS_KEY", "another-secret", 1);
  const Ended wrong = start(blobs);
  ::unsetenv("AWS_SECRET_ACCESS_KEY");
  const Ended missing = start(blobs);
  ::setenv("AWS_SECRET_ACCESS_KEY", "haat-secret", 1);
  EXPECT_EQ(wrong.code, 3);
  EXPECT_EQ(wrong.err,
            "haat-server: the store of the packages refuses this server (403 "
            "SignatureDoesNotMatch); its operator looks at the keys, the bucket and the region "
            "[blobs-unavailable]\n");
  EXPECT_NE(missing.err.find("[blobs-keys-missing]"), std::string::npos) << missing.err;
}

// One bucket and one database; each server has a folder of its own, with the same keys in it.
TEST(ObjectStore, TwoServersSeeEachOthersPackages) {
  Scratch place;
  const std::string blobs = blobs_of(place.path());
  Marketplace market{{"--blobs", blobs}};
  market.accept(market.submit(market.package()));
  const std::string whole = market.get("/api/v1/courses/org.example.first-aid/package").body;
  const fs::path other = place / "other";
  fs::create_directories(other);
  for (const char* key : {"marketplace.key", "online.key"})
    fs::copy_file(market.server().data() / key, other / key);
  const std::string database = database_of(market.server().data());
  const ServerProcess second(other, {"--blobs", blobs, "--database", database});
  const auto get_second = [&](const std::string& target) {
    return ask(second.port(),
               {.target = target, .token = {}, .body = {}, .type = {}, .headers = {}});
  };
  EXPECT_EQ(get_second("/api/v1/courses/org.example.first-aid/package").body, whole);

  const Answer brought =
      ask(second.port(),
          upload(market.token("asha"), market.package({.course = "org.example.other-aid"})));
  ASSERT_EQ(brought.status, 201) << brought.body;
  market.accept(Json::parse(brought.body)["submission"]["id"]);
  EXPECT_EQ(get_second("/api/v1/courses/org.example.other-aid/package").body,
            market.get("/api/v1/courses/org.example.other-aid/package").body);
}

}  // namespace
}  // namespace haat::test
