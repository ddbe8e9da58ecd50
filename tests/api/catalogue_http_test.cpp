#include <Poco/InflatingStream.h>
#include <gtest/gtest.h>

#include <sstream>
#include <thread>

#include "core/json/json.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

class CatalogueHttp : public testing::Test {
 protected:
  Marketplace market;

  void release(const std::string& course, const std::string& version = "1.0.0") {
    market.accept(market.submit(market.package({.course = course, .version = version})));
  }
  Answer ask(const std::string& target, std::map<std::string, std::string> headers,
             const std::string& method = "GET") {
    Call call{method, target, "", "", "", std::move(headers)};
    return market.ask(call);
  }
};

std::string inflated(const std::string& body) {
  std::istringstream packed(body);
  Poco::InflatingInputStream stream(packed, Poco::InflatingStreamBuf::STREAM_GZIP);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST_F(CatalogueHttp, IsNotSentAgainToWhoeverHasIt) {
  release("org.example.a");
  for (const std::string target :
       {"/api/v1/courses", "/api/v1/courses?q=first&facets=all", "/api/v1/courses/org.example.a",
        "/api/v1/suggest?q=first", "/api/v1/changes", "/api/v1/feed.atom"}) {
    const Answer whole = ask(target, {});
    const std::string tag = whole.header("ETag");
    ASSERT_TRUE(tag.starts_with("W/\"")) << target;
    EXPECT_EQ(whole.header("Vary"), "Accept-Encoding") << target;
    EXPECT_EQ(whole.header("Cache-Control"), "no-cache") << target;
    EXPECT_EQ(ask(target, {}).body, whole.body) << "out of memory, too";
    for (const std::string& known : {tag, "\"x\", " + tag, tag.substr(2), std::string("*")}) {
      const Answer again = ask(target, {{"If-None-Match", known}});
      EXPECT_EQ(again.status, 304) << target << " " << known;
      EXPECT_EQ(again.body, "");
      EXPECT_EQ(again.header("ETag"), tag);
    }
    EXPECT_EQ(ask(target, {{"If-None-Match", "W/\"0-0\""}}).status, 200) << target;
    const Answer head = ask(target, {}, "HEAD");
    EXPECT_EQ(head.body, "");
    EXPECT_EQ(head.header("ETag"), tag);
    EXPECT_EQ(head.header("Content-Length"), std::to_string(whole.body.size()));
  }
  const std::string before = ask("/api/v1/courses", {}).header("ETag");
  EXPECT_NE(ask("/api/v1/courses?limit=1", {}).header("ETag"), before);
  release("org.example.b");
  EXPECT_EQ(ask("/api/v1/courses", {{"If-None-Match", before}}).status, 200);
}

TEST_F(CatalogueHttp, SaysWhenItChangedOnceThatIsOver) {
  release("org.example.a");
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  const std::string modified = ask("/api/v1/courses", {}).header("Last-Modified");
  ASSERT_TRUE(modified.ends_with(" GMT")) << modified;
  EXPECT_EQ(ask("/api/v1/courses", {{"If-Modified-Since", modified}}).status, 304);
  EXPECT_EQ(ask("/api/v1/courses", {{"If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"}}).status,
            200);
  EXPECT_EQ(ask("/api/v1/courses", {{"If-Modified-Since", "yesterday"}}).status, 200);
  EXPECT_EQ(
      ask("/api/v1/courses", {{"If-Modified-Since", modified}, {"If-None-Match", "\"x\""}}).status,
      200)
      << "the tag alone counts";
  release("org.example.b");
  EXPECT_EQ(ask("/api/v1/courses", {{"If-Modified-Since", modified}}).status, 200);
}

TEST_F(CatalogueHttp, IsCompressedForWhoeverTakesItSo) {
  for (const char* id : {"org.example.a", "org.example.b", "org.example.c"}) release(id);
  const std::string target = "/api/v1/courses?facets=all";
  const Answer plain = ask(target, {});
  EXPECT_EQ(plain.header("Content-Encoding"), "");
  for (const char* accepted : {"gzip", "deflate, gzip;q=0.5", "*", "x-gzip"})
    for (int times = 0; times < 2; ++times) {
      const Answer packed = ask(target, {{"Accept-Encoding", accepted}});
      EXPECT_EQ(packed.header("Content-Encoding"), "gzip") << accepted;
      EXPECT_EQ(packed.header("ETag"), plain.header("ETag"));
      EXPECT_LT(packed.body.size(), plain.body.size() / 2);
      EXPECT_EQ(inflated(packed.body), plain.body);
    }
  for (const char* refused : {"identity", "gzip;q=0", "gzip;q=0.000", "br", ""})
    EXPECT_EQ(ask(target, {{"Accept-Encoding", refused}}).body, plain.body) << refused;
  const Answer small = ask("/api/v1/courses?q=nothing", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(small.header("Content-Encoding"), "") << "not worth it";
  Call secret{"GET", "/api/v1/audit?limit=200",    market.token("admin"), "",
              "",    {{"Accept-Encoding", "gzip"}}};
  EXPECT_EQ(market.ask(secret).header("Content-Encoding"), "") << "not for everybody's eyes";
}

TEST_F(CatalogueHttp, TellsItsChangesToWhoeverFollows) {
  release("org.example.a");
  release("org.example.b");
  const Json first = Json::parse(ask("/api/v1/changes?limit=1", {}).body);
  EXPECT_EQ(first["changes"][0]["kind"], "published");
  EXPECT_EQ(first["changes"][0]["course"], "org.example.a");
  EXPECT_EQ(first["more"], true);
  const std::string next = first["next"].get<std::string>();
  release("org.example.a", "2.0.0");
  const Json rest = Json::parse(ask("/api/v1/changes?since=" + next, {}).body);
  std::vector<std::string> lines;
  for (const Json& each : rest["changes"])
    lines.push_back(each["kind"].get<std::string>() + " " + each["course"].get<std::string>() +
                    " " + each["version"].get<std::string>());
  EXPECT_EQ(lines, (std::vector<std::string>{"published org.example.b 1.0.0",
                                             "superseded org.example.a 1.0.0",
                                             "published org.example.a 2.0.0"}));
  EXPECT_EQ(rest["more"], false);
  const std::string end = "/api/v1/changes?since=" + rest["next"].get<std::string>();
  const Answer nothing = ask(end, {});
  EXPECT_TRUE(Json::parse(nothing.body)["changes"].empty());
  EXPECT_EQ(Json::parse(nothing.body)["next"], rest["next"]);
  EXPECT_EQ(ask(end, {{"If-None-Match", nothing.header("ETag")}}).status, 304);
  EXPECT_EQ(ask("/api/v1/changes?since=x", {}).status, 400);
  market.restart();
  EXPECT_EQ(Json::parse(ask("/api/v1/changes?since=" + next, {}).body), rest);
}

TEST_F(CatalogueHttp, TellsHowOldPartnerCourseAndKeyAre) {
  release("org.example.a");
  const Json before = Json::parse(ask("/api/v1/courses/org.example.a", {}).body)["course"];
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  release("org.example.a", "2.0.0");
  const Json course = Json::parse(ask("/api/v1/courses/org.example.a", {}).body)["course"];
  EXPECT_EQ(course["course_since"], before["published_at"]);
  EXPECT_LT(course["course_since"].get<std::string>(), course["published_at"].get<std::string>());
  EXPECT_LE(course["partner_since"].get<std::string>(), course["key_since"].get<std::string>());
  EXPECT_LE(course["key_since"].get<std::string>(), course["course_since"].get<std::string>());
  EXPECT_EQ(Json::parse(ask("/api/v1/courses", {}).body)["courses"][0], course);
}

TEST_F(CatalogueHttp, RefusesWhatItDoesNotKnow) {
  const std::pair<const char*, const char*> queries[] = {
      {"?competency=first-aid", "filter-invalid"},
      {"?competency=CID1:9", "filter-invalid"},
      {"?level=6", "filter-invalid"},
      {"?duration=long", "filter-invalid"},
      {"?facets=price", "facet-unknown"},
      {"?facets=tag", "facet-unknown"},
      {"?sort=best", "sort-unknown"},
      {"?sort=title&cursor=n1", "cursor-invalid"},
      {"?language=a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u", "filter-invalid"}};
  for (const auto& [query, id] : queries)
    EXPECT_EQ(ask(std::string("/api/v1/courses") + query, {}).problem(), id) << query;
}

}  // namespace
}  // namespace haat::test
