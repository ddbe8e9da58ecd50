#include "core/log/tile.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>

namespace haat {
namespace {

constexpr std::size_t hash_size = sizeof(Sha256);
constexpr unsigned levels = 64 / tile_height;

std::optional<std::uint64_t> digits(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// 1234067 -> "x001/x234/067"
std::string number_path(std::uint64_t number) {
  const auto three = [](std::uint64_t part) {
    std::string text = std::to_string(part);
    return std::string(3 - text.size(), '0') + text;
  };
  std::string path = three(number % 1000);
  while ((number /= 1000) != 0) path = "x" + three(number % 1000) + "/" + path;
  return path;
}

std::optional<std::uint64_t> parse_number(std::string_view path) {
  std::uint64_t number = 0;
  for (;;) {
    const bool more = path.starts_with('x');
    if (more) path.remove_prefix(1);
    const auto part = path.size() < 3 ? std::nullopt : digits(path.substr(0, 3));
    if (!part || number > (UINT64_MAX - *part) / 1000) return std::nullopt;
    number = number * 1000 + *part;
    path.remove_prefix(3);
    if (!more) return path.empty() ? std::optional(number) : std::nullopt;
    if (!path.starts_with('/')) return std::nullopt;
    path.remove_prefix(1);
  }
}

Sha256 hash_at(std::string_view tile, std::uint64_t index) {
  Sha256 hash{};
  const std::string_view bytes = tile.substr(index * hash_size, hash_size);
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

// The node over 2^height neighbours of a tile.
Sha256 fold(std::string_view tile, std::uint64_t from, unsigned height) {
  if (height == 0) return hash_at(tile, from);
  const std::uint64_t half = 1ull << (height - 1);
  return node_hash(fold(tile, from, height - 1), fold(tile, from + half, height - 1));
}

class TiledTree {
 public:
  TiledTree(std::uint64_t size, FetchTile fetch) : size_(size), fetch_(std::move(fetch)) {}

  Result<Sha256> node(unsigned level, std::uint64_t index) {
    const unsigned height = level % tile_height;
    const std::uint64_t first = index << height;  // among the nodes of the tile's level
    Tile tile{.level = level / tile_height, .number = first / tile_width};
    tile.width = width_in(tile, size_);
    const std::uint64_t from = first % tile_width;
    if (from + (1ull << height) > tile.width)
      return fail(Errc::invalid_argument, "log-out-of-range",
                  "the log has " + std::to_string(size_) + " entries, too few for what is asked");
    auto found = kept_.find({tile.level, tile.number});
    if (found == kept_.end()) {
      HAAT_TRY(std::string bytes, fetch(tile));
      found = kept_.emplace(std::pair(tile.level, tile.number), std::move(bytes)).first;
    }
    return fold(found->second, from, height);
  }

 private:
  Result<std::string> fetch(const Tile& tile) {
    HAAT_TRY(std::string bytes, fetch_(tile));
    if (bytes.size() != tile.width * hash_size)
      return fail(Errc::corrupt, "log-tile-invalid",
                  tile.path() + " has " + std::to_string(bytes.size()) + " bytes instead of " +
                      std::to_string(tile.width * hash_size));
    if (tile.width < tile_width) return bytes;  // the root is over it
    HAAT_TRY(const Sha256 above, node((tile.level + 1) * tile_height, tile.number));
    if (fold(bytes, 0, tile_height) != above)
      return fail(Errc::corrupt, "log-tile-invalid",
                  tile.path() + " is not the tile that the one above it is over");
    return bytes;
  }

  std::uint64_t size_;
  FetchTile fetch_;
  std::map<std::pair<unsigned, std::uint64_t>, std::string> kept_;
};

}  // namespace

std::string Tile::path() const {
  return (kind == Kind::entries ? "tile/entries/" : "tile/" + std::to_string(level) + "/") +
         number_path(number) + (width == tile_width ? "" : ".p/" + std::to_string(width));
}

std::optional<Tile> parse_tile_path(std::string_view path) {
  const std::string_view whole = path;
  if (!path.starts_with("tile/")) return std::nullopt;
  path.remove_prefix(5);
  const auto slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  Tile tile;
  if (path.substr(0, slash) == "entries") {
    tile.kind = Tile::Kind::entries;
  } else {
    const auto level = digits(path.substr(0, slash));
    if (!level || *level >= levels) return std::nullopt;
    tile.level = static_cast<unsigned>(*level);
  }
  path.remove_prefix(slash + 1);
  if (const auto partial = path.find(".p/"); partial != std::string_view::npos) {
    const auto width = digits(path.substr(partial + 3));
    if (!width || *width == 0 || *width >= tile_width) return std::nullopt;
    tile.width = *width;
    path = path.substr(0, partial);
  }
  const auto number = parse_number(path);
  if (!number) return std::nullopt;
  tile.number = *number;
  return tile.path() == whole ? std::optional(tile) : std::nullopt;
}

std::uint64_t width_in(const Tile& tile, std::uint64_t size) {
  const std::uint64_t nodes =
      tile.kind == Tile::Kind::entries ? size : size >> (tile_height * tile.level);
  if (tile.number > nodes / tile_width) return 0;
  return std::min(tile_width, nodes - tile.number * tile_width);
}

Result<std::string> to_bundle(const std::vector<std::string>& entries) {
  std::string bytes;
  for (const std::string& entry : entries) {
    if (entry.size() > 0xffff)
      return fail(
          Errc::too_large, "log-entry-too-large",
          "an entry of the log has " + std::to_string(entry.size()) + " bytes; the limit is 65535");
    bytes += static_cast<char>(entry.size() >> 8);
    bytes += static_cast<char>(entry.size() & 0xff);
    bytes += entry;
  }
  return bytes;
}

Result<std::vector<std::string>> parse_bundle(std::string_view bytes) {
  std::vector<std::string> entries;
  while (!bytes.empty()) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    const std::size_t size =
        bytes.size() < 2 ? bytes.size() : static_cast<std::size_t>(byte(0) << 8 | byte(1));
    if (bytes.size() < 2 || bytes.size() - 2 < size || entries.size() == tile_width)
      return fail(Errc::corrupt, "log-bundle-invalid",
                  "a bundle of the log is cut off, or holds more than 256 entries");
    entries.emplace_back(bytes.substr(2, size));
    bytes.remove_prefix(2 + size);
  }
  return entries;
}

NodeAt node_from_tiles(std::uint64_t size, FetchTile fetch) {
  const auto tree = std::make_shared<TiledTree>(size, std::move(fetch));
  return [tree](unsigned level, std::uint64_t index) { return tree->node(level, index); };
}

Result<std::vector<std::string>> proved_entries(const Tile& tile, std::string_view bundle,
                                                const NodeAt& node_at) {
  HAAT_TRY(auto entries, parse_bundle(bundle));
  if (entries.size() != tile.width)
    return fail(Errc::corrupt, "log-bundle-invalid", tile.path() + " lacks entries");
  const std::uint64_t first = tile.number * tile_width;
  for (std::uint64_t i = 0; i < tile.width; ++i) {
    HAAT_TRY(const Sha256 leaf, node_at(0, first + i));
    if (leaf != leaf_hash(entries[i]))
      return fail(Errc::corrupt, "log-entry-wrong",
                  "entry " + std::to_string(first + i) + " is not the one that the tree is over");
  }
  return entries;
}

}  // namespace haat
