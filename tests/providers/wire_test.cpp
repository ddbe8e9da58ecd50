#include <gtest/gtest.h>

#include <cmath>
#include <variant>

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

std::string page_with(std::uint32_t kind, const std::string& reason) {
  Writer writer;
  writer.u32(1);
  writer.u32(kind);
  for (const std::string& text : {std::string("id"), std::string("title"), reason})
    writer.text(text);
  writer.text("next");
  return writer.bytes();
}

TEST(Wire, ARefusedCourseIsItsIdAndWhy) {
  const std::string good = page_with(item_refused, "it is empty");
  const auto page = decode_page(good);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->courses.size(), 1u);
  EXPECT_EQ(page->courses[0].external_id, "id");
  ASSERT_TRUE(page->courses[0].refused);
  EXPECT_EQ(page->courses[0].refused->field, "title");
  EXPECT_EQ(page->courses[0].refused->reason, "it is empty");
  EXPECT_EQ(page->next, "next");
  EXPECT_FALSE(decode_page(page_with(2, "it is empty"))) << "a kind that there is not";
  EXPECT_FALSE(decode_page(page_with(item_refused, "two\nlines")));
  EXPECT_FALSE(decode_page(page_with(item_refused, std::string(5000, 'x'))));
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(decode_page(good.substr(0, size))) << size;
}

TEST(Wire, ARefusedRecordIsWhy) {
  const auto page_of = [](std::uint32_t kind, const std::string& why) {
    Writer writer;
    writer.u32(1);
    writer.u32(kind);
    writer.text(why);
    writer.text("next");
    return writer.bytes();
  };
  const std::string good = page_of(item_refused, "it is no UTF-8");
  const auto page = decode_records(good);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->rows.size(), 1u);
  EXPECT_EQ(page->rows[0].refused, "it is no UTF-8");
  EXPECT_EQ(page->next, "next");
  EXPECT_FALSE(decode_records(page_of(2, "it is no UTF-8"))) << "a kind that there is not";
  EXPECT_FALSE(decode_records(page_of(item_refused, ""))) << "without a reason";
  EXPECT_FALSE(decode_records(page_of(item_refused, "two\nlines")));
  EXPECT_FALSE(decode_records(page_of(item_refused, std::string(5000, 'x'))));
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(decode_records(good.substr(0, size))) << size;
}

TEST(Wire, WhoDoesNotStartSaysWhichSettingIsWrong) {
  const std::string good = encode(NotReady{1, "it is wrong", "/url", "it is no address"});
  const auto told = decode_not_ready(good);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->setting, "/url");
  EXPECT_EQ(told->reason, "it is no address");
  EXPECT_FALSE(decode_not_ready(encode(NotReady{1, "it is wrong", "/u\nrl", "why"})));
  EXPECT_FALSE(decode_not_ready(encode(NotReady{1, "it is wrong", std::string(5000, 'x'), "why"})));
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(decode_not_ready(good.substr(0, size))) << size;
}

Writer changes_of(const std::string& gone) {
  Writer writer;
  writer.u32(2);
  writer.u32(course_gone);
  writer.text(gone);
  writer.u32(course_changed);
  writer.u32(item_whole);
  for (const char* text : {"id", "Title", "", "hi", "PT1H", "1", "CC0-1.0"}) writer.text(text);
  writer.u32(1);
  writer.text("next");
  writer.u32(1);
  return writer;
}

Writer completions_of(double score) {
  Writer writer;
  writer.u32(1);
  for (const char* text : {"l", "id", "", "2026-11-23T06:41:46Z"}) writer.text(text);
  writer.u32(1);
  writer.real(score);
  writer.u32(0);
  writer.text("cert");
  writer.text("next");
  writer.u32(0);
  return writer;
}

TEST(Wire, EveryTruncationOfWhatIsToldIsRefused) {
  const std::string changes = changes_of("old").bytes(), completions = completions_of(0.5).bytes();
  Writer health, certificate;
  health.u32(2);
  health.text("down");
  certificate.u32(1);
  for (const char* text : {"ours"}) certificate.text(text);
  certificate.u32(1);
  for (const char* text : {"course", "One"}) certificate.text(text);
  ASSERT_TRUE(decode_changes(changes));
  EXPECT_TRUE(decode_changes(changes)->more);
  EXPECT_EQ(std::get<ProviderCourse>(decode_changes(changes)->items.at(1)).title, "Title");
  ASSERT_TRUE(decode_completions(completions));
  EXPECT_EQ(decode_completions(completions)->rows.at(0).score, 0.5);
  EXPECT_EQ(decode_completions(completions)->rows.at(0).hours, std::nullopt);
  ASSERT_TRUE(decode_health(health.bytes()));
  ASSERT_TRUE(decode_certificate(certificate.bytes()));
  for (std::size_t size = 0; size < changes.size(); ++size)
    EXPECT_FALSE(decode_changes(changes.substr(0, size))) << size;
  for (std::size_t size = 0; size < completions.size(); ++size)
    EXPECT_FALSE(decode_completions(completions.substr(0, size))) << size;
  for (std::size_t size = 0; size < health.bytes().size(); ++size)
    EXPECT_FALSE(decode_health(health.bytes().substr(0, size))) << size;
  for (std::size_t size = 0; size < certificate.bytes().size(); ++size)
    EXPECT_FALSE(decode_certificate(certificate.bytes().substr(0, size))) << size;
}

TEST(Wire, LaunchAddressIsHttpsAndPlain) {
  for (const char* address :
       {"https://a.example", "https://a.example:8443/x?y=%20#z", "https://[2001:db8::1]/x"})
    EXPECT_EQ(decode_launch_address(encode_text(address)), address);
  for (const char* address :
       {"", "https://", "https:///x", "http://a.example/", "HTTPS://a.example/", "//a.example/",
        "javascript:alert(1)", " https://a.example/", "https://a.example/a b",
        "https://a.example/\n", "https://a@b.example/", "https://a.example\\@b.example/",
        "https://a.example:x/", "https://a.example/\"", "https://a.example/\xc3\xa4", "https://-/",
        "https://a.example:/"})
    EXPECT_FALSE(decode_launch_address(encode_text(address))) << address;
  std::string longest = "https://a.example/";
  longest.append(HAAT_MAX_LAUNCH_BYTES - longest.size(), 'x');
  EXPECT_TRUE(decode_launch_address(encode_text(longest)));
  EXPECT_FALSE(decode_launch_address(encode_text(longest + "x")));
  EXPECT_FALSE(decode_launch_address(encode_text(longest) + "x"));
  EXPECT_FALSE(decode_launch_address(encode_text(longest).substr(1)));
}

TEST(Wire, WhatIsToldIsBoundedAndPlain) {
  EXPECT_FALSE(decode_changes(changes_of("").bytes()));
  EXPECT_FALSE(decode_changes(changes_of("a\nb").bytes()));
  EXPECT_FALSE(decode_changes(changes_of(std::string(HAAT_MAX_ID_BYTES + 1, 'x')).bytes()));
  EXPECT_FALSE(decode_completions(completions_of(std::nan("")).bytes()));
  EXPECT_FALSE(decode_completions(completions_of(HUGE_VAL).bytes()));
  Writer unknown;
  unknown.u32(3);
  unknown.text("well");
  EXPECT_FALSE(decode_health(unknown.bytes()));
  EXPECT_TRUE(decode_settings_schema(encode_text("{}")));
  for (const char* schema : {"", "{", "[]", "7"})
    EXPECT_FALSE(decode_settings_schema(encode_text(schema))) << schema;
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
