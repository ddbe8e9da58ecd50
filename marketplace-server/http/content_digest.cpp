#include "marketplace-server/http/content_digest.hpp"

#include <Poco/Base64Decoder.h>
#include <Poco/Base64Encoder.h>
#include <Poco/Exception.h>

#include <algorithm>
#include <iterator>
#include <sstream>

namespace haat::server {
namespace {

constexpr std::string_view algorithm = "sha-256=:";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The library's decoder stops quietly at what it does not know: only what encodes back to the same
// text is right.
bool decode(std::string_view base64, Sha256& into) {
  try {
    std::istringstream in{std::string(base64)};
    Poco::Base64Decoder decoder(in);
    const std::string bytes{std::istreambuf_iterator<char>(decoder), {}};
    if (bytes.size() != into.size()) return false;
    std::copy(bytes.begin(), bytes.end(), into.begin());
  } catch (const Poco::Exception&) {
    return false;
  }
  return content_digest(into) == std::string(algorithm) + std::string(base64) + ":";
}

}  // namespace

Result<Sha256> parse_content_digest(std::string_view header) {
  while (!header.empty()) {
    const auto comma = std::min(header.find(','), header.size());
    const auto member = trimmed(header.substr(0, comma));
    header.remove_prefix(std::min(comma + 1, header.size()));
    if (!member.starts_with(algorithm) || member.size() <= algorithm.size()) continue;
    Sha256 digest{};
    if (member.back() == ':' &&
        decode(member.substr(algorithm.size(), member.size() - algorithm.size() - 1), digest))
      return digest;
  }
  return fail(Errc::invalid_argument, "content-digest-invalid",
              "the Content-Digest header has no \"sha-256=:<base64 of 32 bytes>:\"");
}

std::string content_digest(const Sha256& digest) {
  std::ostringstream out;
  Poco::Base64Encoder encoder(out);
  encoder.rdbuf()->setLineLength(0);
  encoder.write(reinterpret_cast<const char*>(digest.data()),
                static_cast<std::streamsize>(digest.size()));
  encoder.close();
  return std::string(algorithm) + out.str() + ":";
}

}  // namespace haat::server
