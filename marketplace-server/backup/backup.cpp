#include "marketplace-server/backup/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>

#include "core/json/json.hpp"
#include "core/package/digest.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/blobs/blob_folder.hpp"
#include "marketplace-server/places.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* database = database_file;
constexpr const char* packages = "blobs";
constexpr const char* manifest = "backup.json";
constexpr const char* keys[] = {"marketplace.key", "online.key"};
constexpr int format = 1;

tl::unexpected<Error> failed(const std::string& doing, const fs::path& path,
                             const std::string& why) {
  return fail(Errc::unavailable, "backup-failed",
              "cannot " + doing + " " + path.string() + ": " + why);
}

tl::unexpected<Error> broken(const fs::path& path, const std::string& what) {
  return fail(Errc::corrupt, "backup-broken", path.string() + " " + what);
}

fs::path package_path(const fs::path& folder, const std::string& name) {
  return BlobFolder::path_in(folder / packages, name);
}

Result<void> make_folder(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return failed("make", path, error.message());
  return {};
}

Result<void> flush(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!flushed) return failed("flush", path, std::strerror(error));
  return {};
}

Result<void> copy(const fs::path& from, const fs::path& to, fs::perms permissions) {
  std::error_code error;
  fs::copy_file(from, to, error);
  if (!error) fs::permissions(to, permissions, error);
  if (error) return failed("copy " + from.string() + " to", to, error.message());
  return flush(to);
}

// A kept package is never changed, so one file can have two names.
Result<void> link_or_copy(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_hard_link(from, to, error);
  return error ? copy(from, to, fs::perms::owner_read | fs::perms::owner_write) : Result<void>();
}

Result<std::string> digest_of(const fs::path& path) {
  HAAT_TRY(const Sha256 digest, sha256_of_file(path));
  return to_hex(digest);
}

using OnPackage = std::function<Result<void>(const std::string& name)>;

bool is_backup(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / manifest, error);
}

Result<std::uint64_t> each_package(Session& session, const OnPackage& on_package) {
  HAAT_TRY(const auto names, session.named_blobs());
  for (const std::string& name : names) HAAT_TRY_VOID(on_package(name));
  return names.size();
}

Result<std::uint64_t> each_package(Store& store, const OnPackage& on_package) {
  return store.view([&](Session& session) { return each_package(session, on_package); });
}

Result<void> judge_package(const fs::path& folder, const std::string& name) {
  const fs::path path = package_path(folder, name);
  std::error_code error;
  if (!fs::exists(path, error))
    return fail(Errc::not_found, "package-missing",
                "the package " + name + ", which the database names, is not in " + folder.string());
  HAAT_TRY(const std::string digest, digest_of(path));
  if (digest == name) return {};
  return fail(Errc::corrupt, "package-broken", path.string() + " is not what its name says");
}

Result<Whole> judge(const fs::path& folder, Store& store) {
  return store.view([&](Session& session) -> Result<Whole> {
    Whole whole;
    HAAT_TRY(whole.audit_rows, session.verify_audit());
    HAAT_TRY(whole.log_entries, session.verify_log());
    HAAT_TRY(whole.packages, each_package(session, [&](const std::string& name) {
               return judge_package(folder, name);
             }));
    return whole;
  });
}

Result<void> write_manifest(const fs::path& folder, Time now) {
  Json files = Json::object();
  HAAT_TRY(files[database], digest_of(folder / database));
  for (const char* key : keys) {
    HAAT_TRY(files[key], digest_of(folder / key));
  }
  const Json json = {{"format", format},
                     {"haat", HAAT_VERSION},
                     {"made_at", to_rfc3339(now)},
                     {"files", std::move(files)}};
  std::ofstream out(folder / manifest, std::ios::binary);
  out << json.dump(2) << "\n";
  out.close();
  if (!out) return failed("write", folder / manifest, "the disk may be full");
  return flush(folder / manifest);
}

Result<void> judge_manifest(const fs::path& folder) {
  const fs::path path = folder / manifest;
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  HAAT_TRY(const Json json, parse_json(text, path.string()));
  if (!json.is_object() || json.value("format", Json()) != format)
    return broken(path,
                  "is not of the form " + std::to_string(format) + ", which this program knows");
  const Json files = json.value("files", Json::object());
  for (const char* name : {database, keys[0], keys[1]}) {
    HAAT_TRY(const std::string digest, digest_of(folder / name));
    if (!files.is_object() || files.value(name, Json()) != digest)
      return broken(folder / name, "is not the file that was backed up");
  }
  return {};
}

