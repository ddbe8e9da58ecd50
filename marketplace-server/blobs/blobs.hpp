#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "marketplace-server/blobs/staging.hpp"

namespace haat::server {

struct Blob {
  std::string name;  // SHA-256 of the bytes, in hex
  std::uint64_t size = 0;
};

// A blob as a file of this machine, which stays where it is as long as this, or a copy of it, is.
struct LocalBlob {
  std::filesystem::path path;
  std::shared_ptr<const void> held = {};
};

struct KeptBlob {
  Blob blob;
  Time since;
};

// What reads a blob: begin() before its first byte, and again where the reading has to start anew.
struct BlobReader {
  std::function<Result<void>()> begin;
  std::function<Result<void>(std::string_view)> piece;
};

// Packages by the SHA-256 of their bytes: in a folder (blob_folder.hpp) or in an object store
// (s3/s3_blobs.hpp). A kept one is there, whole, before its name is known to anybody; it is never
// changed, and two that are equal are one. Whoever writes a name into a row calls confirm() in the
// transaction that does so: that is the only moment at which the name is safe from being tidied
// away (upkeep/gc.hpp). Threads: any.
//
// Errors: unavailable ("blobs-unavailable", "disk-failure"); internal ("blob-missing") for a name
// that nothing has.
class Blobs {
 public:
  // `where` is s3://BUCKET... (s3/s3_settings.hpp), or empty for the folder itself. Whoever looks
  // after the store from outside says that it is no server: it keeps no copies of what is there.
  static Result<std::unique_ptr<Blobs>> open(const std::filesystem::path& folder,
                                             const std::string& where, bool is_server = true);
  virtual ~Blobs() = default;

  TemporaryFile temporary() const { return staging_.temporary(); }
  Result<IncomingFile> begin() const { return staging_.begin(); }
  Result<TemporaryFile> link(const std::filesystem::path& path) const {
    return staging_.link(path);
  }

  // Reads the file once more, puts it in its place, and is sure that it is there.
  virtual Result<Blob> keep(TemporaryFile& file) = 0;
  // Unavailable, if it is not there any more.
  virtual Result<void> confirm(const Blob& blob) = 0;
  // It is whole, and its digest was looked at when it came to this machine.
  virtual Result<LocalBlob> find(const std::string& name) = 0;
  // Where anybody may read it for the next minutes, and gets it as a file of that name; nothing,
  // where only this server can.
  virtual std::optional<std::string> address(const std::string& name, const std::string& filename,
                                             Time now) const;

  // To look after the store. read() takes the bytes from where they are kept, right or wrong.
  virtual Result<void> read(const std::string& name, const BlobReader& reader) = 0;
  virtual Result<void> each(const std::function<Result<void>(const KeptBlob&)>& visit) = 0;
  virtual Result<std::optional<KeptBlob>> look(const std::string& name) = 0;
  virtual Result<void> remove(const std::string& name) = 0;

 protected:
  explicit Blobs(Staging staging) : staging_(std::move(staging)) {}

 private:
  Staging staging_;
};

// The digest of what is kept under the name.
Result<Sha256> digest_of(Blobs& blobs, const std::string& name);

// Its bytes, right or wrong, on their way into `to`.
Result<IncomingFile> read_into(const Blobs& to, Blobs& from, const std::string& name);

tl::unexpected<Error> blob_missing(const std::string& name);
tl::unexpected<Error> blob_tidied_away();

}  // namespace haat::server
