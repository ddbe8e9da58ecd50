#include "marketplace-server/blobs/s3/s3_settings.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace haat::server {
namespace {

constexpr std::string_view scheme = "s3://";

tl::unexpected<Error> invalid(const std::string& what) {
  return fail(Errc::invalid_argument, "blobs-url-invalid",
              what + "; write s3://BUCKET?endpoint=https://HOST:PORT&region=NAME");
}

// What needs no escaping in a URL, nor in a signature.
bool is_plain(std::string_view text, std::string_view more) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           more.find(c) != std::string_view::npos;
  });
}

Result<std::uint64_t> number_of(const std::string& name, std::string_view value) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || number == 0)
    return invalid("the " + name + " of the object store is no number");
  return number;
}

Result<void> take(S3Settings& settings, const std::string& name, const std::string& value) {
  if (name == "endpoint") {
    const bool http = value.starts_with("http://") || value.starts_with("https://");
    if (!http || !is_plain(value, ":/.-_[]"))
      return invalid("the endpoint of the object store is no http or https URL");
    settings.endpoint = value.substr(0, value.find_last_not_of('/') + 1);
  } else if (name == "region") {
    if (value.empty() || !is_plain(value, "-_"))
      return invalid("the region of the object store is no name");
    settings.region = value;
  } else if (name == "cache") {
    HAAT_TRY(settings.cache, number_of(name, value));
  } else if (name == "part") {
    HAAT_TRY(settings.part, number_of(name, value));
  } else if (name == "patience") {
    HAAT_TRY(const std::uint64_t seconds, number_of(name, value));
    settings.patience = std::chrono::seconds(std::min<std::uint64_t>(seconds, 3600));
  } else {
    return invalid("an object store has no \"" + name + "\"");
  }
  return {};
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

std::string url_of(const S3Settings& settings, const std::string& key) {
  const std::string bucket = settings.endpoint + "/" + settings.bucket;
  return key.empty() ? bucket : bucket + "/" + settings.prefix + key;
}

Result<S3Settings> parse_s3_url(const std::string& url) {
  if (!url.starts_with(scheme)) return invalid("packages are kept in a folder or at s3://BUCKET");
  S3Settings settings;
  const std::size_t question = std::min(url.find('?'), url.size());
  const std::string path = url.substr(scheme.size(), question - scheme.size());
  settings.bucket = path.substr(0, path.find('/'));
  if (settings.bucket.empty() || !is_plain(settings.bucket, ".-"))
    return invalid("the bucket of the object store has no name");
  if (path.size() > settings.bucket.size() + 1) {
    settings.prefix = path.substr(settings.bucket.size() + 1);
    if (!settings.prefix.ends_with('/')) settings.prefix += '/';
    if (!is_plain(settings.prefix, "/._-") || settings.prefix.find("//") != std::string::npos)
      return invalid("a prefix is of letters, digits, '.', '_', '-' and '/'");
  }
  for (std::size_t from = question + 1; from < url.size();) {
    const std::size_t end = std::min(url.find('&', from), url.size());
    const std::string one = url.substr(from, end - from);
    const std::size_t equals = std::min(one.find('='), one.size());
    HAAT_TRY_VOID(
        take(settings, one.substr(0, equals), equals < one.size() ? one.substr(equals + 1) : ""));
    from = end + 1;
  }
  if (settings.endpoint.empty())
    settings.endpoint = "https://s3." + settings.region + ".amazonaws.com";
  settings.access_key = environment("AWS_ACCESS_KEY_ID");
  settings.secret_key = environment("AWS_SECRET_ACCESS_KEY");
  if (settings.access_key.empty() || settings.secret_key.empty())
    return fail(Errc::invalid_argument, "blobs-keys-missing",
                "the object store needs keys; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  return settings;
}

}  // namespace haat::server
