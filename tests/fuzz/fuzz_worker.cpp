#include <cstdint>
#include <string>
#include <string_view>

#include "sdk/host/http/allowed_hosts.hpp"
#include "sdk/host/http/url.hpp"
#include "sdk/host/redaction.hpp"
#include "sdk/host/secret_members.hpp"
#include "sdk/host/wire/frame.hpp"
#include "sdk/host/wire/messages.hpp"

// What a worker in the hands of its plugin may send: the first byte is the type, and an answer may
// be one to anything.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace haat::wire;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (size >= header_size) (void)decode(bytes.substr(0, header_size));
  if (bytes.empty()) return 0;
  const std::string_view payload = bytes.substr(1);
  switch (static_cast<Type>(data[0])) {
    case Type::hello:
      (void)decode_hello(payload);
      break;
    case Type::ready:
      (void)decode_ready(payload);
      break;
    case Type::not_ready:
      (void)decode_not_ready(payload);
      break;
    case Type::failed:
      (void)decode_failed(payload);
      break;
    case Type::verdict:
      (void)decode_verdict(payload);
      break;
    case Type::page:
      (void)decode_page(payload);
      break;
    case Type::settings_schema:
      if (const auto schema = decode_settings_schema(payload)) {
        (void)haat::SecretMembers(*schema);
        (void)haat::Redaction(R"({"token": "kept-from-all", "a": {"b": "secret"}})",
                              *schema)("kept-from-all");
      }
      break;
    case Type::http_request:
      if (const auto request = decode_http_request(payload))
        if (const auto url = haat::http::Url::parse(request->url))
          (void)url->resolve("../" + url->without_secrets());
      break;
    default:
      (void)decode_changes(payload);
      (void)decode_records(payload);
      (void)decode_completions(payload);
      (void)decode_health(payload);
      (void)decode_certificate(payload);
      (void)decode_launch_address(payload);
  }
  return 0;
}
