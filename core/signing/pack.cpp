#include "core/signing/pack.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "core/interruption.hpp"
#include "core/package/zip_audit.hpp"
#include "core/package/zip_writer.hpp"
#include "core/signing/inventory.hpp"
#include "core/signing/verify.hpp"

namespace haat {
namespace {

namespace fs = std::filesystem;

// A folder that goes when it goes out of sight.
class ScratchFolder {
 public:
  explicit ScratchFolder(const fs::path& beside) : path_(beside.string() + ".XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// The files of `content` and `extra` in one sorted order, which is the order of the zip.
Result<Packed> pack_sorted(const Package& content, const std::map<std::string, std::string>& extra,
                           const fs::path& zip, const Progress& progress) {
  HAAT_TRY(auto writer, ZipWriter::create(zip));
  Inventory inventory;
  std::uint64_t done = 0, total = 0;
  for (const auto& entry : content.entries()) total += entry.size;

  auto rest = extra.begin();
  const auto add_extra_before = [&](const std::string* path) -> Result<void> {
    for (; rest != extra.end() && (path == nullptr || rest->first < *path); ++rest) {
      HAAT_TRY_VOID(writer.add(rest->first, rest->second));
      inventory.files.push_back({rest->first, rest->second.size(), sha256(rest->second)});
    }
    return {};
  };

  auto hasher = std::make_unique<Hasher>();
  bool fresh = true;
  HAAT_TRY_VOID(
      content.scan([&](const Entry& entry, std::string_view piece, bool last) -> Result<void> {
        if (!in_inventory(entry.path) || extra.contains(entry.path)) return {};
        if (fresh) {
          HAAT_TRY_VOID(add_extra_before(&entry.path));
          HAAT_TRY_VOID(writer.begin(entry.path, entry.size));
        }
        fresh = last;
        HAAT_TRY_VOID(writer.write(piece));
        hasher->update(piece);
        done += piece.size();
        if (progress) progress(done, total);
        if (!last) return {};
        inventory.files.push_back({entry.path, entry.size, hasher->finish()});
        hasher = std::make_unique<Hasher>();
        return writer.end();
      }));
  HAAT_TRY_VOID(add_extra_before(nullptr));

  const std::string list = to_json(inventory);
  HAAT_TRY_VOID(writer.add(inventory_path, list));
  HAAT_TRY_VOID(writer.commit());
  return Packed{sha256(list), inventory.files.size() + 1, writer.size()};
}

class Descriptor {
 public:
  explicit Descriptor(const fs::path& path) : value_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Descriptor() {
    if (value_ >= 0) close(value_);
  }
  int get() const { return value_; }

 private:
  int value_;
};

Result<void> copy_packed(int from, const ZipEntry& entry, ZipWriter& to) {
  HAAT_TRY_VOID(
      to.begin_packed({entry.name, entry.method, entry.crc32, entry.packed_size, entry.size}));
  std::vector<char> buffer(1 << 18);
  for (std::uint64_t done = 0; done < entry.packed_size;) {
    HAAT_TRY_VOID(not_interrupted());
    const auto got =
        pread(from, buffer.data(), std::min<std::uint64_t>(buffer.size(), entry.packed_size - done),
              static_cast<off_t>(entry.data + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0)
      return fail(Errc::unavailable, "file-unreadable",
                  entry.name + " cannot be copied: " + std::strerror(errno));
    HAAT_TRY_VOID(to.write({buffer.data(), static_cast<std::size_t>(got)}));
    done += static_cast<std::uint64_t>(got);
  }
  return to.end();
}

}  // namespace

Result<Packed> pack(const Package& content, const std::map<std::string, std::string>& extra,
                    const fs::path& zip, const Progress& progress) {
  if (!content.defects().empty())
    return fail(Errc::corrupt, "package-unsafe",
                content.name() + " cannot be packed: " + content.defects().front().message);
  for (const auto& [path, bytes] : extra)
    if (!in_inventory(path))
      return fail(Errc::internal, "extra-file-invalid", path + " is written by pack itself");

  // A zip is in whatever order it was made.
  if (content.is_folder()) return pack_sorted(content, extra, zip, progress);
  const ScratchFolder scratch(zip);
  if (scratch.path().empty())
    return fail(Errc::unavailable, "folder-unwritable",
                zip.string() + " cannot be written: " + std::strerror(errno));
  HAAT_TRY_VOID(unpack(content, scratch.path()));
  HAAT_TRY(const auto unpacked, open_package(scratch.path()));
  return pack_sorted(unpacked, extra, zip, progress);
}

Result<void> sign(const fs::path& from, const fs::path& to, const Statement& statement,
                  const SecretKey& key) {
  HAAT_TRY(const auto package, open_package(from));
  HAAT_TRY(const auto verification, verify_package(package, {}));
  if (!verification.intact())
    return fail(Errc::corrupt, "package-not-intact",
                from.string() + " is not signed: " + verification.violations.front().message);
  if (verification.digest != statement.package)
    return fail(Errc::conflict, "package-changed",
                from.string() + " has the digest " + to_hex(verification.digest) +
                    ", and the statement is about " + to_hex(statement.package));

  const Descriptor descriptor(from);
  if (descriptor.get() < 0)
    return fail(Errc::unavailable, "file-unreadable",
                from.string() + " cannot be read: " + std::strerror(errno));
  HAAT_TRY(auto zip, audit_zip(descriptor.get(), from.string(), {}));
  if (!zip.defects.empty())
    return fail(Errc::corrupt, "package-unsafe",
                from.string() + " is not signed: " + zip.defects.front().message);

  const std::string path = std::string(signatures_folder) + key.public_key().id() + ".json";
  const std::string envelope = seal_statement(statement, key);
  HAAT_TRY(auto writer, ZipWriter::create(to));
  // Content in its order, then the signatures by key id.
  std::stable_sort(zip.entries.begin(), zip.entries.end(),
                   [](const ZipEntry& a, const ZipEntry& b) { return a.offset < b.offset; });
  std::stable_sort(zip.entries.begin(), zip.entries.end(),
                   [](const ZipEntry& a, const ZipEntry& b) {
                     const bool a_signs = a.name.starts_with(signatures_folder),
                                b_signs = b.name.starts_with(signatures_folder);
                     return a_signs != b_signs ? b_signs : a_signs && a.name < b.name;
                   });
  bool added = false;
  for (const auto& entry : zip.entries) {
    if (entry.folder || entry.name == path) continue;
    if (!added && entry.name.starts_with(signatures_folder) && path < entry.name) {
      HAAT_TRY_VOID(writer.add(path, envelope));
      added = true;
    }
    HAAT_TRY_VOID(copy_packed(descriptor.get(), entry, writer));
  }
  if (!added) HAAT_TRY_VOID(writer.add(path, envelope));
  return writer.commit();
}

}  // namespace haat
