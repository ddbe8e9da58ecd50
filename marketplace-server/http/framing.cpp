#include "marketplace-server/http/framing.hpp"

#include "core/package/entry_name.hpp"

namespace haat::server {
namespace {

std::optional<Problem> judge_fields(const Headers& headers) {
  for (const Header& field : headers.all()) {
    if (!is_token(field.name))
      return make_problem(400, "header-invalid",
                          "the header name \"" + printable(field.name) + "\" is not a token");
    if (has_control_character(field.value))
      return make_problem(400, "header-invalid",
                          "the header \"" + field.name + "\" has a control character in it");
  }
  return std::nullopt;
}

std::optional<Problem> judge_length(const Headers& headers) {
  const int lengths = headers.count("Content-Length");
  if (headers.count("Transfer-Encoding") > 0) {
    if (lengths > 0)
      return make_problem(400, "framing-ambiguous",
                          "the request has both Content-Length and Transfer-Encoding; send one");
    return make_problem(411, "length-required",
                        "send a Content-Length instead of a Transfer-Encoding");
  }
  if (lengths > 1)
    return make_problem(400, "framing-ambiguous", "the request has more than one Content-Length");
  if (lengths == 1 && !parse_count(*headers.find("Content-Length")))
    return make_problem(
        400, "content-length-invalid",
        "the Content-Length \"" + *headers.find("Content-Length") + "\" is not a number of bytes");
  return std::nullopt;
}

}  // namespace

std::optional<Problem> judge_framing(const Head& head) {
  if (head.version != "HTTP/1.1" && head.version != "HTTP/1.0")
    return make_problem(505, "http-version-unsupported", "this server speaks HTTP/1.1");
  if (!is_token(head.method))
    return make_problem(400, "method-invalid", "the request's method is not a token");
  if (auto problem = judge_fields(head.headers)) return problem;
  const int hosts = head.headers.count("Host");
  if (hosts > 1 || (hosts == 0 && head.version == "HTTP/1.1"))
    return make_problem(400, "host-invalid", "the request must have exactly one Host header");
  return judge_length(head.headers);
}

std::uint64_t content_length(const Head& head) {
  const std::string* length = head.headers.find("Content-Length");
  return length ? parse_count(*length).value_or(0) : 0;
}

}  // namespace haat::server
