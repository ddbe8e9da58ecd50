#pragma once

#include <string>
#include <utility>
#include <vector>

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

  // Sends a zip. Every status comes back, since a refusal carries more than an Error holds.
  Result<Answer> upload(const std::string& path, const Query& query,
                        const std::filesystem::path& file, const Progress& progress);

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

// What a problem document (RFC 9457) says, or a sentence about the status if it is none.
Error problem(const std::string& server, const MarketplaceClient::Connection::Answer& answer);

}  // namespace haat
