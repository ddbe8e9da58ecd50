#include <unistd.h>

#include <map>
#include <string>

#include "sdk/host/wire/frame.hpp"
#include "sdk/host/wire/messages.hpp"

// A worker in the hands of an attacker: it may send whatever it likes. The provider's id says what.
namespace {

using namespace haat::wire;

void put(const std::string& bytes) {
  if (::write(3, bytes.data(), bytes.size()) < 0) ::_exit(1);
}

void put(Type type, std::uint64_t request, const std::string& payload) {
  const auto header = encode({static_cast<std::uint32_t>(payload.size()), type, request});
  put(std::string(header.data(), header.size()) + payload);
}

// Waits for the host's next frame, which is small.
void wait_for_host() {
  char bytes[8192];
  if (::read(3, bytes, sizeof bytes) <= 0) ::_exit(0);
}

void become_ready() {
  put(Type::hello, 0, encode(Hello{magic, version}));
  wait_for_host();
  put(Type::ready, 0, encode(Ready{"Hostile", "1.0.0", ~0u, ""}));
}

std::string page_with_id(const std::string& id) {
  Writer page;
  page.u32(1);
  page.u32(item_whole);
  page.text(id);
  for (int field = 0; field < 6; ++field) page.text("x");
  page.u32(1);
  page.text("");
  return page.bytes();
}

std::string page_with_refusal(const std::string& reason) {
  Writer page;
  page.u32(1);
  page.u32(item_refused);
  for (const std::string& text : {std::string("1"), std::string("title"), reason}) page.text(text);
  page.text("");
  return page.bytes();
}

std::string http_request() {
  return encode(HttpRequest{"GET", "http://lms.example.org/", {}, ""});
}

void answer(Type type, std::uint64_t request, const std::string& payload) {
  become_ready();
  wait_for_host();
  put(type, request, payload);
}

const std::map<std::string, void (*)()> deeds = {
    {"noise", [] { put(std::string(1000, '\xff')); }},
    {"wrong-magic",
     [] {
       put(Type::hello, 0, encode(Hello{1, version}));
     }},
    {"wrong-version",
     [] {
       put(Type::hello, 0, encode(Hello{magic, 8}));
     }},
    {"short-hello", [] { put(Type::hello, 0, "x"); }},
    {"not-hello", [] { put(Type::done, 0, ""); }},
    {"ready-twice",
     [] {
       become_ready();
       put(Type::ready, 0, encode(Ready{"H", "1", 0, ""}));
     }},
    {"ready-with-escape",
     [] {
       put(Type::hello, 0, encode(Hello{magic, version}));
       wait_for_host();
       put(Type::ready, 0, encode(Ready{"\x1b[31m", "1", 0, ""}));
     }},
    {"giant-frame",
     [] {
       become_ready();
       wait_for_host();
       put(std::string("\xff\xff\xff\xff\x09\0\0\0", 8) + std::string(8, '\1'));
     }},
    {"unknown-type",
     [] {
       become_ready();
       wait_for_host();
       put(std::string("\0\0\0\0\x63\0\0\0\1\0\0\0\0\0\0\0", 16));
     }},
    {"half-a-frame",
     [] {
       become_ready();
       wait_for_host();
       put(std::string("\x10\0\0\0\x09", 5));
     }},
    {"other-request", [] { answer(Type::page, 77, page_with_id("1")); }},
    {"piece-for-a-list", [] { answer(Type::piece, 1, "x"); }},
    {"empty-page", [] { answer(Type::page, 1, ""); }},
    {"more-courses-than-sent", [] { answer(Type::page, 1, std::string("\xe8\3\0\0", 4)); }},
    {"too-many-courses", [] { answer(Type::page, 1, std::string("\xff\xff\xff\xff", 4)); }},
    {"text-past-the-end",
     [] { answer(Type::page, 1, std::string("\1\0\0\0\xff\xff\xff\x7f", 8)); }},
    {"bytes-after-the-page", [] { answer(Type::page, 1, page_with_id("1") + "x"); }},
    {"id-with-line-break", [] { answer(Type::page, 1, page_with_id("a\nb")); }},
    {"id-no-utf8", [] { answer(Type::page, 1, page_with_id("\xc3\x28")); }},
    {"failure-no-utf8",
     [] {
       answer(Type::failed, 1, encode(Failed{3, "\xff"}));
     }},
    {"more-than-granted",
     [] {
       become_ready();
       wait_for_host();
       for (;;) put(Type::piece, 1, std::string(max_piece, 'x'));
     }},
    {"too-large-a-piece", [] { answer(Type::piece, 1, std::string(max_piece + 1, 'x')); }},
    {"empty-pieces", [] { answer(Type::piece, 1, ""); }},
    {"done-with-more", [] { answer(Type::done, 1, "x"); }},
    {"hangs-up",
     [] {
       become_ready();
       ::close(3);
     }},
    {"http-before-ready",
     [] {
       put(Type::hello, 0, encode(Hello{magic, version}));
       wait_for_host();
       put(Type::http_more, 0, "");
     }},
    {"http-of-no-call",
     [] {
       become_ready();
       put(Type::http_request, 0, http_request());
     }},
    {"http-other-request", [] { answer(Type::http_request, 77, http_request()); }},
    {"http-malformed", [] { answer(Type::http_request, 1, http_request() + "x"); }},
    {"http-split",
     [] {
       answer(Type::http_request, 1,
              encode(HttpRequest{"GET", "http://lms.example.org/", {{"X", "a\r\nY: b"}}, ""}));
     }},
    {"http-large",
     [] {
       answer(
           Type::http_request, 1,
           encode(HttpRequest{"POST", "http://lms.example.org/", {}, std::string(2u << 20, 'x')}));
     }},
    {"http-more-of-nothing", [] { answer(Type::http_more, 1, ""); }},
    {"http-stop-of-nothing", [] { answer(Type::http_stop, 1, ""); }},
    {"http-answers-itself",
     [] {
       answer(Type::http_head, 1, encode(HttpHead{200, {}}));
     }},
    {"http-flood",
     [] {
       become_ready();
       wait_for_host();
       for (;;) {
         put(Type::http_request, 1, http_request());
         wait_for_host();
       }
     }},
    {"http-left-open",
     [] {
       answer(Type::http_request, 1, http_request());
       wait_for_host();
       put(Type::page, 1, page_with_id("1"));
     }},
    {"http-two-at-once",
     [] {
       answer(Type::http_request, 1, http_request());
       wait_for_host();
       put(Type::http_request, 1, http_request());
     }},
    {"schema-twice",
     [] {
       put(Type::hello, 0, encode(Hello{magic, version}));
       wait_for_host();
       put(Type::settings_schema, 0, encode_text("{}"));
       put(Type::settings_schema, 0, encode_text("{}"));
     }},
    {"schema-no-json",
     [] {
       put(Type::hello, 0, encode(Hello{magic, version}));
       wait_for_host();
       put(Type::settings_schema, 0, encode_text("{"));
     }},
    {"schema-of-no-reference",
     [] {
       put(Type::hello, 0, encode(Hello{magic, version}));
       wait_for_host();
       put(Type::settings_schema, 0, encode_text(R"({"properties": {"key": {"$ref": ""}}})"));
       put(Type::settings_schema, 0, encode_text("{}"));
     }},
    {"schema-when-ready",
     [] {
       become_ready();
       wait_for_host();
       put(Type::settings_schema, 1, encode_text("{}"));
     }},
    {"launch-by-http", [] { answer(Type::answer, 1, encode_text("http://a.example/")); }},
    {"launch-by-script", [] { answer(Type::answer, 1, encode_text("javascript:alert(1)")); }},
    {"page-for-a-launch", [] { answer(Type::page, 1, encode_text("https://a.example/")); }},
    {"answer-for-a-list", [] { answer(Type::answer, 1, page_with_id("1")); }},
    {"page-of-unknown-kind",
     [] {
       Writer page;
       page.u32(1);
       page.u32(7);
       page.text("1");
       answer(Type::page, 1, page.bytes());
     }},
    {"refusal-with-line-break", [] { answer(Type::page, 1, page_with_refusal("it is\nlong")); }},
    {"refusal-too-long", [] { answer(Type::page, 1, page_with_refusal(std::string(5000, 'x'))); }},
    {"stop-for-a-list", [] { answer(Type::stop, 1, ""); }},
    {"grant-for-a-list", [] { answer(Type::grant, 1, encode_grant(1)); }},
    // Of any request but a list and a fetch.
    {"answer-of-nothing", [] { answer(Type::answer, 1, ""); }},
    {"answer-of-noise", [] { answer(Type::answer, 1, std::string(1000, '\xff')); }},
    {"answer-of-a-page", [] { answer(Type::answer, 1, page_with_id("1") + "x"); }},
    {"answer-too-large", [] { answer(Type::answer, 1, std::string(max_payload, '\1')); }},
    {"answer-twice",
     [] {
       answer(Type::answer, 1, encode_text("https://a.example/"));
       put(Type::answer, 1, encode_text("https://b.example/"));
     }},
    {"deaf",
     [] {
       become_ready();
       for (;;) wait_for_host();
     }},
    {"trickle",
     [] {
       become_ready();
       wait_for_host();
       for (;; ::usleep(50'000)) put(Type::piece, 1, "x");
     }},
};

}  // namespace

int main(int, char** arguments) {
  deeds.at(arguments[1])();
  for (;;) ::sleep(60);
}
