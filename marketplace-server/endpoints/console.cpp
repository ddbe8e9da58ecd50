#include <array>
#include <utility>

#include "core/embedded.hpp"
#include "core/package/digest.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/endpoints/package_file.hpp"
#include "marketplace-server/http/validators.hpp"
#include "marketplace-server/routes.hpp"

namespace haat {

std::span<const EmbeddedFile> console_files();

namespace server {
namespace {

// A browser runs nothing there but our scripts, and lets them speak to this server and to no other.
constexpr const char* policy =
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types console";

const char* type_of(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, const char*>, 4> types{
      {{".html", "text/html; charset=utf-8"},
       {".js", "text/javascript; charset=utf-8"},
       {".css", "text/css; charset=utf-8"},
       {".svg", "image/svg+xml"}}};
  for (const auto& [ending, type] : types)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

}  // namespace

// Its files name each other relative to this folder; so does the one that leads there.
Result<Response> open_console(Request&, Services&) {
  Response response;
  response.status = 308;
  response.headers.add("Location", "console/");
  return response;
}

Result<Response> show_console(Request& request, Services&) {
  const std::string& path = request.parameter("path");
  const auto* file = find_embedded(console_files(), path.empty() ? "index.html" : path);
  if (file == nullptr)
    return fail(Errc::not_found, "page-unknown", "the console has no file " + printable(path));
  const Validators validators{to_hex(sha256(file->bytes)).substr(0, 16), std::nullopt};
  Response response;
  if (is_known(request, validators)) {
    response = not_modified(validators);
  } else {
    response.content_type = type_of(file->path);
    response.body = file->bytes;
    add_validators(response, validators);
  }
  response.headers.add("Cache-Control", ask_again);
  response.headers.add("Content-Security-Policy", policy);
  if (response.status == 304) response.headers.add("Vary", "Accept-Encoding");
  return response;
}

}  // namespace server
}  // namespace haat
