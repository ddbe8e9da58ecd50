#include "marketplace-server/review/receive.hpp"

#include <vector>

#include "marketplace-server/http/content_digest.hpp"

namespace haat::server {

Result<TemporaryFile> receive_package(const Request& request, const Blobs& blobs) {
  const std::string* header = request.headers.find("Content-Digest");
  HAAT_TRY(const Sha256 announced, parse_content_digest(header ? *header : ""));
  HAAT_TRY(IncomingFile incoming, blobs.begin());
  std::vector<char> buffer(256 * 1024);
  for (;;) {
    HAAT_TRY(const std::size_t got, request.body.read(buffer.data(), buffer.size()));
    if (got == 0) break;
    HAAT_TRY_VOID(incoming.write({buffer.data(), got}));
  }
  const Sha256 digest = incoming.digest();
  if (digest != announced)
    return fail(Errc::invalid_argument, "content-digest-mismatch",
                "the bytes that arrived have the SHA-256 " + to_hex(digest) +
                    ", the Content-Digest header says " + to_hex(announced) + "; send it again");
  return std::move(incoming.file());
}

}  // namespace haat::server
