#include "marketplace-server/endpoints/openapi.hpp"

#include <sstream>

#include "core/ascii.hpp"
#include "core/json/json.hpp"
#include "marketplace-server/auth/scope.hpp"
#include "marketplace-server/http/router.hpp"
#include "marketplace-server/http/tus.hpp"

namespace haat::server {
namespace {

Json parameter(const std::string& name, const char* place, bool required) {
  return {{"name", name}, {"in", place}, {"required", required}, {"schema", {{"type", "string"}}}};
}

Json parameters_of(const Route& route) {
  Json list = Json::array();
  for (const auto segment : pattern_segments(route.pattern))
    if (is_parameter(segment)) list.push_back(parameter(parameter_name(segment), "path", true));
  std::istringstream names{std::string(route.query)};
  for (std::string name; names >> name;) list.push_back(parameter(name, "query", false));
  if (route.accepts == Route::Accepts::package)
    list.push_back(parameter("Content-Digest", "header", route.schema.empty()));
  if (route.can_wait) list.push_back(parameter("Prefer", "header", false));
  for (const auto name : tus::request_headers(route))
    list.push_back(parameter(std::string(name), "header", true));
  const bool writes = route.method != "GET" && route.accepts != Route::Accepts::form;
  if (writes) list.push_back(parameter("Idempotency-Key", "header", false));
  return list;
}

Json content_of(const char* type, Json schema) {
  return {{type, {{"schema", std::move(schema)}}}};
}

Json body_of(const Route& route) {
  const Json bytes = {{"type", "string"}, {"format", "binary"}};
  Json content;
  if (route.accepts == Route::Accepts::form)
    content = content_of("application/x-www-form-urlencoded", {{"type", "object"}});
  if (route.accepts == Route::Accepts::package) content = content_of("application/zip", bytes);
  if (route.accepts == Route::Accepts::chunk)
    content = content_of("application/offset+octet-stream", bytes);
  if (!route.schema.empty())
    content.update(content_of("application/json", Json::parse(route.schema)));
  Json body = {{"content", content}};
  if (route.accepts == Route::Accepts::package) body["required"] = true;
  return body;
}

Json roles_of(const Route& route) {
  Json names = Json::array();
  if (route.roles.open()) return names;
  for (const Role role : account_roles)
    if (route.roles.allow(role)) names.push_back(to_string(role));
  return names;
}

const char* answer_type(const Route& route) {
  if (route.pattern.ends_with("/package")) return "application/zip";
  if (route.pattern == "/metrics") return "text/plain";
  if (route.pattern.starts_with("/console")) return "text/html";
  if (route.pattern.ends_with(".atom")) return "application/atom+xml";
  return route.pattern == "/oai" ? "text/xml" : "application/json";
}

// Besides the usual one, of what may have been waited for.
void add_waited(const Route& route, Json& responses) {
  if (!route.can_wait || route.success != 202) return;
  responses["202"]["description"] = "it waits to be checked";
  const Json submission = {{"application/json", Json::object()}};
  responses["201"] = {{"description", "it was checked, and waited for"}, {"content", submission}};
  responses["200"] = {{"description", "it was there before"}, {"content", submission}};
}

Json operation_of(const Route& route) {
  const char* kind = answer_type(route);
  const Json problem = {{"$ref", "#/components/schemas/Problem"}};
  Json operation = {{"operationId", route.name},
                    {"summary", route.summary},
                    {"parameters", parameters_of(route)},
                    {"x-roles", roles_of(route)},
                    {"responses",
                     {{std::to_string(route.success),
                       {{"description", "done"}, {"content", {{kind, Json::object()}}}}},
                      {"default",
                       {{"description", "why not"},
                        {"content", {{"application/problem+json", {{"schema", problem}}}}}}}}}};
  add_waited(route, operation["responses"]);
  operation["security"] = Json::array();
  if (!route.roles.open()) operation["security"].push_back({{"token", {scope_of(route)}}});
  if (route.for_operators) operation["security"].push_back(Json::object());  // or none at all
  if (route.accepts != Route::Accepts::nothing) operation["requestBody"] = body_of(route);
  return operation;
}

Json problem_schema() {
  const Json text = {{"type", "string"}};
  const Json number = {{"type", "integer"}};
  return {{"type", "object"},
          {"required", {"type", "title", "status", "detail"}},
          {"properties",
           {{"type", text},
            {"title", text},
            {"status", number},
            {"detail", text},
            {"limit", number},
            {"actual", number},
            {"findings", {{"type", "array"}, {"items", {{"type", "object"}}}}}}}};
}

}  // namespace

std::string openapi_document() {
  Json paths = Json::object();
  for (const Route& route : routes()) {
    paths[std::string(route.pattern)][lower_case(route.method)] = operation_of(route);
  }
  const Json token = {{"type", "http"}, {"scheme", "bearer"}};
  const Json document = {
      {"openapi", "3.1.0"},
      {"info", {{"title", "Haat marketplace"}, {"version", HAAT_VERSION}}},
      {"paths", std::move(paths)},
      {"components",
       {{"securitySchemes", {{"token", token}}}, {"schemas", {{"Problem", problem_schema()}}}}}};
  return document.dump(2);
}

}  // namespace haat::server
