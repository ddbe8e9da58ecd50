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
};

struct Check {
  Start start;
  std::string test;
  std::uint64_t seed = 0;
};

struct Verdict {
  std::uint32_t kind = 0;  // kit::Verdict::Kind
  std::string sentence;
};

struct Ready {
  std::string name;
  std::string version;
  std::uint32_t has_content = 0;
  std::string missing;  // the protections that this kernel lacks, for people; empty: none
};

struct NotReady {
  std::uint32_t for_ever = 0;  // 1: trying again is in vain
  std::string sentence;
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
std::string encode_text(std::string_view text);  // list: the cursor
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
std::optional<ProviderPage> decode_page(std::string_view payload);

}  // namespace haat::wire
