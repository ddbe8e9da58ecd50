#include "marketplace-server/mirror/log_copy.hpp"

#include "core/log/merkle.hpp"
#include "marketplace-server/mirror/written.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_note = 1 << 16;
constexpr std::uint64_t largest_tile = tile_width * (2 + 65'535);  // of entries
constexpr unsigned levels = 8;  // of tiles, in a log of 2^64 entries
constexpr const char* log_path = "/api/v1/log/";

}  // namespace

Result<LogCopy> LogCopy::open(fs::path folder, const PublicKey& key) {
  LogCopy copy(std::move(folder), key);
  copy.checkpoint_ = {log_origin(key), 0, empty_root()};
  HAAT_TRY(const std::string note, read_if_there(copy.folder_ / "checkpoint"));
  if (!note.empty()) {
    HAAT_TRY(copy.checkpoint_, open_checkpoint(note, key));
  }
  return copy;
}

Result<std::string> LogCopy::kept(const Tile& tile) const {
  return read_if_there(folder_ / tile.path());
}

Result<std::string> LogCopy::tile_of(Origin& origin, const Tile& tile) const {
  HAAT_TRY(std::string bytes, kept(tile));
  if (!bytes.empty()) return bytes;
  return origin.text(log_path + tile.path(), largest_tile);
}

Result<void> LogCopy::write(const std::string& path, const std::string& bytes) const {
  return write_safely(folder_ / path, bytes);
}

Result<void> LogCopy::advance(Origin& origin) {
  HAAT_TRY(const std::string note, origin.text(std::string(log_path) + "checkpoint", largest_note));
  HAAT_TRY(const Checkpoint now, open_checkpoint(note, key_));
  const auto forked = [&](const std::string& why) {
    return fail(Errc::corrupt, "log-forked",
                origin.url() + " has signed two histories that cannot both be true: " + why +
                    "; keep " + (folder_ / "checkpoint").string() + ", and ask");
  };
  if (now.size < checkpoint_.size)
    return forked("its log had " + std::to_string(checkpoint_.size) + " entries, and now has " +
                  std::to_string(now.size));
  const NodeAt node_at =
      node_from_tiles(now.size, [&](const Tile& tile) { return tile_of(origin, tile); });
  HAAT_TRY(const Sha256 root, root_of(now.size, node_at));
  if (root != now.root)
    return fail(Errc::corrupt, "log-tile-invalid",
                origin.url() + " serves another log than the one that it has signed");
  HAAT_TRY(const auto proof, consistency_proof(checkpoint_.size, now.size, node_at));
  if (!proves_consistency(proof, checkpoint_.size, checkpoint_.root, now.size, now.root))
    return forked("the first " + std::to_string(checkpoint_.size) +
                  " entries of its log are others now");

  const auto each_new = [&](Tile tile, const auto& take) -> Result<void> {
    const unsigned below = tile.kind == Tile::Kind::entries ? 1 : tile.level + 1;
    tile.number = checkpoint_.size >> (tile_height * below);
    for (; (tile.width = width_in(tile, now.size)) > 0; ++tile.number) {
      HAAT_TRY(const std::string bytes, take(tile));
      HAAT_TRY_VOID(write(tile.path(), bytes));
    }
    return {};
  };
  const auto bundle = [&](const Tile& tile) -> Result<std::string> {
    HAAT_TRY(std::string bytes, tile_of(origin, tile));
    HAAT_TRY_VOID(proved_entries(tile, bytes, node_at));
    return bytes;
  };
  const auto hashes = [&](const Tile& tile) -> Result<std::string> {
    std::string bytes;
    for (std::uint64_t i = 0; i < tile.width; ++i) {
      HAAT_TRY(const Sha256 hash, node_at(tile.level * tile_height, tile.number * tile_width + i));
      bytes.append(hash.begin(), hash.end());
    }
    return bytes;
  };
  HAAT_TRY_VOID(each_new(Tile{.kind = Tile::Kind::entries}, bundle));
  for (unsigned level = 0; level < levels; ++level)
    HAAT_TRY_VOID(each_new(Tile{.level = level}, hashes));
  HAAT_TRY_VOID(write("checkpoint", note));  // last: it is good for what is there already
  checkpoint_ = now;
  return {};
}

Result<void> LogCopy::read(std::uint64_t from,
                           const std::function<Result<void>(const LogEntry&)>& on_entry) const {
  while (from < size()) {
    Tile tile{.kind = Tile::Kind::entries, .number = from / tile_width};
    tile.width = width_in(tile, size());
    HAAT_TRY(const std::string bytes, kept(tile));
    HAAT_TRY(const auto entries, parse_bundle(bytes));
    if (entries.size() != tile.width)
      return fail(Errc::corrupt, "mirror-damaged",
                  (folder_ / tile.path()).string() + " is damaged; begin with another folder");
    for (; from < tile.number * tile_width + tile.width; ++from) {
      HAAT_TRY(const LogEntry entry, parse_log_entry(entries[from % tile_width]));
      HAAT_TRY_VOID(on_entry(entry));
    }
  }
  return {};
}

}  // namespace haat::server
