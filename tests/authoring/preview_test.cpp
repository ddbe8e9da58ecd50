#include "sdk/authoring/preview/preview.hpp"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>

#include "sdk/authoring/new_course.hpp"
#include "tests/authoring/corpus.hpp"

namespace haat {
namespace {

struct Answer {
  int status;
  std::string type, body;
};

class PreviewOfANewCourse : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(new_course(folder_ / "course"));
    auto started = Preview::start(folder_ / "course", "scorm12", 0);
    ASSERT_TRUE(started) << started.error().message;
    preview_ = *std::move(started);
  }

  Answer ask(const std::string& path, const std::string& host = "", const std::string& range = "",
             const std::string& method = "GET") {
    const Poco::URI address(preview_->address());
    Poco::Net::HTTPClientSession session("127.0.0.1", address.getPort());
    Poco::Net::HTTPRequest request(method, path, "HTTP/1.1");
    request.setHost(host.empty() ? address.getAuthority() : host);
    if (!range.empty()) request.set("Range", range);
    session.sendRequest(request);
    Poco::Net::HTTPResponse response;
    Answer answer;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), answer.body);
    answer.status = response.getStatus();
    answer.type = response.getContentType();
    return answer;
  }

  Scratch folder_;
  std::unique_ptr<Preview> preview_;
};

TEST_F(PreviewOfANewCourse, ServesThePlayerAndTheCourse) {
  EXPECT_EQ(ask("/").type, "text/html; charset=utf-8");
  EXPECT_EQ(ask("/scorm12.min.js").type, "text/javascript; charset=utf-8");
  EXPECT_EQ(ask("/course/phishing/index.html").type, "text/html");
  EXPECT_EQ(ask("/course/assets/three-steps.svg").type, "image/svg+xml");
  EXPECT_NE(ask("/outline.json").body.find("\"run_time\":\"scorm12\""), std::string::npos);
  EXPECT_EQ(ask("/course/phishing/index.html", "", "bytes=0-8").body, "<!doctype");
  EXPECT_EQ(ask("/course/phishing/index.html", "", "bytes=0-8").status, 206);
}

TEST_F(PreviewOfANewCourse, NoPathLeadsOutOfTheCourse) {
  for (const char* path :
       {"/course/../course.json", "/course/%2e%2e/course.json", "/course/..%2fcourse.json",
        "/course//etc/passwd", "/course/%00", "/course/phishing/", "/course/", "/etc/passwd",
        "/course/phishing/index.html/../../x"})
    EXPECT_EQ(ask(path).status, 404) << path;
}

TEST_F(PreviewOfANewCourse, AnswersOnlyToItsOwnNameAndOnlyReads) {
  EXPECT_EQ(ask("/", "evil.example").status, 421);
  EXPECT_EQ(ask("/outline.json", "127.0.0.1.evil.example:8717").status, 421);
  EXPECT_EQ(ask("/", "localhost:1").status, 200);
  EXPECT_EQ(ask("/", "", "", "POST").status, 405);
}

TEST_F(PreviewOfANewCourse, APortThatIsTakenIsSaid) {
  const Poco::URI address(preview_->address());
  const auto second = Preview::start(folder_ / "course", "scorm12", address.getPort());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().id, "port-in-use");
}

TEST(Preview, RefusesAHostilePackage) {
  const auto started = Preview::start(corpus("hostile/zip-slip.zip"), "", 0);
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().kind, Errc::corrupt);
}

}  // namespace
}  // namespace haat
