#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/host/provider_host.hpp"
#include "sdk/host/wire/fields.hpp"

// The payloads, each with how to write it and how to read it from a stranger: nullopt for anything
// but exactly that.
namespace haat::wire {

struct Hello {
  std::uint32_t magic = 0;
  std::uint32_t version = 0;
};

struct Start {
  std::uint32_t host_process = 0;  // a worker whose parent is another one was orphaned already
  std::uint64_t memory = 0;        // bytes of address space over what the worker has
  std::uint32_t strict = 0;        // 1: rather not run than without a protection
  std::string library;
  std::string settings;
  std::vector<std::string> readable;
  std::uint32_t sealed = 0;  // 1: the library's bytes are on a descriptor, whatever its file is now
};

struct Check {
  Start start;
  std::string test;
  std::uint64_t seed = 0;
  std::string empty;  // settings with which the catalogue is empty; none: not known
  std::string huge;   // and with which it is huge
};

struct Verdict {
  std::uint32_t kind = 0;  // kit::Verdict::Kind
  std::string sentence;
};

// The optional interfaces that a plugin has.
enum Ability : std::uint32_t {
  gives_content = 1,
  tells_changes = 2,
  tells_completions = 4,
  tells_health = 8,
  verifies_certificates = 16,
  gives_records = 32,
  launches_courses = 64,
};

struct Ready {
  std::string name;
  std::string version;
  std::uint32_t abilities = 0;  // bits of Ability
  std::string missing;          // the protections that this kernel lacks, for people; empty: none
};

struct NotReady {
  std::uint32_t for_ever = 0;  // 1: trying again is in vain
  std::string sentence;
  std::string setting{};  // the JSON Pointer of the one that is wrong; empty: it is not about one
  std::string reason{};   // of that
};

struct Failed {
  std::int32_t status = 0;  // haat_status of provider.h
  std::string sentence;
};

struct HttpHeader {
  std::string name;
  std::string value;
};

struct HttpRequest {
  std::string method;
  std::string url;
  std::vector<HttpHeader> headers;
  std::string body;
};

struct HttpHead {
  std::uint32_t status = 0;
  std::vector<HttpHeader> headers;
};

std::string encode(const Hello& hello);
std::string encode(const Start& start);
std::string encode(const Check& check);
std::string encode(const Verdict& verdict);
std::string encode(const Ready& ready);
std::string encode(const NotReady& not_ready);
std::string encode(const Failed& failed);
std::string encode(const HttpRequest& request);
std::string encode(const HttpHead& head);
std::string encode_text(std::string_view text);  // list, changes, completions, records: the cursor;
                                                 // verify: what was presented; launch: the course;
                                                 // settings_schema
std::string encode_fetch(std::string_view external_id, std::uint64_t grant);
std::string encode_grant(std::uint64_t bytes);

std::optional<Hello> decode_hello(std::string_view payload);
std::optional<Start> decode_start(std::string_view payload);
std::optional<Check> decode_check(std::string_view payload);
std::optional<Verdict> decode_verdict(std::string_view payload);
std::optional<Ready> decode_ready(std::string_view payload);
std::optional<NotReady> decode_not_ready(std::string_view payload);
std::optional<Failed> decode_failed(std::string_view payload);
std::optional<HttpRequest> decode_http_request(std::string_view payload);
std::optional<HttpHead> decode_http_head(std::string_view payload);
// A course and a record have in front how much of it follows: all, or what is wrong with it.
enum Item : std::uint32_t { item_refused = 0, item_whole = 1 };
std::optional<ProviderPage> decode_page(std::string_view payload);
std::optional<std::string> decode_settings_schema(std::string_view payload);
// An answer's payload depends on what was asked. A delta is a number of items, each with a kind in
// front, what follows it, and whether that is there already; of a completion a number that may be
// missing has a 0 or 1 in front.
enum DeltaItem : std::uint32_t { course_changed = 1, course_gone = 2 };
std::optional<ProviderChanges> decode_changes(std::string_view payload);
std::optional<ProviderRecords> decode_records(std::string_view payload);
std::optional<ProviderCompletions> decode_completions(std::string_view payload);
std::optional<PartnerHealth> decode_health(std::string_view payload);
std::optional<CertificateAnswer> decode_certificate(std::string_view payload);
std::optional<std::string> decode_launch_address(std::string_view payload);

}  // namespace haat::wire
