#include "marketplace-server/blobs/s3/s3_blobs.hpp"

#include <algorithm>
#include <vector>

#include "marketplace-server/blobs/disk.hpp"
#include "marketplace-server/blobs/s3/presigned.hpp"
#include "marketplace-server/blobs/s3/s3_xml.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".zip";
constexpr std::chrono::minutes address_is_good_for{5};  // to begin reading there

std::string key_of(const std::string& name) {
  return name + std::string(ending);
}

tl::unexpected<Error> other_bytes() {
  return store_failure("it gives other bytes than it was given");
}

}  // namespace

Result<std::unique_ptr<Blobs>> S3Blobs::open(const fs::path& folder, Staging staging,
                                             S3Settings settings, bool is_server) {
  std::unique_ptr<BlobCache> cache;
  if (is_server) {
    HAAT_TRY(cache, BlobCache::open(folder / "cache", settings.cache));
  }
  std::unique_ptr<S3Blobs> blobs(
      new S3Blobs(std::move(staging), std::move(settings), std::move(cache)));
  HAAT_TRY(const S3Answer answer, blobs->ask_({.query = {{"list-type", "2"}, {"max-keys", "1"}}}));
  if (answer.status == 404)
    return fail(Errc::unavailable, "blobs-unusable",
                "the object store has no bucket " + blobs->ask_.settings().bucket +
                    "; make it, or name another with --blobs");
  return blobs;
}

Result<Blob> S3Blobs::keep(TemporaryFile& file) {
  HAAT_TRY(const Sha256 digest, sha256_of_file(file.path()));
  std::error_code error;
  const Blob blob{to_hex(digest), fs::file_size(file.path(), error)};
  if (error) return disk_failure("read", file.path(), error.value());
  const Stretch whole{file.path(), 0, blob.size};
  const bool large = blob.size > ask_.settings().part;
  HAAT_TRY_VOID(large ? put_in_parts(key_of(blob.name), whole) : put(key_of(blob.name), whole));
  const auto kept = digest_of(*this, blob.name);
  if (!kept && kept.error().id == "blob-missing")
    return store_failure("it does not have what it was given");
  if (!kept) return tl::unexpected(kept.error());
  if (*kept != digest) return other_bytes();
  // Without a copy here it is kept as well.
  if (cache_) static_cast<void>(cache_->put(blob, file));
  return blob;
}

Result<void> S3Blobs::put(const std::string& key, const Stretch& file) const {
  return ask_({.method = "PUT", .key = key, .file = file}).map([](const S3Answer&) {});
}

Result<void> S3Blobs::put_in_parts(const std::string& key, const Stretch& file) const {
  HAAT_TRY(const S3Answer begun, ask_({.method = "POST", .key = key, .query = {{"uploads", ""}}}));
  const std::string upload = upload_id_of(begun.body);
  if (upload.empty()) return store_failure("it begins no upload in parts");
  const auto send = [&]() -> Result<void> {
    std::vector<std::string> etags;
    const std::uint64_t part = ask_.settings().part;
    for (std::uint64_t at = 0; at < file.size; at += part) {
      HAAT_TRY(
          const S3Answer sent,
          ask_({.method = "PUT",
                .key = key,
                .query = {{"partNumber", std::to_string(etags.size() + 1)}, {"uploadId", upload}},
                .file = Stretch{file.path, at, std::min(part, file.size - at)}}));
      etags.push_back(sent.etag);
    }
    HAAT_TRY(const S3Answer done, ask_({.method = "POST",
                                        .key = key,
                                        .query = {{"uploadId", upload}},
                                        .body = completion_of(etags)}));
    // It may say 200 first and then that it could not.
    if (const std::string code = error_code_of(done.body); !code.empty())
      return store_failure("it answers " + code);
    return {};
  };
  auto sent = send();
  // So that no parts lie about, for which nobody would ask any more.
  if (!sent)
    static_cast<void>(ask_({.method = "DELETE", .key = key, .query = {{"uploadId", upload}}}));
  return sent;
}

Result<std::optional<KeptBlob>> S3Blobs::look(const std::string& name) {
  return look(name, false);
}

Result<std::optional<KeptBlob>> S3Blobs::look(const std::string& name, bool once) const {
  HAAT_TRY(const S3Answer answer, ask_({.method = "HEAD", .key = key_of(name), .once = once}));
  if (answer.status == 404) return std::nullopt;
  return KeptBlob{{name, answer.size}, answer.modified};
}

// Others wait for the transaction, so it is asked once only.
Result<void> S3Blobs::confirm(const Blob& blob) {
  HAAT_TRY(const auto kept, look(blob.name, true));
  if (!kept || kept->blob.size != blob.size) return blob_tidied_away();
  return {};
}

Result<LocalBlob> S3Blobs::find(const std::string& name) {
  std::unique_lock lock(lock_);
  fetched_.wait(lock, [&] { return !fetching_.contains(name); });
  fetching_.insert(name);
  lock.unlock();
  auto found = [&]() -> Result<LocalBlob> {
    if (cache_)
      if (auto here = cache_->find(name)) return *std::move(here);
    return fetch(name);
  }();
  lock.lock();
  fetching_.erase(name);
  fetched_.notify_all();
  return found;
}

std::optional<std::string> S3Blobs::address(const std::string& name, const std::string& filename,
                                            Time now) const {
  const auto object = http::Url::parse(url_of(ask_.settings(), key_of(name)));
  if (!object) return std::nullopt;
  return presigned_get(
      ask_.settings(), *object,
      {{"response-content-disposition", "attachment; filename=\"" + filename + "\""},
       {"response-content-type", "application/zip"}},
      now, address_is_good_for);
}

Result<LocalBlob> S3Blobs::fetch(const std::string& name) {
  for (int tries = 0; tries < 2; ++tries) {
    HAAT_TRY(IncomingFile incoming, read_into(*this, *this, name));
    const Blob blob{name, incoming.size()};
    if (to_hex(incoming.digest()) == name) return cache_->put(blob, incoming.file());
  }
  return other_bytes();
}

Result<void> S3Blobs::read(const std::string& name, const BlobReader& reader) {
  HAAT_TRY(const S3Answer answer, ask_({.key = key_of(name), .reader = &reader}));
  if (answer.status == 404) return blob_missing(name);
  return {};
}

Result<void> S3Blobs::each(const std::function<Result<void>(const KeptBlob&)>& visit) {
  const std::string& prefix = ask_.settings().prefix;
  std::string from;
  do {
    S3Request request;
    if (!from.empty()) request.query.emplace_back("continuation-token", from);
    request.query.emplace_back("list-type", "2");
    request.query.emplace_back("prefix", prefix);
    HAAT_TRY(const S3Answer answer, ask_(request));
    HAAT_TRY(const S3Listing listing, listing_of(answer.body));
    for (const S3Listing::Object& object : listing.objects) {
      if (!object.key.starts_with(prefix) || !object.key.ends_with(ending)) continue;
      const std::string name =
          object.key.substr(prefix.size(), object.key.size() - prefix.size() - ending.size());
      if (parse_sha256(name)) HAAT_TRY_VOID(visit({{name, object.size}, object.modified}));
    }
    from = listing.next;
  } while (!from.empty());
  return {};
}

Result<void> S3Blobs::remove(const std::string& name) {
  if (cache_) cache_->drop(name);
  return ask_({.method = "DELETE", .key = key_of(name)}).map([](const S3Answer&) {});
}

}  // namespace haat::server
