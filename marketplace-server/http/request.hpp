#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/result.hpp"
#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/http/headers.hpp"

namespace haat::server {

// The bytes that a client sends, read once, from front to back.
struct Body {
  std::uint64_t size = 0;  // as announced by Content-Length
  // Fills at most `capacity` bytes; 0 at the end. A client that goes away early is an error
  // ("upload-truncated"), never an end.
  std::function<Result<std::size_t>(char* buffer, std::size_t capacity)> read;
};

// What an endpoint sees of a request. No library type, so that it can be made by hand.
struct Request {
  std::string method;
  std::string path;                               // as sent, for the log and for problems
  std::string id;                                 // the client's X-Request-Id, or one that we made
  std::string client;                             // the address that it comes from
  std::map<std::string, std::string> parameters;  // of the route's pattern, decoded
  std::map<std::string, std::string> query;       // decoded
  Headers headers;
  std::string peer;              // what its address is counted under (http/peer.hpp)
  std::optional<Caller> caller;  // there is one on every route that is not public
  Body body;
  std::function<bool()> wanted{};  // whether the client still waits; none: yes
  std::string json;                // the body of a route that accepts JSON: fits the route's schema

  const std::string& parameter(const std::string& name) const { return parameters.at(name); }
  std::string query_or(const std::string& name, std::string otherwise) const {
    const auto found = query.find(name);
    return found == query.end() ? std::move(otherwise) : found->second;
  }
};

}  // namespace haat::server
