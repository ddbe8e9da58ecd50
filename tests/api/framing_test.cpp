#include <gtest/gtest.h>

#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

// Bytes that no well-behaved client sends: each is answered, and none is believed.
struct Bad {
  const char* name;
  std::string bytes;
  std::string status;  // of the first answer
  std::string problem;
};

std::string with(const std::string& line, const std::string& fields, const std::string& body = "") {
  return line + " HTTP/1.1\r\n" + fields + "\r\n" + body;
}

const std::string post = "POST /api/v1/keys";
const std::string host = "Host: h\r\n";

const Bad requests[] = {
    {"injection", with("GET /health", host + "X: =?UTF-8?Q?a=0D=0ASet-Cookie:_x=3D1?=\r\n"), "400",
     "header-invalid"},
    {"nul_in_header", with("GET /health", host + "X: =?UTF-8?Q?a=00b?=\r\n"), "400",
     "header-invalid"},
    {"name_with_blank", with(post, host + "Content-Length : 5\r\n", "abcde"), "400",
     "header-invalid"},
    {"length_and_coding",
     with(post, host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "400",
     "framing-ambiguous"},
    {"two_lengths", with(post, host + "Content-Length: 5\r\nContent-Length: 6\r\n", "abcdef"),
     "400", "framing-ambiguous"},
    {"same_length_twice", with(post, host + "Content-Length: 5\r\nContent-Length: 5\r\n", "abcde"),
     "400", "framing-ambiguous"},
    {"negative_length", with(post, host + "Content-Length: -5\r\n", "abcde"), "400",
     "content-length-invalid"},
    {"signed_length", with(post, host + "Content-Length: +5\r\n", "abcde"), "400",
     "content-length-invalid"},
    {"word_length", with(post, host + "Content-Length: five\r\n", "abcde"), "400",
     "request-invalid"},
    {"huge_length", with(post, host + "Content-Length: 99999999999999999999\r\n", "a"), "400",
     "request-invalid"},
    {"chunked", with(post, host + "Transfer-Encoding: chunked\r\n", "ZZ\r\n"), "411",
     "length-required"},
    {"no_host", with("GET /health", ""), "400", "host-invalid"},
    {"two_hosts", with("GET /health", host + host), "400", "host-invalid"},
    {"future_version", "GET /health HTTP/9.9\r\nHost: h\r\n\r\n", "505",
     "http-version-unsupported"},
    {"garbage", "\x16\x03\x01 not http\r\n\r\n", "505", "http-version-unsupported"},
    {"long_header", with("GET /health", host + "X: " + std::string(30'000, 'x') + "\r\n"), "400",
     "request-invalid"},
    {"dots", with("GET /api/v1/courses/..", host), "400", "target-invalid"},
    {"escaped_dots", with("GET /api/v1/courses/%2e%2e", host), "400", "target-invalid"},
    {"escaped_slash_dots", with("GET /api/v1/courses/a%2f..%2fb", host), "400", "target-invalid"},
    {"backslash", with("GET /api/v1/courses/..%5c..", host), "400", "target-invalid"},
    {"nul", with("GET /api/v1/courses/a%00b", host), "400", "target-invalid"},
    {"not_utf8", with("GET /api/v1/courses/%ff", host), "400", "target-invalid"},
    {"half_escape", with("GET /api/v1/courses/%4", host), "400", "target-invalid"},
    {"absolute_form", with("GET http://h/health", host), "400", "target-invalid"},
    {"control_in_query", with("GET /api/v1/courses?q=a%0ab", host), "400", "query-invalid"},
    {"parameter_twice", with("GET /api/v1/courses?q=a&q=b", host), "400", "query-invalid"},
};

class Framing : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = new Scratch;
    server_ = new ServerProcess(*scratch_ / "data");
  }
  static void TearDownTestSuite() {
    delete server_;
    delete scratch_;
  }
  static inline Scratch* scratch_ = nullptr;
  static inline ServerProcess* server_ = nullptr;
};

TEST_F(Framing, RefusesWhatTwoReadersCouldReadDifferently) {
  for (const Bad& bad : requests) {
    SCOPED_TRACE(bad.name);
    const std::string answer = send_raw(server_->port(), bad.bytes);
    EXPECT_EQ(answer.substr(0, 12), "HTTP/1.1 " + bad.status) << answer;
    EXPECT_NE(answer.find("/problems/" + bad.problem), std::string::npos) << answer;
    EXPECT_EQ(answer.find("HTTP/1.1 ", 1), std::string::npos)
        << "a second request was seen in it: " << answer;
    EXPECT_EQ(answer.find("Set-Cookie"), std::string::npos) << answer;
  }
}

TEST_F(Framing, BodyNobodyAskedForIsNoRequest) {
  const std::string inner = "GET /api/v1/key HTTP/1.1\r\nHost: h\r\n\r\n";
  for (const char* line : {"GET /health", "POST /nowhere", "DELETE /health"}) {
    SCOPED_TRACE(line);
    const std::string answer = send_raw(
        server_->port(),
        with(line, host + "Content-Length: " + std::to_string(inner.size()) + "\r\n", inner));
    EXPECT_EQ(answer.find("haat-ed25519"), std::string::npos) << answer;
  }
}

TEST_F(Framing, RequestsInOneGoAreAnsweredInOrder) {
  const std::string one = with("GET /health", host), two = with("GET /api/v1/key", host);
  const std::string answer = send_raw(server_->port(), one + two, Then::wait, 2);
  ASSERT_NE(answer.find("haat-ed25519"), std::string::npos) << answer;
  EXPECT_LT(answer.find("\"status\":\"ok\""), answer.find("haat-ed25519")) << answer;
  EXPECT_EQ(answer.find("Connection: Close"), std::string::npos) << answer;
}

TEST_F(Framing, LogEscapesWhatClientsSend) {
  send_raw(server_->port(), with("GET /a\x1b[31mb", host));
  EXPECT_EQ(server_->log().find('\x1b'), std::string::npos);
  EXPECT_EQ(server_->log().find(server_->admin_token()), std::string::npos);
}

TEST_F(Framing, EveryAnswerTellsBrowsersToKeepOut) {
  for (const char* target : {"/health", "/nowhere", "/api/v1/me"}) {
    const Answer answer = ask(
        server_->port(), {.target = target, .token = {}, .body = {}, .type = {}, .headers = {}});
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.header("X-Frame-Options"), "DENY");
    EXPECT_NE(answer.header("Content-Security-Policy"), "");
  }
}

}  // namespace
}  // namespace haat::test
