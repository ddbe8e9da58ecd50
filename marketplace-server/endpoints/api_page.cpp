#include "marketplace-server/endpoints/api_page.hpp"

#include "marketplace-server/http/route.hpp"

namespace haat::server {
namespace {

std::string body_of(const Route& route) {
  switch (route.accepts) {
    case Route::Accepts::nothing:
      return "";
    case Route::Accepts::json:
      return "JSON";
    case Route::Accepts::package:
      return route.schema.empty() ? "a zip" : "a zip, or JSON";
    case Route::Accepts::form:
      return "a form";
    case Route::Accepts::chunk:
      return "a piece of a zip";
  }
  return "";
}

std::string query_of(const Route& route) {
  std::string text;
  for (const char c : route.query) text += c == ' ' ? std::string("`, `") : std::string(1, c);
  return text.empty() ? "" : "`" + text + "`";
}

}  // namespace

std::string api_page() {
  std::string text =
      "# The API\n\nWritten by `haat-server routes` from `routes.cpp`; a test holds it to be "
      "current, another tries every route with every role. A running server describes itself at "
      "`/api/v1/openapi.json` (OpenAPI 3.1), bodies and all. Lists page by `cursor`; errors are "
      "problem documents (RFC 9457).\n\n| request | who | query | body | what |\n"
      "|---|---|---|---|---|\n";
  for (const Route& route : routes())
    text += "| `" + std::string(route.method) + " " + std::string(route.pattern) + "` | " +
            names_of(route.roles) + " | " + query_of(route) + " | " + body_of(route) + " | " +
            std::string(route.summary) + " |\n";
  return text;
}

}  // namespace haat::server
