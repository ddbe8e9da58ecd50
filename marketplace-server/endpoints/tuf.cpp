#include <charconv>
#include <optional>
#include <string_view>

#include "core/package/entry_name.hpp"
#include "marketplace-server/endpoints/package_file.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr std::size_t hash_digits = 64;

// "12.bin-0f.json"
struct VersionedName {
  std::uint64_t version = 0;
  std::string role;
};

std::optional<VersionedName> parse_name(std::string_view file) {
  constexpr std::string_view ending = ".json";
  if (!file.ends_with(ending)) return std::nullopt;
  file.remove_suffix(ending.size());
  const auto dot = file.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  VersionedName name{0, std::string(file.substr(dot + 1))};
  const auto [end, problem] = std::from_chars(file.data(), file.data() + dot, name.version);
  // One spelling of each address, so that caches keep each file once.
  if (problem != std::errc{} || std::to_string(name.version) != file.substr(0, dot))
    return std::nullopt;
  return name;
}

Result<std::optional<TufDocument>> find(Session& session, const std::string& file) {
  if (file == "timestamp.json") return session.tuf_document("timestamp");
  const auto name = parse_name(file);
  // The timestamp alone is asked for without a version (6.2), and changes where it is.
  if (!name || name->role == "timestamp") return std::nullopt;
  return session.tuf_document(name->role, name->version);
}

// "<course>/<SHA-256>.<version>.zip"
struct HashedPath {
  std::string course;
  std::string hash;
  std::string version;
};

std::optional<HashedPath> parse_path(std::string_view path) {
  constexpr std::string_view ending = ".zip";
  const auto slash = path.find('/');
  if (slash == std::string_view::npos || !path.ends_with(ending)) return std::nullopt;
  std::string_view file = path.substr(slash + 1);
  if (file.size() <= hash_digits + 1 + ending.size() || file[hash_digits] != '.')
    return std::nullopt;
  file.remove_suffix(ending.size());
  return HashedPath{std::string(path.substr(0, slash)), std::string(file.substr(0, hash_digits)),
                    std::string(file.substr(hash_digits + 1))};
}

}  // namespace

Result<Response> show_tuf_metadata(Request& request, Services& services) {
  const std::string& file = request.parameter("file");
  return services.store.view([&](Session& session) -> Result<Response> {
    HAAT_TRY(const auto document, find(session, file));
    if (!document)
      return fail(Errc::not_found, "tuf-metadata-unknown",
                  "the TUF repository has no " + printable(file));
    Response response = json_response(200, document->text);
    response.headers.add("Cache-Control", file == "timestamp.json" ? ask_again : never_changes);
    return response;
  });
}

// A release that was superseded is still there for clients that are in the middle of an update.
Result<Response> download_tuf_target(Request& request, Services& services) {
  const std::string& path = request.parameter("path");
  const auto parts = parse_path(path);
  HAAT_TRY(const auto release,
           services.store.view([&](Session& session) -> Result<std::optional<Release>> {
             if (!parts) return std::nullopt;
             return session.find_release(parts->course, parts->version);
           }));
  const bool given_out =
      release && (is_served(release->state) || release->state == State::superseded);
  if (!given_out || release->blob != parts->hash)
    return fail(Errc::not_found, "tuf-target-unknown",
                "the TUF repository has no target " + printable(path));
  return published_package_response(request, release->blob,
                                    parts->course + "-" + parts->version + ".zip", services,
                                    never_changes);
}

}  // namespace haat::server
