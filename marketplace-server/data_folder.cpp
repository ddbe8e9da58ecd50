#include "marketplace-server/data_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "marketplace-server/auth/token.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> unusable(const fs::path& path, const std::string& why) {
  return fail(Errc::unavailable, "data-folder-unusable",
              "cannot use " + path.string() + ": " + why + "; choose another with --data");
}

Result<int> take_lock(const fs::path& folder) {
  const fs::path path = folder / "lock";
  const int lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return unusable(path, std::strerror(errno));
  if (::flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
  ::close(lock);
  return fail(
      Errc::unavailable, "data-folder-locked",
      "another haat-server uses " + folder.string() + "; stop it, or choose another with --data");
}

Result<SecretKey> open_key(const fs::path& path, const char* name, const std::string& passphrase) {
  std::error_code error;
  if (fs::exists(path, error)) return read_key_file(path, passphrase);
  HAAT_TRY(SecretKey key, SecretKey::generate(name));
  HAAT_TRY_VOID(write_key_file(path, key, passphrase));
  return key;
}

// Before the account is kept: a token that nobody can read would lock everybody out.
Result<void> write_token(const fs::path& path, const std::string& token) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const std::string line = token + "\n";
  const bool written =
      file >= 0 && ::fchmod(file, 0600) == 0 &&
      ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
      ::fsync(file) == 0;
  const int error = errno;
  if (file >= 0) ::close(file);
  if (!written) return unusable(path, std::strerror(error));
  return {};
}

Result<std::string> open_name(const fs::path& path) {
  std::string name;
  if (std::getline(std::ifstream(path), name)) return name;
  name = random_hex(8);
  std::ofstream out(path);
  out << name << std::endl;
  if (!out) return unusable(path, std::strerror(errno));
  return name;
}

// What one server of a marketplace signs, the others have to own to.
Result<void> judge_key(Store& store, const SecretKey& key) {
  const std::string line = key.public_key().line();
  return store.change([&](Session& session) -> Result<void> {
    HAAT_TRY(const auto known, session.marketplace_key());
    if (!known) return session.set_marketplace_key(line);
    if (*known == line) return {};
    return fail(Errc::unavailable, "marketplace-other",
                "the database is that of the marketplace with the key " + *known +
                    "; copy marketplace.key and online.key of a server of it into the data folder");
  });
}

Result<fs::path> make_admin(Store& store, const fs::path& folder, Time now) {
  HAAT_TRY(const bool settled, store.view([](Session& session) { return session.has_accounts(); }));
  if (settled) return fs::path();
  const fs::path path = folder / "admin.token";
  Account admin;
  admin.name = "admin";
  admin.role = Role::admin;
  admin.created_at = now;
  return store.change([&](Session& session) -> Result<fs::path> {
    HAAT_TRY(const bool meanwhile, session.has_accounts());  // by another server
    if (meanwhile) return fs::path();
    HAAT_TRY_VOID(session.add_account(admin));
    HAAT_TRY(const std::string token, give_first_token(session, admin.name, now));
    HAAT_TRY_VOID(write_token(path, token));
    HAAT_TRY_VOID(session.log({"system", now}, "account.created", "admin", {{"role", "admin"}}));
    return path;
  });
}

}  // namespace

DataFolder::DataFolder(DataFolder&& other) noexcept
    : lock_(std::exchange(other.lock_, -1)),
      store_(std::move(other.store_)),
      blobs_(std::move(other.blobs_)),
      uploads_(std::move(other.uploads_)),
      key_(std::move(other.key_)),
      online_key_(std::move(other.online_key_)),
      server_name_(std::move(other.server_name_)),
      admin_token_(std::move(other.admin_token_)) {}

DataFolder::~DataFolder() {
  store_.reset();
  if (lock_ >= 0) ::close(lock_);
}

Result<DataFolder> DataFolder::open(const fs::path& path, const Places& elsewhere,
                                    const std::string& passphrase, const Clock& clock) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return unusable(path, error.message());
  HAAT_TRY(const int lock, take_lock(path));
  DataFolder folder(lock);
  HAAT_TRY(folder.blobs_, Blobs::open(path / "blobs", elsewhere.blobs));
  // Within, so that what is complete becomes a blob without being copied.
  HAAT_TRY(folder.uploads_, UploadFolder::open(path / "blobs" / "uploads"));
  HAAT_TRY(folder.store_, Store::open(database_of(path, elsewhere)));
  if (!elsewhere.database_replica.empty()) folder.store_->use_replica(elsewhere.database_replica);
  HAAT_TRY(folder.key_, open_key(path / "marketplace.key", "marketplace", passphrase));
  HAAT_TRY_VOID(judge_key(*folder.store_, *folder.key_));
  HAAT_TRY(folder.server_name_, open_name(path / "server.name"));
  HAAT_TRY(folder.online_key_, open_key(path / "online.key", "online", passphrase));
  HAAT_TRY(folder.admin_token_, make_admin(*folder.store_, path, clock()));
  return folder;
}

}  // namespace haat::server
