#include <gtest/gtest.h>

#include "sdk/host/wire/frame.hpp"
#include "sdk/host/wire/messages.hpp"
#include "sdk/provider/provider.h"

namespace haat::wire {
namespace {

TEST(Wire, HeaderIsSixteenLittleEndianBytes) {
  const auto bytes = encode({0x01020304, Type::piece, 0x1122334455667788});
  EXPECT_EQ(std::string(bytes.data(), bytes.size()),
            std::string("\4\3\2\1\x0a\0\0\0\x88\x77\x66\x55\x44\x33\x22\x11", 16));
}

TEST(Wire, StartSurvivesTheWay) {
  const Start start{7, 1u << 30, 1, "/x/good.so", "{\"a\":\"ä\"}", {"/one", "/two"}};
  const auto read = decode_start(encode(start));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->library, start.library);
  EXPECT_EQ(read->settings, start.settings);
  EXPECT_EQ(read->readable, start.readable);
  EXPECT_EQ(read->memory, start.memory);
}

// A message that lacks any of its bytes is none.
TEST(Wire, EveryTruncationIsRefused) {
  const std::string start = encode(Start{7, 1, 0, "/x/good.so", "{}", {"/one"}});
  for (std::size_t size = 0; size < start.size(); ++size) {
    EXPECT_FALSE(decode_start(start.substr(0, size))) << size;
  }
  EXPECT_FALSE(decode_start(start + "x"));
}

TEST(Wire, EveryTruncationOfHttpIsRefused) {
  const std::string request = encode(
      HttpRequest{"POST", "https://a.example/", {{"Accept", "text/plain"}}, std::string("\0b", 2)});
  const std::string head = encode(HttpHead{200, {{"ETag", "x"}, {"Age", "1"}}});
  ASSERT_TRUE(decode_http_request(request));
  EXPECT_EQ(decode_http_request(request)->body, std::string("\0b", 2));
  ASSERT_TRUE(decode_http_head(head));
  EXPECT_EQ(decode_http_head(head)->headers.size(), 2u);
  for (std::size_t size = 0; size < request.size(); ++size)
    EXPECT_FALSE(decode_http_request(request.substr(0, size))) << size;
  for (std::size_t size = 0; size < head.size(); ++size)
    EXPECT_FALSE(decode_http_head(head.substr(0, size))) << size;
}

TEST(Wire, HttpKeepsItsLimits) {
  HttpRequest request{"GET", "https://a.example/", {}, ""};
  request.headers.assign(HAAT_MAX_HTTP_HEADERS, {"X", "y"});
  EXPECT_TRUE(decode_http_request(encode(request)));
  request.headers.push_back({"X", "y"});
  EXPECT_FALSE(decode_http_request(encode(request)));
  request.headers = {{"X", std::string(HAAT_MAX_HTTP_HEAD_BYTES - 1, 'y')}};
  EXPECT_TRUE(decode_http_request(encode(request)));
  request.headers.push_back({"X", ""});
  EXPECT_FALSE(decode_http_request(encode(request)));
  request.headers = {{"X", "a\nb"}};
  EXPECT_FALSE(decode_http_request(encode(request)));
  request.headers = {};
  request.body.assign(HAAT_MAX_HTTP_BODY_BYTES + 1, 'x');
  EXPECT_FALSE(decode_http_request(encode(request)));
}

TEST(Wire, LinesOfStrangersBecomePrintable) {
  struct {
    const char* in;
    const char* out;
  } const cases[] = {{"plain", "plain"},
                     {"हिन्दी", "हिन्दी"},
                     {"a\r\nb\tc", "a  b c"},
                     {"\x1b[2J", " [2J"},
                     {"\xff\xfe", "??"},
                     {"\xc2\x9b", " "}};  // a C1 control, as dangerous to a terminal as an escape
  for (const auto& [in, out] : cases) EXPECT_EQ(one_line(in, 100), out);
  EXPECT_EQ(one_line("abcdef", 3), "abc");
}

}  // namespace
}  // namespace haat::wire
