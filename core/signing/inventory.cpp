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
std::string_view tail(const Inventory& inventory) {
  return inventory.files.empty() ? "]\n}\n" : "\n ]\n}\n";
}

bool is_canonical(const Inventory& inventory, std::string_view text) {
  const auto skip = [&](std::string_view part) {
    const bool begins = text.starts_with(part);
    if (begins) text.remove_prefix(part.size());
    return begins;
  };
  bool same = skip(head());
  for (std::size_t i = 0; same && i < inventory.files.size(); ++i)
    same = (i == 0 || skip(",")) && skip(row(inventory.files[i]));
  return same && text == tail(inventory);
}

// Takes the members as they come, without a tree of them. That nothing else is there, nor anything
// twice, is for is_canonical() to say.
class InventorySax final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return refuse(of_other_shape); }
  bool boolean(bool) override { return refuse(of_other_shape); }
  bool number_integer(number_integer_t) override { return refuse(of_other_shape); }
  bool number_float(number_float_t, const string_t&) override { return refuse(of_other_shape); }
  bool binary(binary_t&) override { return refuse(of_other_shape); }
  bool number_unsigned(number_unsigned_t value) override {
    if (depth_ != 3 || key_ != "size") return refuse(of_other_shape);
    file_.size = value;
    return true;
  }
  bool string(string_t& value) override {
    if (depth_ == 1 && key_ == "format")
      return value == format || refuse("it is not of the format " + std::string(format));
    if (depth_ != 3) return refuse(of_other_shape);
    // Copied: the reader's own has room to grow, a hundred thousand times over.
    if (key_ == "path") return file_.path.assign(value), true;
    const auto digest = parse_sha256(value);
    if (!digest) return refuse(digest.error().message);
    file_.sha256 = *digest;
    return true;
  }
  bool start_object(std::size_t) override {
    file_ = {};
    return deeper();
  }
  bool start_array(std::size_t) override { return deeper(); }
  bool end_array() override { return --depth_, true; }
  bool key(string_t& name) override { return key_ = std::move(name), true; }
  bool end_object() override {
    if (--depth_ != 2) return true;
    if (!files.empty() && !(files.back().path < file_.path))
      return refuse("its paths are not sorted, or " + file_.path + " is there twice");
    if (!in_inventory(file_.path)) return refuse(file_.path + " does not belong in it");
    files.push_back(std::move(file_));
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    return refuse("it stops being JSON at byte " + std::to_string(position));
  }

  std::vector<Inventory::File> files;
  std::string problem;

 private:
  static constexpr const char* of_other_shape =
      "it is a list of files with path, size and sha256, and nothing else";

  bool deeper() { return ++depth_ <= 3 || refuse(of_other_shape); }
  bool refuse(std::string why) {
    problem = std::move(why);
    return false;
  }

  int depth_ = 0;  // 1: the whole, 2: the list, 3: a file
  std::string key_;
  Inventory::File file_;
};

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
  return on_piece(piece.append(tail(inventory)));
}

std::string to_json(const Inventory& inventory) {
  std::string text;
  (void)write_json(inventory, [&](std::string_view piece) -> Result<void> {
    text += piece;
    return {};
  });
  return text;
}

Result<Inventory> parse_inventory(std::string_view text, const Limits& limits) {
  if (text.size() > limits.inventory_size)
    return invalid("it has " + std::to_string(text.size()) + " bytes; the limit is " +
                   std::to_string(limits.inventory_size));
  InventorySax sax;
  if (!Json::sax_parse(text, &sax)) return invalid(sax.problem);
  Inventory inventory{std::move(sax.files)};
  // One list, one spelling: otherwise one content would have many digests.
  if (!is_canonical(inventory, text)) return invalid("it is not in its canonical form");
  return inventory;
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
