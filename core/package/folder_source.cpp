#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/package/entry_name.hpp"
#include "core/package/source.hpp"

namespace haat {
namespace {

namespace fs = std::filesystem;

class FolderReader final : public Package::Source::Reader {
 public:
  explicit FolderReader(const fs::path& root) : root_(root) {}

  Result<void> read(const Entry& entry, const Package::OnPiece& on_piece) override {
    const auto path = root_ / entry.path;
    const int descriptor = open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) return unreadable(path);
    struct Closer {
      int descriptor;
      ~Closer() { close(descriptor); }
    } closer{descriptor};

    std::uint64_t left = entry.size;
    while (left > 0) {
      const auto got = ::read(descriptor, buffer_.get(), std::min<std::uint64_t>(piece_size, left));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return unreadable(path);
      if (got == 0)
        return fail(Errc::conflict, "entry-size-wrong",
                    path.string() + " became shorter while it was read");
      left -= static_cast<std::uint64_t>(got);
      HAAT_TRY_VOID(on_piece({buffer_.get(), static_cast<std::size_t>(got)}, left == 0));
    }
    return entry.size == 0 ? on_piece({}, true) : Result<void>{};
  }

 private:
  static tl::unexpected<Error> unreadable(const fs::path& path) {
    return fail(Errc::unavailable, "file-unreadable",
                path.string() + " cannot be read: " + std::strerror(errno));
  }

  const fs::path& root_;
  static constexpr std::size_t piece_size = 1 << 18;
  std::unique_ptr<char[]> buffer_ = std::make_unique_for_overwrite<char[]>(piece_size);
};

class FolderSource final : public Package::Source {
 public:
  explicit FolderSource(fs::path root) : root_(std::move(root)) {}

  std::unique_ptr<Reader> reader() const override { return std::make_unique<FolderReader>(root_); }

  Result<void> read(const Entry& entry, const Package::OnPiece& on_piece) const override {
    return FolderReader(root_).read(entry, on_piece);
  }

  Result<void> scan(const Package::OnBytes& on_bytes) const override {
    FolderReader reader(root_);
    for (const auto& entry : entries)
      HAAT_TRY_VOID(reader.read(
          entry, [&](std::string_view piece, bool last) { return on_bytes(entry, piece, last); }));
    return {};
  }

 private:
  fs::path root_;
};

}  // namespace

Result<std::unique_ptr<Package::Source>> open_folder(const fs::path& path, const Limits& limits) {
  auto source = std::make_unique<FolderSource>(path);
  source->name = path.string();
  source->folder = true;
  std::uint64_t total = 0;
  std::error_code problem;
  fs::recursive_directory_iterator walk(path, problem);
  for (; !problem && walk != fs::recursive_directory_iterator(); walk.increment(problem)) {
    const std::string name = walk->path().lexically_relative(path).generic_string();
    const auto status = walk->symlink_status(problem);
    if (problem) break;
    if (fs::is_directory(status)) continue;
    for (auto& defect : judge_entry_name(name, limits))
      source->defects.push_back(std::move(defect));
    if (!fs::is_regular_file(status)) {
      source->defects.push_back(
          {fs::is_symlink(status) ? "entry-is-link" : "entry-is-device", printable(name),
           "\"" + printable(name) +
               "\" is a link or a device, not a file; put the file itself there"});
      continue;
    }
    const auto size = walk->file_size(problem);
    if (problem) break;
    total += size;
    if (size > limits.entry_size)
      return fail(Errc::too_large, "entry-too-large",
                  walk->path().string() + " has " + std::to_string(size) + " bytes; the limit is " +
                      std::to_string(limits.entry_size));
    source->entries.push_back({name, size});
    if (source->entries.size() > limits.entries)
      return fail(
          Errc::too_large, "too-many-entries",
          path.string() + " has more files than the limit of " + std::to_string(limits.entries));
  }
  if (problem)
    return fail(Errc::unavailable, "file-unreadable",
                path.string() + " cannot be read: " + problem.message());
  if (total > limits.total_size)
    return fail(Errc::too_large, "package-too-large",
                path.string() + " has " + std::to_string(total) + " bytes; the limit is " +
                    std::to_string(limits.total_size));
  source->size = total;
  std::sort(source->entries.begin(), source->entries.end(),
            [](const Entry& a, const Entry& b) { return a.path < b.path; });
  std::vector<std::string_view> names;
  for (const auto& entry : source->entries) names.push_back(entry.path);
  HAAT_TRY_VOID(judge_entry_names_together(source->name, names, limits, [&](Defect found) {
    source->defects.push_back(std::move(found));
  }));
  return source;
}

}  // namespace haat
