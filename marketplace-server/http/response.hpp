#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "marketplace-server/http/headers.hpp"

namespace haat::server {

// A file on disk as a body, or a stretch of it. It must not change while it is being sent.
struct FileBody {
  std::filesystem::path path;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::shared_ptr<const void> held = {};  // what keeps it there until it is sent
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::optional<FileBody> file;  // instead of `body`
  Headers headers;
};

// `json` is what the JSON library made.
inline Response json_response(int status, std::string json) {
  Response response;
  response.status = status;
  response.body = std::move(json);
  return response;
}

// Words of strangers may be in it: what is no UTF-8 is replaced rather than refused.
template <class Json>
requires requires(const Json& json) {
  json.dump();
}
Response json_response(int status, const Json& json) {
  return json_response(status, json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace haat::server
