#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/places.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/uploads/upload_folder.hpp"

namespace haat::server {

// All that a server keeps, in one folder: the database, if it is not elsewhere, the blobs, the
// keys. A lock sees to it that two servers never share one; the system lets go of it however the
// server ends.
class DataFolder {
 public:
  // Makes what is not there yet: the folder, the keys, the account "admin".
  // ("data-folder-unusable", "data-folder-locked", "database-newer", "passphrase-wrong",
  // "marketplace-other", ...)
  // `elsewhere`: where the store and the blobs are, if they are not in the folder.
  static Result<DataFolder> open(const std::filesystem::path& path, const Places& elsewhere,
                                 const std::string& passphrase, const Clock& clock);
  DataFolder(DataFolder&& other) noexcept;
  ~DataFolder();

  Store& store() { return *store_; }
  Blobs& blobs() { return *blobs_; }
  const std::string& server_name() const { return server_name_; }  // no other server has it
  UploadFolder& uploads() { return *uploads_; }
  const SecretKey& key() const { return *key_; }
  const SecretKey& online_key() const { return *online_key_; }
  // Where the token of a new admin account was put; empty if there were accounts already.
  const std::filesystem::path& new_admin_token() const { return admin_token_; }

 private:
  explicit DataFolder(int lock) : lock_(lock) {}

  int lock_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Blobs> blobs_;
  std::unique_ptr<UploadFolder> uploads_;
  std::optional<SecretKey> key_;
  std::optional<SecretKey> online_key_;
  std::string server_name_;
  std::filesystem::path admin_token_;
};

}  // namespace haat::server
