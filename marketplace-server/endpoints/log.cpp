#include "core/json/json.hpp"
#include "core/log/tile.hpp"
#include "marketplace-server/log/release_proof.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

Response bytes_response(std::string body, const char* type, const char* caching) {
  Response response;
  response.content_type = type;
  response.body = std::move(body);
  response.headers.add("Cache-Control", caching);
  return response;
}

tl::unexpected<Error> no_tile(const std::string& path) {
  return fail(Errc::not_found, "log-tile-unknown", "the log has no tile " + path);
}

Result<std::string> bytes_of(const Tile& tile, Session& session) {
  const std::uint64_t from = tile.number * tile_width;
  if (tile.kind == Tile::Kind::entries) {
    HAAT_TRY(const auto entries, session.log_entries(from, tile.width));
    return to_bundle(entries);
  }
  HAAT_TRY(const auto hashes, session.log_hashes(tile.level * tile_height, from, tile.width));
  std::string bytes;
  for (const std::string& hex : hashes) {
    HAAT_TRY(const Sha256 hash, parse_sha256(hex));
    bytes.append(reinterpret_cast<const char*>(hash.data()), hash.size());
  }
  return bytes;
}

}  // namespace

Result<Response> show_checkpoint(Request&, Services& services) {
  HAAT_TRY(const Checkpoint checkpoint, services.store.view([&](Session& session) {
    return checkpoint_of(session, services.key.public_key());
  }));
  return bytes_response(sign_checkpoint(checkpoint, services.key), "text/plain; charset=utf-8",
                        "no-cache");
}

// A tile never changes: what is asked for is there as a whole, or not at all.
Result<Response> show_tile(Request& request, Services& services) {
  const std::string path = "tile/" + request.parameter("path");
  const auto tile = parse_tile_path(path);
  if (!tile) return no_tile(path);
  return services.store.view([&](Session& session) -> Result<Response> {
    HAAT_TRY(const std::uint64_t size, session.log_size());
    if (width_in(*tile, size) < tile->width) return no_tile(path);
    HAAT_TRY(std::string bytes, bytes_of(*tile, session));
    return bytes_response(std::move(bytes), "application/octet-stream",
                          "public, max-age=31536000, immutable");
  });
}

// The proof that the log holds the release, with the entry that tells of it.
Result<Response> show_release_proof(Request& request, Services& services) {
  HAAT_TRY(std::string proof, services.store.view([&](Session& session) {
    return release_proof(session, request.parameter("digest"), services.key);
  }));
  return bytes_response(std::move(proof), "text/plain; charset=utf-8", "no-cache");
}

}  // namespace haat::server
