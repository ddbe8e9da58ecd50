#include <gtest/gtest.h>

#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

class Console : public testing::Test {
 protected:
  Answer ask(const std::string& target, std::map<std::string, std::string> headers = {},
             const std::string& method = "GET") {
    Call call = get(target, std::move(headers));
    call.method = method;
    return market.ask(call);
  }

  Marketplace market;
};

TEST_F(Console, IsPagesThatRunNothingButTheirOwnScript) {
  for (const auto& [file, type] :
       std::map<std::string, std::string>{{"", "text/html; charset=utf-8"},
                                          {"index.html", "text/html; charset=utf-8"},
                                          {"console.js", "text/javascript; charset=utf-8"},
                                          {"console.css", "text/css; charset=utf-8"},
                                          {"icon.svg", "image/svg+xml"}}) {
    const Answer answer = ask("/console/" + file);
    EXPECT_EQ(answer.status, 200) << file;
    EXPECT_EQ(answer.header("Content-Type"), type);
    EXPECT_EQ(answer.header("Set-Cookie"), "");
    EXPECT_EQ(answer.header("X-Frame-Options"), "DENY");
    const std::string policy = answer.header("Content-Security-Policy");
    for (const char* part : {"default-src 'none'", "script-src 'self'", "connect-src 'self'",
                             "frame-ancestors 'none'", "base-uri 'none'"})
      EXPECT_NE(policy.find(part), std::string::npos) << policy;
    EXPECT_EQ(policy.find("unsafe"), std::string::npos) << policy;
  }
  const std::string page = ask("/console/").body;
  EXPECT_EQ(page.find("<script>"), std::string::npos) << page;
  EXPECT_EQ(page.find("style="), std::string::npos) << page;
}

TEST_F(Console, IsAskedForOnce) {
  const Answer first = ask("/console/console.js");
  const std::string tag = first.header("ETag");
  EXPECT_NE(tag, "");
  EXPECT_EQ(first.header("Cache-Control"), "no-cache");
  const Answer again = ask("/console/console.js", {{"If-None-Match", tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(again.header("ETag"), tag);
  EXPECT_EQ(ask("/console/console.js", {{"If-None-Match", "\"0\""}}).status, 200);
  const Answer packed = ask("/console/console.js", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
  EXPECT_LT(packed.body.size(), first.body.size() / 2);
  const Answer head = ask("/console/", {}, "HEAD");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.body, "");
}

TEST_F(Console, HasNothingBesidesItsFiles) {
  const Answer door = ask("/console");
  EXPECT_EQ(door.status, 308);
  EXPECT_EQ(door.header("Location"), "console/");
  for (const char* target : {"/console/main.tsx", "/console/index.html/", "/console/a/b"})
    EXPECT_EQ(ask(target).problem(), "page-unknown") << target;
  EXPECT_EQ(ask("/console/../health").problem(), "target-invalid");
  EXPECT_EQ(ask("/console/", {}, "POST").status, 405);
}

// What is no page of ours stays what no browser may run.
TEST_F(Console, LeavesOtherAnswersAsTheyWere) {
  for (const char* target : {"/health", "/api/v1/courses", "/console/nothing"})
    EXPECT_EQ(ask(target).header("Content-Security-Policy"),
              "default-src 'none'; frame-ancestors 'none'; sandbox")
        << target;
}

}  // namespace
}  // namespace haat::test
