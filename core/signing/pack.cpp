#include "core/signing/pack.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>
#include <vector>

#include "core/interruption.hpp"
#include "core/package/zip_audit.hpp"
#include "core/package/zip_writer.hpp"
#include "core/signing/inventory.hpp"
#include "core/signing/verify.hpp"

namespace haat {
namespace {

namespace fs = std::filesystem;

// Lets several threads prepare files while the zip gets them in their order, and bounds what waits
// in memory. Each file has a turn, its place in the order; turns are begun in order, and whoever
// cannot end one says so, so that nobody waits for ever.
class Turns {
 public:
  using Ready = ZipWriter::EntryPacker::Ready;

  explicit Turns(ZipWriter& writer) : writer_(writer) {}

  // Waits until there is room for a file of `size` bytes; there is always room for the next one.
  Result<void> begin(std::size_t turn, std::uint64_t size) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return failure_ || turn == next_ || held_ + size <= most_held; });
    if (failure_) return tl::unexpected(*failure_);
    held_ += size;
    return {};
  }

  // Hands in what begin() made room for.
  Result<void> end(std::size_t turn, Ready ready) {
    std::unique_lock lock(mutex_);
    waiting_.emplace(turn, std::move(ready));
    return write_waiting(lock);
  }

  // For what is too large to wait: the zip is the caller's alone until it is done.
  Result<void> alone(std::size_t turn, const std::function<Result<void>()>& write) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return failure_ || (turn == next_ && !writing_); });
    if (failure_) return tl::unexpected(*failure_);
    writing_ = true;
    lock.unlock();
    auto done = write();
    lock.lock();
    writing_ = false;
    if (!done) return done;
    ++next_;
    changed_.notify_all();
    return write_waiting(lock);
  }

  // Whoever waits gets the same failure.
  void abandon(const Error& failure) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = failure;
    changed_.notify_all();
  }

 private:
  static constexpr std::uint64_t most_held = 8u << 20;  // bytes, unpacked

  // One thread writes at a time; the others leave their files to it.
  Result<void> write_waiting(std::unique_lock<std::mutex>& lock) {
    if (writing_) return {};
    for (auto at = waiting_.find(next_); at != waiting_.end(); at = waiting_.find(next_)) {
      const Ready ready = std::move(at->second);
      waiting_.erase(at);
      writing_ = true;
      lock.unlock();
      auto done = writer_.add(ready);
      lock.lock();
      writing_ = false;
      if (!done) return done;
      ++next_;
      held_ -= ready.entry.size;
      changed_.notify_all();
    }
    return {};
  }

  ZipWriter& writer_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::size_t, Ready> waiting_;
  std::size_t next_ = 0;
  std::uint64_t held_ = 0;
  bool writing_ = false;
  std::optional<Error> failure_;
};

// One file of the zip: of the content, or an extra one.
struct Source {
  std::string_view path;
  std::uint64_t size = 0;
  const std::string* bytes = nullptr;  // of an extra one
};

// In the order of the zip.
std::vector<Source> sources_of(const Package& content,
                               const std::map<std::string, std::string>& extra) {
  std::vector<Source> sources;
  for (const auto& entry : content.entries())
    if (in_inventory(entry.path) && !extra.contains(entry.path))
      sources.push_back({entry.path, entry.size, nullptr});
  for (const auto& [path, bytes] : extra) sources.push_back({path, bytes.size(), &bytes});
  std::sort(sources.begin(), sources.end(),
            [](const Source& a, const Source& b) { return a.path < b.path; });
  return sources;
}

class Packing {
 public:
  Packing(const Package& content, std::vector<Source> sources, ZipWriter& writer,
          const Progress& progress)
      : content_(content),
        sources_(std::move(sources)),
        writer_(writer),
        turns_(writer),
        progress_(progress) {
    for (const auto& source : sources_) total_ += source.size;
  }

  Result<Inventory> run(unsigned threads) {
    inventory_.files.resize(sources_.size());
    std::vector<ZipWriter::EntryPacker> packers(std::max(threads, 1u));
    HAAT_TRY_VOID(in_parallel(
        sources_.size(), threads, [&](std::size_t turn, unsigned worker) -> Result<void> {
          auto done = sources_[turn].size <= ZipWriter::whole_up_to
                          ? pack_whole(turn, packers[worker])
                          : turns_.alone(turn, [&] { return pack_pieces(turn); });
          if (!done) turns_.abandon(done.error());
          return done;
        }));
    return std::move(inventory_);
  }

 private:
  Result<void> pack_whole(std::size_t turn, ZipWriter::EntryPacker& packer) {
    const auto& source = sources_[turn];
    HAAT_TRY_VOID(turns_.begin(turn, source.size));
    HAAT_TRY_VOID(not_interrupted());
    HAAT_TRY(std::string bytes, source.bytes != nullptr ? Result<std::string>(*source.bytes)
                                                        : content_.read(source.path, source.size));
    inventory_.files[turn] = {std::string(source.path), source.size, sha256(bytes)};
    HAAT_TRY_VOID(turns_.end(turn, packer.pack(source.path, std::move(bytes))));
    advance(source.size);
    return {};
  }

