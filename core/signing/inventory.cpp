#include "core/signing/inventory.hpp"

#include <memory>
#include <mutex>

#include "core/json/json.hpp"

namespace haat {
namespace {

constexpr std::string_view format = "haat-inventory/1";

tl::unexpected<Error> invalid(const std::string& why) {
  return fail(Errc::corrupt, "inventory-invalid", "haat/inventory.json cannot be used: " + why);
}

// The text is put together from these, row by row, so that a long list is never there twice.
std::string head() {
  return "{\n \"format\": " + Json(format).dump() + ",\n \"files\": [";
}
std::string row(const Inventory::File& file) {
  return "\n  {\n   \"path\": " + Json(file.path).dump() +
         ",\n   \"size\": " + std::to_string(file.size) + ",\n   \"sha256\": \"" +
         to_hex(file.sha256) + "\"\n  }";
}
std::string_view tail(bool any) {
  return !any ? "]\n}\n" : "\n ]\n}\n";
}

// Each row ends with it, and nothing else has it: within a text of JSON a line break is written
// with a backslash.
constexpr std::string_view row_end = "\n  }";
// A path has 65,535 bytes at most, of which each is written as six at most.
constexpr std::size_t longest_row = 1 << 19;

tl::unexpected<Error> not_canonical() {
  return invalid("it is not in its canonical form");
}
tl::unexpected<Error> row_too_long() {
  return invalid("a file in it takes more than " + std::to_string(longest_row) +
                 " bytes, which is the limit");
}

Result<Inventory::File> parse_row(std::string_view text, const Limits& limits) {
  const auto other_shape = [] {
    return invalid("it is a list of files with path, size and sha256, and nothing else");
  };
  const auto json = parse_json(text, std::string(inventory_path), limits);
  if (!json || !json->is_object() || json->size() != 3) return other_shape();
  const auto path = json->find("path"), size = json->find("size"), digest = json->find("sha256");
  if (path == json->end() || !path->is_string() || size == json->end() ||
      !size->is_number_unsigned() || digest == json->end() || !digest->is_string())
    return other_shape();
  const auto sha256 = parse_sha256(digest->get<std::string>());
  if (!sha256) return invalid(sha256.error().message);
  return Inventory::File{path->get<std::string>(), size->get<std::uint64_t>(), *sha256};
}

}  // namespace

bool in_inventory(std::string_view path) {
  return path != inventory_path && !path.starts_with(signatures_folder);
}

Result<void> write_json(const Inventory& inventory,
                        const std::function<Result<void>(std::string_view piece)>& on_piece) {
  constexpr std::size_t piece_size = 1 << 16;
  std::string piece = head();
  for (std::size_t i = 0; i < inventory.files.size(); ++i) {
    piece.append(i == 0 ? "" : ",").append(row(inventory.files[i]));
    if (piece.size() < piece_size) continue;
    HAAT_TRY_VOID(on_piece(piece));
    piece.clear();
  }
  return on_piece(piece.append(tail(!inventory.files.empty())));
}

std::string to_json(const Inventory& inventory) {
  std::string text;
  (void)write_json(inventory, [&](std::string_view piece) -> Result<void> {
    text += piece;
    return {};
  });
  return text;
}

Sha256 digest_of(const Inventory& inventory) {
  Hasher hasher;
  (void)write_json(inventory, [&](std::string_view piece) -> Result<void> {
    hasher.update(piece);
    return {};
  });
  return hasher.finish();
}

InventoryReader::InventoryReader(OnFile on_file, const Limits& limits)
    : on_file_(std::move(on_file)), limits_(limits) {}

Result<void> InventoryReader::take(std::string_view piece) {
  size_ += piece.size();
  if (size_ > limits_.inventory_size)
    return invalid("it has more than " + std::to_string(limits_.inventory_size) +
                   " bytes, which is the limit");
  waiting_ += piece;
  std::string_view rest = waiting_;
  if (!begun_) {
    const std::string expected = head();
    if (rest.size() < expected.size()) return {};
    if (!rest.starts_with(expected))
      return invalid("it does not begin as the canonical form of " + std::string(format) + " does");
    rest.remove_prefix(expected.size());
    begun_ = true;
  }
  for (auto end = rest.find(row_end); end != rest.npos; end = rest.find(row_end)) {
    if (any_ && !rest.starts_with(',')) return not_canonical();
    const std::size_t from = any_ ? 1 : 0, to = end + row_end.size();
    if (to - from > longest_row) return row_too_long();
    HAAT_TRY_VOID(take_row(rest.substr(from, to - from)));
    rest.remove_prefix(to);
  }
  if (rest.size() > longest_row) return row_too_long();
  waiting_.erase(0, waiting_.size() - rest.size());
  return {};
}

Result<void> InventoryReader::take_row(std::string_view text) {
  HAAT_TRY(auto file, parse_row(text, limits_));
  // One list, one spelling: otherwise one content would have many digests.
  if (row(file) != text) return not_canonical();
  if (any_ && !(last_ < file.path))
    return invalid("its paths are not sorted, or " + file.path + " is there twice");
  if (!in_inventory(file.path)) return invalid(file.path + " does not belong in it");
  last_ = file.path;
  any_ = true;
  return on_file_(std::move(file));
}

Result<void> InventoryReader::end() {
  if (!begun_ || waiting_ != tail(any_)) return not_canonical();
  return {};
}

Result<Inventory> parse_inventory(std::string_view text, const Limits& limits) {
  Inventory inventory;
  InventoryReader reader(
      [&](Inventory::File&& file) -> Result<void> {
        inventory.files.push_back(std::move(file));
        return {};
      },
      limits);
  HAAT_TRY_VOID(reader.take(text));
  HAAT_TRY_VOID(reader.end());
  return inventory;
}

Result<void> read_inventory(const Package& package, const InventoryReader::OnFile& on_file,
                            const Limits& limits) {
  InventoryReader reader(on_file, limits);
  HAAT_TRY_VOID(package.read_pieces(
      inventory_path, [&](std::string_view piece, bool) { return reader.take(piece); }));
  return reader.end();
}

Result<Inventory> take_inventory(const Package& package, const Progress& progress) {
  const auto entries = package.entries();
  std::uint64_t done = 0, total = 0;
  for (const auto& entry : entries) total += in_inventory(entry.path) ? entry.size : 0;

  std::mutex progressing;
  const auto advance = [&](std::uint64_t bytes) {
    const std::lock_guard lock(progressing);
    if (progress) progress(done += bytes, total);
  };
  std::vector<Sha256> digests(entries.size());
  HAAT_TRY_VOID(package.scan_parallel([&](const Entry& entry) -> Package::OnPiece {
    if (!in_inventory(entry.path)) return {};
    auto& digest = digests[static_cast<std::size_t>(&entry - entries.data())];
    return [&advance, &digest, hasher = std::make_shared<Hasher>()](std::string_view piece,
                                                                    bool last) -> Result<void> {
      hasher->update(piece);
      advance(piece.size());
      if (last) digest = hasher->finish();
      return {};
    };
  }));

  Inventory inventory;
  inventory.files.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (in_inventory(entries[i].path))
      inventory.files.push_back({entries[i].path, entries[i].size, digests[i]});
  return inventory;
}

}  // namespace haat
