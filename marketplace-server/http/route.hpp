#pragma once

#include <span>
#include <string_view>

#include "core/result.hpp"
#include "marketplace-server/auth/role.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/http/response.hpp"

namespace haat::server {

struct Services;

using Endpoint = Result<Response>(Request& request, Services& services);

// One row of the table in routes.cpp. Everything that is decided about a request before its
// endpoint runs stands here.
struct Route {
  // A form is read as if it stood in the query. A package may also be named in JSON, if there is a
  // schema. A chunk is a piece of an upload (http/tus.hpp).
  enum class Accepts { nothing, json, package, form, chunk };

  std::string_view method;
  std::string_view pattern;  // "/api/v1/courses/{id}"
  Roles roles;               // none: nobody
  Endpoint* answer;
  std::string_view name;  // operation id of the OpenAPI document
  std::string_view summary;
  int success = 200;
  Accepts accepts = Accepts::nothing;
  std::string_view schema{};   // JSON Schema of the body, where it accepts JSON
  std::string_view query{};    // names of query parameters, a blank between them
  bool can_wait = false;       // until a submission is checked, as long as the client prefers
  bool for_operators = false;  // needs no token from where the operator is (metrics_from)
};

std::span<const Route> routes();

}  // namespace haat::server
