#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/qa/finding.hpp"
#include "core/result.hpp"
#include "marketplace-server/http/response.hpp"

namespace haat::server {

// A refusal as RFC 9457 tells it: every error that the server answers is one of these.
struct Problem {
  int status = 500;
  std::string id;                       // kebab-case; the last part of "type"
  std::string detail;                   // one sentence
  std::optional<std::uint64_t> limit;   // of what was exceeded,
  std::optional<std::uint64_t> actual;  // and the value that exceeded it
  std::vector<Finding> findings;        // of a package that was refused
  struct Field {
    std::string pointer;  // JSON Pointer
    std::string reason;
  };
  std::vector<Field> errors;  // what is wrong where in what was sent
  Headers headers;            // "Allow", "WWW-Authenticate"
};

Problem make_problem(int status, std::string id, std::string detail);
// The detail names both numbers, too.
Problem over_limit(int status, std::string id, std::string detail, std::uint64_t limit,
                   std::uint64_t actual);

int http_status(Errc kind);  // the one place where an error's kind becomes a status

// An internal error's own words are for the log; the client gets a fixed sentence.
Problem problem_of(const Error& error);

Response to_response(const Problem& problem);

}  // namespace haat::server
