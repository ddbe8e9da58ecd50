#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "marketplace-server/http/framing.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/http/response.hpp"
#include "marketplace-server/http/route.hpp"

namespace Poco {
class DigestEngine;
}

// Resumable uploads by tus 1.0.0 (https://tus.io/protocols/resumable-upload): what it asks of each
// exchange about uploads, and how its headers are read. What becomes of the bytes is the business
// of uploads/.
namespace haat::server::tus {

// Some clients and proxies know no PATCH and no DELETE: an upload's POST may name another method.
std::string method_of(const Head& head, std::string_view path);

// A client of another version is told so with 412. OPTIONS is how it finds out, and a plain GET is
// no part of the protocol.
std::optional<Problem> judge_version(const Request& request);
void name_version(const Request& request, Response& response);

void describe(Response& response, std::uint64_t max_size);  // what OPTIONS answers

// The headers that a request must have, for the description of the API.
std::vector<std::string_view> request_headers(const Route& route);

Result<std::uint64_t> upload_length(const Headers& headers);  // ("upload-length-invalid")
Result<std::uint64_t> upload_offset(const Headers& headers);  // ("upload-offset-invalid")

// As it was sent, if it is well-formed: "name cGFja2FnZS56aXA=,draft"; keys once each, values in
// base64. Empty: none. ("upload-metadata-invalid")
Result<std::string> upload_metadata(const Headers& headers);

// What a client says of the bytes of one request: "sha256 <base64>".
class Checksum {
 public:
  // Nothing: the client says nothing. ("checksum-unsupported", "checksum-invalid")
  static Result<std::optional<Checksum>> of(const Headers& headers);
  Checksum(Checksum&&) noexcept;
  Checksum& operator=(Checksum&&) noexcept;
  ~Checksum();

  void update(std::string_view bytes);
  bool matches();  // once, at the end

 private:
  Checksum(std::unique_ptr<Poco::DigestEngine> engine, std::string announced);
  std::unique_ptr<Poco::DigestEngine> engine_;
  std::string announced_;  // bytes
};

}  // namespace haat::server::tus
