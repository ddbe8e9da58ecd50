#pragma once

#include "marketplace-server/blobs/blobs.hpp"

namespace haat::server {

// Blobs as files of a folder, FOLDER/ab/abcd....zip.
class BlobFolder final : public Blobs {
 public:
  BlobFolder(std::filesystem::path folder, Staging staging)
      : Blobs(std::move(staging)), folder_(std::move(folder)) {}

  static std::filesystem::path path_in(const std::filesystem::path& folder,
                                       const std::string& name);

  // Hash, flush, rename, flush the folder.
  Result<Blob> keep(TemporaryFile& file) override;
  Result<void> confirm(const Blob& blob) override;
  Result<LocalBlob> find(const std::string& name) override;

  Result<void> read(const std::string& name, const BlobReader& reader) override;
  Result<void> each(const std::function<Result<void>(const KeptBlob&)>& visit) override;
  Result<std::optional<KeptBlob>> look(const std::string& name) override;
  Result<void> remove(const std::string& name) override;

 private:
  std::filesystem::path path_of(const std::string& name) const;
  std::filesystem::path folder_;
};

}  // namespace haat::server