// Removes what was begun, unless it was finished.
class Unfinished {
 public:
  explicit Unfinished(fs::path path) : path_(std::move(path)) {}
  ~Unfinished() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  const fs::path& path() const { return path_; }
  Result<void> finish(const fs::path& as) {
    HAAT_TRY_VOID(flush(path_));
    std::error_code error;
    fs::rename(path_, as, error);
    if (error) return failed("make", as, error.message());
    path_.clear();
    return flush(fs::absolute(as).parent_path());
  }

 private:
  fs::path path_;
};

bool is_free(const fs::path& path) {
  std::error_code error;
  return !fs::exists(path, error) || (fs::is_directory(path, error) && fs::is_empty(path, error));
}

// Beside the place where it will be, so that the last step is a rename.
fs::path beside(const fs::path& path) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  const fs::path named = whole.has_filename() ? whole : whole.parent_path();
  return named.string() + ".unfinished-" + random_hex(4);
}

using Put = Result<void> (*)(const fs::path& from, const fs::path& to);

Result<void> copy_writable(const fs::path& from, const fs::path& to) {
  return copy(from, to, fs::perms::owner_read | fs::perms::owner_write);
}

Result<void> put_packages(const fs::path& from, const fs::path& to, Put put) {
  HAAT_TRY_VOID(make_folder(to / packages));
  HAAT_TRY(const auto store, Store::inspect(to / database));
  return each_package(*store,
                      [&](const std::string& name) -> Result<void> {
                        HAAT_TRY_VOID(make_folder(package_path(to, name).parent_path()));
                        return put(package_path(from, name), package_path(to, name));
                      })
      .map([](std::uint64_t) {});
}

}  // namespace

Result<Whole> back_up(const fs::path& data, const fs::path& to, Time now) {
  if (!is_free(to))
    return fail(Errc::conflict, "backup-exists",
                to.string() + " is there already; write the backup to another folder");
  Unfinished folder(beside(to));
  HAAT_TRY_VOID(make_folder(folder.path()));
  HAAT_TRY_VOID(Store::copy(data / database, folder.path() / database));
  // Without leave to write, so that whoever looks into it changes nothing.
  std::error_code error;
  fs::permissions(folder.path() / database, fs::perms::owner_read, error);
  HAAT_TRY_VOID(flush(folder.path() / database));
  for (const char* key : keys) {
    HAAT_TRY_VOID(copy_writable(data / key, folder.path() / key));
  }
  HAAT_TRY_VOID(put_packages(data, folder.path(), link_or_copy));
  HAAT_TRY_VOID(write_manifest(folder.path(), now));
  HAAT_TRY(const Whole whole, verify_data(folder.path()));
  HAAT_TRY_VOID(folder.finish(to));
  return whole;
}

Result<Whole> verify_data(const fs::path& folder) {
  if (is_backup(folder)) {
    HAAT_TRY_VOID(judge_manifest(folder));
  }
  HAAT_TRY(const auto store, Store::inspect(folder / database));
  return judge(folder, *store);
}

Result<Whole> restore(const fs::path& backup, const fs::path& data) {
  if (!is_backup(backup))
    return fail(Errc::not_found, "backup-missing",
                backup.string() + " is no backup: it has no " + manifest);
  if (!is_free(data))
    return fail(Errc::conflict, "data-not-empty",
                data.string() + " holds something already; restore to a folder that is new");
  HAAT_TRY_VOID(verify_data(backup).map([](const Whole&) {}));
  Unfinished folder(beside(data));
  HAAT_TRY_VOID(make_folder(folder.path()));
  for (const char* file : {database, keys[0], keys[1]}) {
    HAAT_TRY_VOID(copy_writable(backup / file, folder.path() / file));
  }
  HAAT_TRY_VOID(put_packages(backup, folder.path(), copy_writable));
  HAAT_TRY(const Whole whole, verify_data(folder.path()));
  HAAT_TRY_VOID(folder.finish(data));
  return whole;
}

}  // namespace haat::server
