#include <Poco/URI.h>
#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "marketplace-server/http/content_digest.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

class Catalogue : public testing::Test {
 protected:
  Marketplace market;

  void release(const std::string& course, const std::string& title, const std::string& hindi) {
    market.accept(
        market.submit(market.package({.course = course, .title = title, .title_hi = hindi})));
  }
  std::vector<std::string> found(const std::string& query) {
    std::vector<std::string> ids;
    const Json page = Json::parse(market.get("/api/v1/courses" + query).body);
    for (const Json& course : page["courses"]) ids.push_back(course["id"].get<std::string>());
    return ids;
  }
};

using Ids = std::vector<std::string>;

TEST_F(Catalogue, FindsWordsOfEveryLanguageWhole) {
  release("org.example.buying", "Public buying", "सरकारी खरीद");
  release("org.example.true", "True or false", "खरा या खोटा");
  EXPECT_EQ(found("?q=%E0%A4%96%E0%A4%B0%E0%A5%80%E0%A4%A6"), Ids{"org.example.buying"});  // खरीद
  EXPECT_EQ(found("?q=%E0%A4%96%E0%A4%B0%E0%A4%BE"), Ids{"org.example.true"});  // खरा
  EXPECT_EQ(found("?q=PUBLIC"), Ids{"org.example.buying"});
  EXPECT_EQ(found("?q=pub+buy"), Ids{"org.example.buying"});
  EXPECT_EQ(found("?q=pub+false"), Ids{});
  EXPECT_EQ(found("?q=COMSUBTHEME-000002").size(), 2u);
}

TEST_F(Catalogue, TakesSpellingsOfOneWordForOneWord) {
  release("org.example.law", "Law", "हिन्दी में क़ानून");
  release("org.example.moon", "Moon", "हिंदी में चांद");
  const auto escaped = [](const std::string& text) {
    std::string url;
    Poco::URI::encode(text, "", url);
    return "?q=" + url;
  };
  EXPECT_EQ(found(escaped("हिंदी")).size(), 2u);
  EXPECT_EQ(found(escaped("हिन्दी")).size(), 2u);
  EXPECT_EQ(found(escaped("कानून")), Ids{"org.example.law"});
  EXPECT_EQ(found(escaped("चाँद")), Ids{"org.example.moon"});
}

TEST_F(Catalogue, TakesNoQueryForSyntax) {
  release("org.example.buying", "Public buying", "सरकारी खरीद");
  for (const char* query : {"%22", "%22%22%22", "*", "public%20AND", "NEAR(public",
                            "title%3Apublic", "-", "%27%3B%20DROP", "(", "%5E"})
    EXPECT_EQ(market.get(std::string("/api/v1/courses?q=") + query).status, 200) << query;
}

TEST_F(Catalogue, PagesWithoutLosingOrRepeating) {
  for (const char* id :
       {"org.example.a", "org.example.b", "org.example.c", "org.example.d", "org.example.e"})
    release(id, "First aid", "प्राथमिक उपचार");
  for (const std::string query : {"?limit=2", "?limit=2&q=first"}) {
    Ids ids;
    std::string cursor;
    do {
      const Json page = Json::parse(market.get("/api/v1/courses" + query + cursor).body);
      for (const Json& course : page["courses"]) ids.push_back(course["id"].get<std::string>());
      cursor = page["next"].is_null() ? "" : "&cursor=" + page["next"].get<std::string>();
    } while (!cursor.empty());
    EXPECT_EQ(ids, (Ids{"org.example.e", "org.example.d", "org.example.c", "org.example.b",
                        "org.example.a"}));
  }
  for (const char* query :
       {"?limit=0", "?limit=201", "?limit=x", "?limit=-1", "?cursor=x", "?cursor=-1"})
    EXPECT_EQ(market.get(std::string("/api/v1/courses") + query).status, 400) << query;
}

TEST_F(Catalogue, DownloadsCanBeCheckedAndContinued) {
  release("org.example.a", "First aid", "प्राथमिक उपचार");
  const std::string target = "/api/v1/courses/org.example.a/package";
  const Answer whole = market.get(target);
  EXPECT_EQ(whole.header("Content-Digest"), server::content_digest(sha256(whole.body)));
  EXPECT_EQ(whole.header("Content-Length"), std::to_string(whole.body.size()));

  Call call{.target = target, .token = {}, .body = {}, .type = {}, .headers = {}};
  call.method = "HEAD";
  const Answer head = market.ask(call);
  EXPECT_EQ(head.header("Content-Length"), std::to_string(whole.body.size()));
  EXPECT_EQ(head.body, "");
  call.headers = {{"Range", "bytes=0-3"}};  // means something to GET alone
  EXPECT_EQ(market.ask(call).status, 200);

  call.method = "GET";
  call.headers = {{"If-None-Match", whole.header("ETag")}};
  EXPECT_EQ(market.ask(call).status, 304);

  const struct {
    const char* range;
    int status;
    std::string body;
  } ranges[] = {
      {"bytes=0-3", 206, whole.body.substr(0, 4)},
      {"bytes=10-", 206, whole.body.substr(10)},
      {"bytes=-5", 206, whole.body.substr(whole.body.size() - 5)},
      {"bytes=5-99999999", 206, whole.body.substr(5)},
      {"bytes=5-4", 200, whole.body},
      {"bytes=0-1,3-4", 200, whole.body},
      {"lines=1-2", 200, whole.body},
  };
  for (const auto& each : ranges) {
    call.headers = {{"Range", each.range}};
    const Answer answer = market.ask(call);
    EXPECT_EQ(answer.status, each.status) << each.range;
    EXPECT_EQ(answer.body, each.body) << each.range;
  }
  call.headers = {{"Range", "bytes=99999999-"}};
  EXPECT_EQ(market.ask(call).status, 416);
  call.headers = {{"Range", "bytes=-0"}};
  EXPECT_EQ(market.ask(call).status, 416);
}

}  // namespace
}  // namespace haat::test
