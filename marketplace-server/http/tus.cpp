#include "marketplace-server/http/tus.hpp"

#include <Poco/DigestEngine.h>
#include <Poco/SHA1Engine.h>
#include <Poco/SHA2Engine.h>

#include <algorithm>
#include <limits>
#include <set>

#include "core/package/entry_name.hpp"
#include "core/signing/base64.hpp"

namespace haat::server::tus {
namespace {

constexpr std::string_view version = "1.0.0";
constexpr std::string_view uploads = "/api/v1/uploads";
constexpr std::size_t most_metadata = 4096;

bool is_about_uploads(std::string_view path) {
  return path == uploads || path.starts_with(std::string(uploads) + "/");
}

Result<std::uint64_t> count_in(const Headers& headers, const std::string& name,
                               const std::string& id) {
  const std::string* text = headers.find(name);
  const auto count = text && headers.count(name) == 1 ? parse_count(*text) : std::nullopt;
  if (count && *count <= std::numeric_limits<std::int64_t>::max()) return *count;
  return fail(Errc::invalid_argument, id,
              "the request must have one header " + name + " with a number of bytes" +
                  (text ? ", not \"" + printable(*text) + "\"" : ""));
}

tl::unexpected<Error> wrong_metadata(const std::string& why) {
  return fail(Errc::invalid_argument, "upload-metadata-invalid",
              "Upload-Metadata is a list of keys, each once, with a blank and a value in base64 "
              "behind it, and commas between them; " +
                  why);
}

bool is_key(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

Result<void> judge_pair(std::string_view pair, std::set<std::string, std::less<>>& keys) {
  const auto blank = std::min(pair.find(' '), pair.size());
  const auto key = pair.substr(0, blank);
  if (!is_key(key)) return wrong_metadata("one of the keys is empty or not ASCII");
  if (!keys.emplace(key).second)
    return wrong_metadata("the key \"" + std::string(key) + "\" is there twice");
  if (blank < pair.size() && !from_base64(pair.substr(blank + 1)))
    return wrong_metadata("the value of \"" + std::string(key) + "\" is no base64");
  return {};
}

std::unique_ptr<Poco::DigestEngine> engine_of(std::string_view algorithm) {
  if (algorithm == "sha256") return std::make_unique<Poco::SHA2Engine>(Poco::SHA2Engine::SHA_256);
  if (algorithm == "sha1") return std::make_unique<Poco::SHA1Engine>();
  return nullptr;
}

}  // namespace

std::string method_of(const Head& head, std::string_view path) {
  const std::string* other = head.headers.find("X-HTTP-Method-Override");
  return other && head.method == "POST" && is_about_uploads(path) ? *other : head.method;
}

std::optional<Problem> judge_version(const Request& request) {
  if (!is_about_uploads(request.path) || request.method == "OPTIONS" || request.method == "GET")
    return std::nullopt;
  const std::string* spoken = request.headers.find("Tus-Resumable");
  if (spoken && *spoken == version) return std::nullopt;
  Problem problem = make_problem(
      412, "tus-version-unsupported",
      "uploads are made by tus 1.0.0: send the header Tus-Resumable with this version");
  problem.headers.add("Tus-Version", std::string(version));
  return problem;
}

void name_version(const Request& request, Response& response) {
  if (is_about_uploads(request.path)) response.headers.add("Tus-Resumable", std::string(version));
}

void describe(Response& response, std::uint64_t max_size) {
  response.headers.add("Tus-Version", std::string(version));
  response.headers.add("Tus-Max-Size", std::to_string(max_size));
  response.headers.add("Tus-Extension",
                       "creation,creation-with-upload,termination,checksum,expiration");
  response.headers.add("Tus-Checksum-Algorithm", "sha256,sha1");
}

std::vector<std::string_view> request_headers(const Route& route) {
  if (!is_about_uploads(route.pattern) || route.method == "GET" || route.method == "OPTIONS")
    return {};
  if (route.method == "POST") return {"Tus-Resumable", "Upload-Length"};
  if (route.method == "PATCH") return {"Tus-Resumable", "Upload-Offset"};
  return {"Tus-Resumable"};
}

Result<std::uint64_t> upload_length(const Headers& headers) {
  if (headers.find("Upload-Defer-Length"))
    return fail(Errc::invalid_argument, "upload-length-invalid",
                "say how long the upload is in Upload-Length; it cannot be deferred here");
  return count_in(headers, "Upload-Length", "upload-length-invalid");
}

Result<std::uint64_t> upload_offset(const Headers& headers) {
  return count_in(headers, "Upload-Offset", "upload-offset-invalid");
}

Result<std::string> upload_metadata(const Headers& headers) {
  const std::string* header = headers.find("Upload-Metadata");
  if (!header || header->empty()) return std::string();
  if (headers.count("Upload-Metadata") > 1) return wrong_metadata("here are two headers");
  if (header->size() > most_metadata)
    return wrong_metadata("here it has " + std::to_string(header->size()) + " bytes, and at most " +
                          std::to_string(most_metadata) + " are taken");
  std::set<std::string, std::less<>> keys;
  std::string_view left = *header;
  for (;;) {
    const auto comma = left.find(',');
    HAAT_TRY_VOID(judge_pair(left.substr(0, comma), keys));
    if (comma == std::string_view::npos) return *header;
    left.remove_prefix(comma + 1);
  }
}

Result<std::optional<Checksum>> Checksum::of(const Headers& headers) {
  const std::string* header = headers.find("Upload-Checksum");
  if (!header) return std::optional<Checksum>();
  const auto blank = std::min(header->find(' '), header->size());
  auto engine = engine_of(std::string_view(*header).substr(0, blank));
  if (!engine)
    return fail(Errc::invalid_argument, "checksum-unsupported",
                "Upload-Checksum begins with sha256 or sha1, not \"" +
                    printable(header->substr(0, blank)) + "\"");
  const auto digest =
      from_base64(std::string_view(*header).substr(std::min(blank + 1, header->size())));
  if (!digest || digest->size() != engine->digestLength() || headers.count("Upload-Checksum") > 1)
    return fail(Errc::invalid_argument, "checksum-invalid",
                "Upload-Checksum has, once, behind the algorithm and a blank, the base64 of " +
                    std::to_string(engine->digestLength()) + " bytes");
  return std::optional<Checksum>(Checksum(std::move(engine), *digest));
}

Checksum::Checksum(std::unique_ptr<Poco::DigestEngine> engine, std::string announced)
    : engine_(std::move(engine)), announced_(std::move(announced)) {}
Checksum::Checksum(Checksum&&) noexcept = default;
Checksum& Checksum::operator=(Checksum&&) noexcept = default;
Checksum::~Checksum() = default;

void Checksum::update(std::string_view bytes) {
  engine_->update(bytes.data(), bytes.size());
}

bool Checksum::matches() {
  const auto& digest = engine_->digest();
  return std::equal(digest.begin(), digest.end(), announced_.begin(), announced_.end(),
                    [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); });
}

}  // namespace haat::server::tus
