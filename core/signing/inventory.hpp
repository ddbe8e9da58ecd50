#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/package/digest.hpp"
#include "core/package/limits.hpp"
#include "core/package/package.hpp"
#include "core/result.hpp"
#include "core/signing/progress.hpp"

namespace haat {

inline constexpr std::string_view inventory_path = "haat/inventory.json";
inline constexpr std::string_view signatures_folder = "haat/signatures/";
// Below it, beside signatures: that a log holds the release (core/log).
inline constexpr std::string_view log_proof_ending = ".tlog-proof";
inline constexpr std::string_view log_proof_head = "c2sp.org/tlog-proof@v1";  // its first line
inline constexpr std::size_t largest_log_proof = 1 << 16;

// Every file of a package but the inventory itself and the signatures. Sorted by path, bytewise.
// The format: core/signing/README.md. Its SHA-256 is what "the package's digest" means everywhere
// in Haat: signatures may be added to a package without changing it.
struct Inventory {
  struct File {
    std::string path;
    std::uint64_t size = 0;
    Sha256 sha256{};
    friend bool operator==(const File&, const File&) = default;
  };
  std::vector<File> files;
};

bool in_inventory(std::string_view path);  // whether a path belongs in it

// Canonical: the only accepted bytes for these files. In pieces, whose first error ends it, or
// whole.
Result<void> write_json(const Inventory& inventory,
                        const std::function<Result<void>(std::string_view piece)>& on_piece);
std::string to_json(const Inventory& inventory);
Sha256 digest_of(const Inventory& inventory);  // the package's

// Reads such JSON piece by piece, and gives its files one after another, so that a long list is
// never there as a whole. They are only to be believed once end() has returned without an error
// ("inventory-invalid").
class InventoryReader {
 public:
  using OnFile = std::function<Result<void>(Inventory::File&& file)>;

  explicit InventoryReader(OnFile on_file, const Limits& limits = {});
  Result<void> take(std::string_view piece);
  Result<void> end();

 private:
  Result<void> take_row(std::string_view row);

  OnFile on_file_;
  const Limits limits_;
  std::string waiting_;  // for the rest of its row
  std::string last_;     // path
  std::uint64_t size_ = 0;
  bool begun_ = false;
  bool any_ = false;
};
Result<Inventory> parse_inventory(std::string_view json, const Limits& limits = {});
// The same from a package that has one.
Result<void> read_inventory(const Package& package, const InventoryReader::OnFile& on_file,
                            const Limits& limits = {});

// Reads every byte of the package, on several threads.
Result<Inventory> take_inventory(const Package& package, const Progress& progress = {});

}  // namespace haat
