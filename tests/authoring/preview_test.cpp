#include "sdk/authoring/preview/preview.hpp"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/StreamSocket.h>
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

  // All that comes back for these bytes, until the server ends the connection.
  std::string send(const std::string& bytes) {
    Poco::Net::StreamSocket socket(
        Poco::Net::SocketAddress("127.0.0.1", Poco::URI(preview_->address()).getPort()));
    socket.setReceiveTimeout(Poco::Timespan(10, 0));
    socket.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
    std::string all;
    char piece[4096];
    try {
      for (int got = 1; got > 0; all.append(piece, static_cast<std::size_t>(got)))
        got = socket.receiveBytes(piece, sizeof piece);
    } catch (const Poco::Net::ConnectionResetException&) {
      // It ended with what was sent unread.
    }
    return all;
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

// A page of another site, whose name was made to point here, sends a body that is half a request;
// its next request ends up in the other half.
TEST_F(PreviewOfANewCourse, BodyIsNotTakenForTheNextRequest) {
  const std::string hidden = "GET /outline.json HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ";
  const std::string next = "GET /x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
  const std::string size = std::to_string(hidden.size());
  for (const std::string& start :
       {"POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: " + size,
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + size,
        std::string("POST / HTTP/1.1\r\nHost: evil.example\r\n"
                    "Transfer-Encoding: chunked")}) {
    const std::string answers = send(start + "\r\n\r\n" + hidden + next);
    EXPECT_EQ(answers.find("run_time"), std::string::npos) << start;
  }
}

TEST_F(PreviewOfANewCourse, TwoHostsAreNone) {
  const std::string answer = send(
      "GET /outline.json HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n"
      "Connection: close\r\n\r\n");
  EXPECT_EQ(answer.substr(0, 12), "HTTP/1.1 421");
}

TEST_F(PreviewOfANewCourse, CourseCannotInstallAServiceWorker) {
  const std::string answer = send(
      "GET /course/phishing/index.html HTTP/1.1\r\nHost: localhost\r\nService-Worker: script\r\n"
      "Connection: close\r\n\r\n");
  EXPECT_EQ(answer.substr(0, 12), "HTTP/1.1 403");
}

TEST_F(PreviewOfANewCourse, APortThatIsTakenIsSaid) {
  const Poco::URI address(preview_->address());
  const auto second = Preview::start(folder_ / "course", "scorm12", address.getPort());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().id, "port-in-use");
}

// The platform of a cmi5 preview takes what units send; pages of other sites may send nothing.
TEST(PreviewOfCmi5, TheirPlatformAnswersOnlyToThePreviewItself) {
  const Scratch folder;
  ASSERT_TRUE(new_course(folder / "course"));
  const auto preview = Preview::start(folder / "course", "cmi5", 0);
  ASSERT_TRUE(preview) << preview.error().message;
  const Poco::URI address((*preview)->address());
  const auto post = [&](const std::string& path, const std::string& host, const std::string& origin,
                        const std::string& body) {
    Poco::Net::HTTPClientSession session("127.0.0.1", address.getPort());
    Poco::Net::HTTPRequest request("POST", path, "HTTP/1.1");
    request.setHost(host);
    if (!origin.empty()) request.set("Origin", origin);
    request.setContentLength(static_cast<std::streamsize>(body.size()));
    session.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    session.receiveResponse(response);
    return static_cast<int>(response.getStatus());
  };
  const std::string here = address.getAuthority();
  const std::string unit = R"({"unit": "urn:haat:course:org.example.course:phishing"})";
  EXPECT_EQ(post("/cmi5/launch", here, "http://" + here, unit), 200);
  EXPECT_EQ(post("/cmi5/launch", here, "https://evil.example", unit), 403);
  EXPECT_EQ(post("/cmi5/launch", here, "null", unit), 403);
  EXPECT_EQ(post("/cmi5/launch", "evil.example", "", unit), 421);
  EXPECT_EQ(post("/cmi5/lrs/statements", here, "", "[]"), 401);
  EXPECT_EQ(post("/cmi5/launch", here, "", std::string((1 << 20) + 1, ' ')), 413);
  EXPECT_EQ(post("/course/phishing/index.html", here, "", ""), 405);
}

// Each would have it in its own row: 9 GB of a package of some kilobytes.
TEST(Preview, RefusesThousandsOfItemsThatLaunchOneLongAddress) {
  const Scratch scratch;
  std::string items;
  for (int i = 0; i < 1'000; ++i)
    items += "<item identifier=\"i" + std::to_string(i) +
             "\" identifierref=\"r\"><title>I</title></item>";
  scratch.write(
      "imsmanifest.xml",
      R"(<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2">)"
      "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"
      R"(<organizations default="o"><organization identifier="o"><title>C</title>)" +
          items +
          R"(</organization></organizations><resources><resource identifier="r" type="webcontent" href=")" +
          std::string(20'000, 'a') + R"("/></resources></manifest>)");
  const auto preview = Preview::start(scratch.path(), "", 0);
  ASSERT_FALSE(preview);
  EXPECT_EQ(preview.error().id, "outline-too-large");
}

TEST(Preview, RefusesAHostilePackage) {
  const auto started = Preview::start(corpus("hostile/zip-slip.zip"), "", 0);
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().kind, Errc::corrupt);
}

}  // namespace
}  // namespace haat
