#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/package/digest.hpp"
#include "sdk/authoring/client.hpp"

namespace haat {

// One marketplace's address and the exchanges with it: the only place of the client that knows
// Poco.
class MarketplaceClient::Connection {
 public:
  using Query =
      std::vector<std::pair<std::string, std::string>>;  // those without a value are left out

  struct Answer {
    int status = 0;
    std::string body;
    Query headers = {};

    std::string header(const std::string& name) const;  // empty: there is none
  };

  // A request that the functions below do not make.
  struct Call {
    std::string method;
    std::string path;
    Query query = {};
    Query headers = {};
    std::string type = {};            // of the body
    std::string text = {};            // the body, or
    std::filesystem::path file = {};  // that the body is the rest of, behind
    std::uint64_t offset = 0;
    Progress progress = {};  // counts from the beginning of the file
  };

  static Result<std::unique_ptr<Connection>> open(const std::string& server,
                                                  const std::string& token);

  const std::string& server() const { return server_; }

  // The JSON of a 2xx; everything else is an Error.
  Result<std::string> get(const std::string& path, const Query& query = {});
  // The bytes of a 2xx, whatever they are; `accept` is a media type, if it matters.
  Result<std::string> fetch(const std::string& path, const std::string& accept = {});
  Result<std::string> post(const std::string& path, const std::string& json);
  Result<std::string> remove(const std::string& path);  // DELETE

  // Every status comes back, since a refusal carries more than an Error holds.
  Result<Answer> send(const Call& call);
  // The body of a 2xx, if it has one; everything else is an Error.
  Result<std::string> success(const Call& call);

  Result<void> download(const std::string& path, const std::filesystem::path& to,
                        const Progress& progress);

 private:
  Connection() = default;
  struct Exchange;

  std::string server_;
  std::string token_;
};

// One part of a path, with everything in it encoded that could end it.
std::string path_part(const std::string& text);

std::string content_digest(const Sha256& digest);  // the header's value (RFC 9530)

// What a problem document (RFC 9457) says, or a sentence about the status if it is none.
Error problem(const std::string& server, const MarketplaceClient::Connection::Answer& answer);

}  // namespace haat
