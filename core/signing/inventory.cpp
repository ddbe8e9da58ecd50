#include "core/signing/inventory.hpp"

#include <algorithm>

#include "core/json/json.hpp"

namespace haat {
namespace {

constexpr std::string_view format = "haat-inventory/1";

tl::unexpected<Error> invalid(const std::string& why) {
  return fail(Errc::corrupt, "inventory-invalid", "haat/inventory.json cannot be used: " + why);
}

Result<Inventory::File> read_file(const Json& row) {
  const bool shaped = row.is_object() && row.size() == 3 && row.contains("path") &&
                      row["path"].is_string() && row.contains("size") &&
                      row["size"].is_number_unsigned() && row.contains("sha256") &&
                      row["sha256"].is_string();
  if (!shaped) return invalid("each file has path, size and sha256, and nothing else");
  const auto digest = parse_sha256(row["sha256"].get_ref<const std::string&>());
  if (!digest) return invalid(digest.error().message);
  return Inventory::File{row["path"], row["size"], *digest};
}

}  // namespace

bool in_inventory(std::string_view path) {
  return path != inventory_path && !path.starts_with(signatures_folder);
}

std::string to_json(const Inventory& inventory) {
  nlohmann::ordered_json files = nlohmann::ordered_json::array();
  for (const auto& file : inventory.files)
    files.push_back({{"path", file.path}, {"size", file.size}, {"sha256", to_hex(file.sha256)}});
  const nlohmann::ordered_json json{{"format", format}, {"files", std::move(files)}};
  return json.dump(1) + "\n";
}

Result<Inventory> parse_inventory(std::string_view text, const Limits& limits) {
  const auto json = parse_json(text, "haat/inventory.json",
                               Limits{.json_size = limits.entries * 512, .json_depth = 8});
  if (!json) return invalid(json.error().message);
  const bool shaped = json->is_object() && json->size() == 2 && json->contains("format") &&
                      (*json)["format"] == format && json->contains("files") &&
                      (*json)["files"].is_array();
  if (!shaped) return invalid("it is not of the format " + std::string(format));
  Inventory inventory;
  for (const auto& row : (*json)["files"]) {
    HAAT_TRY(auto file, read_file(row));
    if (!inventory.files.empty() && !(inventory.files.back().path < file.path))
      return invalid("its paths are not sorted, or " + file.path + " is there twice");
    if (!in_inventory(file.path)) return invalid(file.path + " does not belong in it");
    inventory.files.push_back(std::move(file));
  }
  // One list, one spelling: otherwise one content would have many digests.
  if (to_json(inventory) != text) return invalid("it is not in its canonical form");
  return inventory;
}

Result<Inventory> take_inventory(const Package& package) {
  Inventory inventory;
  auto hasher = std::make_unique<Hasher>();
  HAAT_TRY_VOID(
      package.scan([&](const Entry& entry, std::string_view piece, bool last) -> Result<void> {
        if (!in_inventory(entry.path)) return {};
        hasher->update(piece);
        if (!last) return {};
        inventory.files.push_back({entry.path, entry.size, hasher->finish()});
        hasher = std::make_unique<Hasher>();
        return {};
      }));
  std::sort(inventory.files.begin(), inventory.files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return inventory;
}

}  // namespace haat
