#include "tests/api/object_store.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "core/package/digest.hpp"
#include "marketplace-server/blobs/s3/s3_exchange.hpp"

namespace haat::test {
namespace {

void make_bucket() {
  static const bool made = [] {
    const auto settings = server::parse_s3_url("s3://haat?endpoint=" + s3_endpoint());
    if (!settings) throw std::runtime_error(settings.error().message);
    // One that is there already is refused.
    static_cast<void>(server::S3Exchange(*settings)({.method = "PUT"}));
    return true;
  }();
  static_cast<void>(made);
}

}  // namespace

bool on_s3() {
  return std::getenv("HAAT_TEST_S3") != nullptr;
}

std::string s3_endpoint() {
  const char* file = std::getenv("HAAT_TEST_S3");
  std::string line;
  if (!file || !std::getline(std::ifstream(file), line))
    throw std::runtime_error(
        "no object store runs for the tests; ctest starts it, or "
        "tests/s3/start.sh does");
  // Of the account that start.sh makes.
  ::setenv("AWS_ACCESS_KEY_ID", "haat:haat", 0);
  ::setenv("AWS_SECRET_ACCESS_KEY", "haat-secret", 0);
  return line.substr(0, line.find('#'));
}

std::string blobs_of(const std::filesystem::path& data, const std::string& endpoint,
                     const std::string& more) {
  make_bucket();
  return "s3://haat/" + to_hex(sha256(data.string())).substr(0, 24) + "?endpoint=" + endpoint +
         more;
}

}  // namespace haat::test
