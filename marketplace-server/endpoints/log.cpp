#include "core/json/json.hpp"
#include "core/log/checkpoint.hpp"
#include "core/log/tile.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

Result<Checkpoint> checkpoint_of(Session& session, const PublicKey& key) {
  HAAT_TRY(const std::uint64_t size, session.log_size());
  HAAT_TRY(const Sha256 root, root_of(size, session.log_nodes()));
  return Checkpoint{log_origin(key), size, root};
}

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
  const std::string digest = request.parameter("digest");
  return services.store.view([&](Session& session) -> Result<Response> {
    HAAT_TRY(const auto index, session.log_index_of(digest));
    if (!index)
      return fail(Errc::not_found, "log-entry-unknown",
                  "the log has no release of a package with this digest");
    HAAT_TRY(const Checkpoint checkpoint, checkpoint_of(session, services.key.public_key()));
    HAAT_TRY(auto path, inclusion_proof(*index, checkpoint.size, session.log_nodes()));
    HAAT_TRY(const auto entries, session.log_entries(*index, 1));
    const LogProof proof{*index, std::move(path), sign_checkpoint(checkpoint, services.key),
                         entries.at(0)};
    return bytes_response(to_text(proof), "text/plain; charset=utf-8", "no-cache");
  });
}

}  // namespace haat::server
