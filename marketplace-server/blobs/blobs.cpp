#include "marketplace-server/blobs/blobs.hpp"

#include "marketplace-server/blobs/blob_folder.hpp"
#include "marketplace-server/blobs/s3/s3_blobs.hpp"

namespace haat::server {

Result<std::unique_ptr<Blobs>> Blobs::open(const std::filesystem::path& folder,
                                           const std::string& where, bool is_server) {
  HAAT_TRY(Staging staging, Staging::open(folder / "incoming"));
  if (where.empty()) return std::unique_ptr<Blobs>(new BlobFolder(folder, std::move(staging)));
  HAAT_TRY(S3Settings settings, parse_s3_url(where));
  return S3Blobs::open(folder, std::move(staging), std::move(settings), is_server);
}

std::optional<std::string> Blobs::address(const std::string&, const std::string&, Time) const {
  return std::nullopt;
}

Result<Sha256> digest_of(Blobs& blobs, const std::string& name) {
  std::unique_ptr<Hasher> hasher;
  HAAT_TRY_VOID(blobs.read(name, {.begin =
                                      [&] {
                                        hasher = std::make_unique<Hasher>();
                                        return Result<void>();
                                      },
                                  .piece =
                                      [&](std::string_view bytes) {
                                        hasher->update(bytes);
                                        return Result<void>();
                                      }}));
  return hasher->finish();
}

Result<IncomingFile> read_into(const Blobs& to, Blobs& from, const std::string& name) {
  std::optional<IncomingFile> incoming;
  HAAT_TRY_VOID(
      from.read(name, {.begin = [&]() -> Result<void> {
                         HAAT_TRY(IncomingFile file, to.begin());
                         incoming.reset();
                         incoming.emplace(std::move(file));
                         return {};
                       },
                       .piece = [&](std::string_view bytes) { return incoming->write(bytes); }}));
  return std::move(*incoming);
}

tl::unexpected<Error> blob_missing(const std::string& name) {
  return fail(Errc::internal, "blob-missing", "the package " + name + " is not where it was kept");
}

tl::unexpected<Error> blob_tidied_away() {
  return fail(Errc::unavailable, "blobs-unavailable",
              "the package was tidied away before it was recorded; send it once more");
}

}  // namespace haat::server
