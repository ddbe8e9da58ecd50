#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/blobs/s3/blob_cache.hpp"
#include "marketplace-server/blobs/s3/s3_exchange.hpp"

namespace haat::server {

// Blobs as objects of a store that speaks S3, BUCKET/PREFIX<digest>.zip, with copies of those that
// are in use in FOLDER/cache.
class S3Blobs final : public Blobs {
 public:
  // Asks the store whether it knows us and the bucket. Who is no server has no copies.
  static Result<std::unique_ptr<Blobs>> open(const std::filesystem::path& folder, Staging staging,
                                             S3Settings settings, bool is_server);

  // Hash; put, with the digest in the signature, so that the store refuses what arrived otherwise;
  // then all of it is read back and hashed.
  Result<Blob> keep(TemporaryFile& file) override;
  Result<void> confirm(const Blob& blob) override;
  Result<LocalBlob> find(const std::string& name) override;
  std::optional<std::string> address(const std::string& name, const std::string& filename,
                                     Time now) const override;

  Result<void> read(const std::string& name, const BlobReader& reader) override;
  Result<void> each(const std::function<Result<void>(const KeptBlob&)>& visit) override;
  Result<std::optional<KeptBlob>> look(const std::string& name) override;
  Result<void> remove(const std::string& name) override;

 private:
  S3Blobs(Staging staging, S3Settings settings, std::unique_ptr<BlobCache> cache)
      : Blobs(std::move(staging)), ask_(std::move(settings)), cache_(std::move(cache)) {}
  Result<void> put(const std::string& key, const Stretch& file) const;
  Result<void> put_in_parts(const std::string& key, const Stretch& file) const;
  Result<std::optional<KeptBlob>> look(const std::string& name, bool once) const;
  Result<LocalBlob> fetch(const std::string& name);

  S3Exchange ask_;
  std::unique_ptr<BlobCache> cache_;
  // Names that somebody fetches: whoever wants the same waits.
  std::mutex lock_;
  std::condition_variable fetched_;
  std::set<std::string> fetching_;
};

}  // namespace haat::server
