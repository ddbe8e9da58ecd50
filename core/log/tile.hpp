#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/log/merkle.hpp"
#include "core/result.hpp"

namespace haat {

// How a log is cut into files that never change: C2SP tlog-tiles (https://c2sp.org/tlog-tiles).
// Tile n of level l holds the 256 nodes of the tree's level 8 l from 256 n on, and the last one the
// first so many of them; what is between is computed. Bundles hold the entries in the same way.
inline constexpr unsigned tile_height = 8;
inline constexpr std::uint64_t tile_width = 1u << tile_height;

struct Tile {
  enum class Kind { hashes, entries };
  Kind kind = Kind::hashes;
  unsigned level = 0;  // of hashes
  std::uint64_t number = 0;
  std::uint64_t width = tile_width;  // 1 to 256; less than 256 only at the log's end

  // Below the log's address: "tile/0/x001/234/567", "tile/1/000.p/7", "tile/entries/000"
  std::string path() const;
  friend bool operator==(const Tile&, const Tile&) = default;
};
std::optional<Tile> parse_tile_path(std::string_view path);  // the one spelling of it

// How many nodes a tile has in a log of `size` entries: 0 to 256.
std::uint64_t width_in(const Tile& tile, std::uint64_t size);

// Bundles: each entry behind its length in 2 bytes. too_large ("log-entry-too-large") over 65535.
Result<std::string> to_bundle(const std::vector<std::string>& entries);
Result<std::vector<std::string>> parse_bundle(std::string_view bytes);  // ("log-bundle-invalid")

// A log of `size` entries read from tiles of hashes, fetched as they are needed and kept.
// `fetch` answers with the bytes of a tile; a tile of the wrong length, and a full one that the
// tile above does not have the hash of, is corrupt ("log-tile-invalid"). Of the others the root
// tells: who compares root_of() with the signed one can believe every node.
using FetchTile = std::function<Result<std::string>(const Tile&)>;
NodeAt node_from_tiles(std::uint64_t size, FetchTile fetch);

// The entries of a bundle, each of which is the one that the tree is over. corrupt
// ("log-bundle-invalid", "log-entry-wrong")
Result<std::vector<std::string>> proved_entries(const Tile& tile, std::string_view bundle,
                                                const NodeAt& node_at);

}  // namespace haat