  Result<void> pack_pieces(std::size_t turn) {
    const auto& source = sources_[turn];
    Hasher hasher;
    HAAT_TRY_VOID(writer_.begin(source.path, source.size));
    const auto take = [&](std::string_view piece, bool) -> Result<void> {
      hasher.update(piece);
      HAAT_TRY_VOID(writer_.write(piece));
      advance(piece.size());
      return {};
    };
    HAAT_TRY_VOID(source.bytes != nullptr ? take(*source.bytes, true)
                                          : content_.read_pieces(source.path, take));
    inventory_.files[turn] = {std::string(source.path), source.size, hasher.finish()};
    return writer_.end();
  }

  void advance(std::uint64_t bytes) {
    const std::lock_guard lock(progressing_);
    done_ += bytes;
    if (progress_) progress_(done_, total_);
  }

  const Package& content_;
  const std::vector<Source> sources_;
  ZipWriter& writer_;
  Turns turns_;
  const Progress& progress_;
  std::mutex progressing_;
  std::uint64_t done_ = 0, total_ = 0;
  Inventory inventory_;
};

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

// One more file beside the signatures, or another in its place; the rest is taken over, byte for
// byte.
Result<void> put_beside_signatures(const fs::path& from, const fs::path& to,
                                   const std::map<std::string, std::string>& added) {
  const Descriptor descriptor(from);
  if (descriptor.get() < 0)
    return fail(Errc::unavailable, "file-unreadable",
                from.string() + " cannot be read: " + std::strerror(errno));
  HAAT_TRY(auto zip, audit_zip(descriptor.get(), from.string(), {}));
  if (!zip.defects.empty())
    return fail(Errc::corrupt, "package-unsafe",
                from.string() + " cannot be used: " + zip.defects.front().message);

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
  auto next = added.begin();
  const auto add_up_to = [&](const std::string* name) -> Result<void> {
    for (; next != added.end() && (!name || next->first < *name); ++next) {
      HAAT_TRY_VOID(writer.add(next->first, next->second));
    }
    return {};
  };
  for (const auto& entry : zip.entries) {
    if (entry.folder || added.contains(entry.name)) continue;
    if (entry.name.starts_with(signatures_folder)) HAAT_TRY_VOID(add_up_to(&entry.name));
    HAAT_TRY_VOID(copy_packed(descriptor.get(), entry, writer));
  }
  HAAT_TRY_VOID(add_up_to(nullptr));
  return writer.commit();
}

// Twice row by row, for its size and for its bytes: of many files it is as long as a course.
Result<Sha256> add_inventory(const Inventory& inventory, ZipWriter& writer) {
  std::uint64_t size = 0;
  HAAT_TRY_VOID(write_json(inventory, [&](std::string_view piece) -> Result<void> {
    size += piece.size();
    return {};
  }));
  Hasher hasher;
  HAAT_TRY_VOID(writer.begin(inventory_path, size));
  HAAT_TRY_VOID(write_json(inventory, [&](std::string_view piece) {
    hasher.update(piece);
    return writer.write(piece);
  }));
  HAAT_TRY_VOID(writer.end());
  return hasher.finish();
}

}  // namespace

Result<Packed> pack(const Package& content, const std::map<std::string, std::string>& extra,
                    const fs::path& zip, const Progress& progress, unsigned threads) {
  if (!content.defects().empty())
    return fail(Errc::corrupt, "package-unsafe",
                content.name() + " cannot be packed: " + content.defects().front().message);
  for (const auto& [path, bytes] : extra)
    if (!in_inventory(path))
      return fail(Errc::internal, "extra-file-invalid", path + " is written by pack itself");

  HAAT_TRY(auto writer, ZipWriter::create(zip));
  HAAT_TRY(const Inventory inventory,
           Packing(content, sources_of(content, extra), writer, progress).run(threads));
  HAAT_TRY(const Sha256 digest, add_inventory(inventory, writer));
  HAAT_TRY_VOID(writer.commit());
  return Packed{digest, inventory.files.size() + 1, writer.size()};
}

Result<void> sign(const fs::path& from, const fs::path& to, const Statement& statement,
                  const SecretKey& key, const std::string& log_proof) {
  // The package is closed again before its zip is read for copying.
  HAAT_TRY(const auto verification, open_package(from).and_then([](const Package& package) {
    return verify_package(package, Trust{});
  }));
  if (!verification.intact())
    return fail(Errc::corrupt, "package-not-intact",
                from.string() + " is not signed: " + verification.violations.front().message);
  if (verification.digest != statement.package)
    return fail(Errc::conflict, "package-changed",
                from.string() + " has the digest " + to_hex(verification.digest) +
                    ", and the statement is about " + to_hex(statement.package));
  const std::string path = std::string(signatures_folder) + key.public_key().id();
  std::map<std::string, std::string> added{{path + ".json", seal_statement(statement, key)}};
  if (!log_proof.empty()) added.emplace(path + std::string(log_proof_ending), log_proof);
  return put_beside_signatures(from, to, added);
}

Result<void> attach_log_proof(const fs::path& from, const fs::path& to, const std::string& log,
                              const std::string& proof) {
  return put_beside_signatures(
      from, to, {{std::string(signatures_folder) + log + std::string(log_proof_ending), proof}});
}

}  // namespace haat
