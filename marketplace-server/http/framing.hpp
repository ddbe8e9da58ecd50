#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "marketplace-server/http/headers.hpp"
#include "marketplace-server/http/problem.hpp"

namespace haat::server {

// The start of a request, as the library read it.
struct Head {
  std::string method;
  std::string target;
  std::string version;  // "HTTP/1.1"
  Headers headers;
  std::string connected;  // the address at the other end of the connection
};

// Refuses every request about whose end two servers could disagree, and every header that could
// carry a line of its own: Poco 1.11 lets both through (it decodes RFC 2047 words in header values,
// which brings real line ends; it takes the first of two lengths, negative ones, and a length
// beside a transfer coding).
std::optional<Problem> judge_framing(const Head& head);

// Of a head that judge_framing() let pass. Without the header there is no body: 0.
std::uint64_t content_length(const Head& head);

}  // namespace haat::server
