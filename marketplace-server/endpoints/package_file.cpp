#include "marketplace-server/endpoints/package_file.hpp"

#include <charconv>
#include <optional>

#include "core/package/digest.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/http/content_digest.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/review/policy_in_force.hpp"

namespace haat::server {
namespace {

struct Range {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || at != text.data() + text.size()) return std::nullopt;
  return value;
}

// "bytes=10-20", "bytes=10-", "bytes=-5". Anything else, and more than one range, is passed over,
// as the standard allows. An empty range tells that it lies outside the file.
std::optional<Range> parse_range(std::string_view header, std::uint64_t size) {
  if (!header.starts_with("bytes=")) return std::nullopt;
  header.remove_prefix(6);
  const auto dash = header.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = number(header.substr(0, dash));
  const auto last = number(header.substr(dash + 1));
  const bool open_end = header.size() == dash + 1;
  if (first && (last || open_end)) {
    if (last && *last < *first) return std::nullopt;
    return Range{*first, last && *last < size ? *last : size - 1};
  }
  if (dash == 0 && last) return Range{*last < size ? size - *last : 0, *last ? size - 1 : 0};
  return std::nullopt;
}

bool names_tag(const std::string& header, const std::string& tag) {
  return header == "*" || header.find(tag) != std::string::npos;
}

Response not_satisfiable(std::uint64_t size) {
  Problem problem;
  problem.status = 416;
  problem.id = "range-not-satisfiable";
  problem.detail = "the package has " + std::to_string(size) + " bytes; the range lies outside";
  problem.headers.add("Content-Range", "bytes */" + std::to_string(size));
  return to_response(problem);
}

// A range counts for GET only, and only for the very bytes that the client has the start of.
std::optional<Range> wanted_range(const Request& request, const std::string& tag,
                                  std::uint64_t size) {
  const std::string* range = request.headers.find("Range");
  const std::string* condition = request.headers.find("If-Range");
  if (request.method != "GET" || !range || size == 0 || (condition && *condition != tag))
    return std::nullopt;
  return parse_range(*range, size);
}

}  // namespace

Result<Response> package_response(const Request& request, const std::string& blob,
                                  const std::string& filename, Services& services,
                                  const char* caching) {
  HAAT_TRY(const Sha256 digest, parse_sha256(blob));
  const std::string tag = "\"" + blob + "\"";
  Response response;
  response.content_type = "application/zip";
  response.headers.add("ETag", tag);
  response.headers.add("Cache-Control", caching);
  response.headers.add("Accept-Ranges", "bytes");
  if (const auto* known = request.headers.find("If-None-Match"); known && names_tag(*known, tag)) {
    response.status = 304;
    return response;
  }
  HAAT_TRY(LocalBlob local, services.blobs.find(blob));
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(local.path, error);
  if (error)
    return fail(Errc::internal, "blob-missing",
                "cannot read " + local.path.string() + ": " + error.message());
  response.headers.add("Content-Disposition", "attachment; filename=\"" + filename + "\"");
  response.file = FileBody{local.path, 0, size, local.held};
  if (const auto range = wanted_range(request, tag, size)) {
    if (range->first >= size || range->last < range->first) return not_satisfiable(size);
    response.status = 206;
    response.file = FileBody{local.path, range->first, range->last - range->first + 1, local.held};
    response.headers.add("Content-Range", "bytes " + std::to_string(range->first) + "-" +
                                              std::to_string(range->last) + "/" +
                                              std::to_string(size));
    return response;  // the digest would have to be of the part
  }
  response.headers.add("Content-Digest", content_digest(digest));
  return response;
}

Result<Response> published_package_response(const Request& request, const std::string& blob,
                                            const std::string& filename, Services& services,
                                            const char* caching) {
  HAAT_TRY(const Sha256 digest, parse_sha256(blob));
  const auto address = services.policy->presigned_downloads
                           ? services.blobs.address(blob, filename, services.clock())
                           : std::nullopt;
  const auto* known = request.headers.find("If-None-Match");
  if (!address || (known && names_tag(*known, "\"" + blob + "\"")))
    return package_response(request, blob, filename, services, caching);
  Response response;
  response.status = 307;
  response.headers.add("Location", *address);
  response.headers.add("Cache-Control", "no-store");
  response.headers.add("Repr-Digest", content_digest(digest));
  return response;
}

}  // namespace haat::server
