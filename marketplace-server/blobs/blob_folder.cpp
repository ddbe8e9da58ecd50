#include "marketplace-server/blobs/blob_folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <vector>

#include "marketplace-server/blobs/disk.hpp"

namespace haat::server {
namespace fs = std::filesystem;

Result<Blob> BlobFolder::keep(TemporaryFile& file) {
  HAAT_TRY(const Sha256 digest, sha256_of_file(file.path()));
  std::error_code error;
  const Blob blob{to_hex(digest), fs::file_size(file.path(), error)};
  const fs::path target = path_of(blob.name);
  if (!error) fs::create_directories(target.parent_path(), error);
  // It is as old as its place here.
  if (!error) fs::last_write_time(file.path(), fs::file_time_type::clock::now(), error);
  if (error) return disk_failure("make the folder for", target, error.value());
  HAAT_TRY_VOID(flush_file(file.path()));
  if (::rename(file.path().c_str(), target.c_str()) != 0)
    return disk_failure("put in place", target, errno);
  file.release();
  HAAT_TRY_VOID(flush_folder(target.parent_path()));
  HAAT_TRY_VOID(flush_folder(folder_));
  return blob;
}

Result<void> BlobFolder::confirm(const Blob& blob) {
  HAAT_TRY(const auto kept, look(blob.name));
  if (!kept || kept->blob.size != blob.size) return blob_tidied_away();
  return {};
}

Result<LocalBlob> BlobFolder::find(const std::string& name) {
  HAAT_TRY(const auto kept, look(name));
  if (!kept) return blob_missing(name);
  return LocalBlob{path_of(name)};
}

Result<void> BlobFolder::read(const std::string& name, const BlobReader& reader) {
  const fs::path path = path_of(name);
  std::ifstream in(path, std::ios::binary);
  if (!in.is_open()) return blob_missing(name);
  HAAT_TRY_VOID(reader.begin());
  std::vector<char> buffer(256 * 1024);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    HAAT_TRY_VOID(reader.piece({buffer.data(), static_cast<std::size_t>(in.gcount())}));
  if (in.bad()) return disk_failure("read", path, errno);
  return {};
}

Result<std::optional<KeptBlob>> BlobFolder::look(const std::string& name) {
  struct stat status {};
  const fs::path path = path_of(name);
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return disk_failure("look at", path, errno);
  }
  return KeptBlob{{name, static_cast<std::uint64_t>(status.st_size)},
                  Time(std::chrono::seconds(status.st_mtim.tv_sec))};
}

Result<void> BlobFolder::each(const std::function<Result<void>(const KeptBlob&)>& visit) {
  std::error_code error;
  for (fs::directory_iterator part(folder_, error), end; !error && part != end;
       part.increment(error)) {
    // What is on its way in lies here, too, under longer names.
    if (!part->is_directory() || part->path().filename().string().size() != 2) continue;
    for (fs::directory_iterator file(part->path(), error); !error && file != end;
         file.increment(error)) {
      const std::string name = file->path().stem().string();
      if (!parse_sha256(name)) continue;
      HAAT_TRY(const auto kept, look(name));
      if (kept) HAAT_TRY_VOID(visit(*kept));
    }
  }
  if (error) return disk_failure("list", folder_, error.value());
  return {};
}

Result<void> BlobFolder::remove(const std::string& name) {
  const fs::path path = path_of(name);
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return disk_failure("remove", path, errno);
  return {};
}

fs::path BlobFolder::path_in(const fs::path& folder, const std::string& name) {
  return folder / name.substr(0, 2) / (name + ".zip");
}

fs::path BlobFolder::path_of(const std::string& name) const {
  return path_in(folder_, name);
}

}  // namespace haat::server
