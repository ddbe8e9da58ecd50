#include "sdk/authoring/log_client.hpp"

#include "sdk/authoring/client_connection.hpp"

namespace haat {
namespace {

const std::string log_path = "/api/v1/log/";

}  // namespace

struct LogClient::Access {
  std::unique_ptr<MarketplaceClient::Connection> connection;
};

LogClient::LogClient(std::unique_ptr<Access> access) : access_(std::move(access)) {}
LogClient::LogClient(LogClient&&) noexcept = default;
LogClient::~LogClient() = default;

Result<LogClient> LogClient::create(const std::string& server) {
  HAAT_TRY(auto connection, MarketplaceClient::Connection::open(server, ""));
  return LogClient(std::make_unique<Access>(Access{std::move(connection)}));
}

Result<std::string> LogClient::checkpoint() {
  return access_->connection->fetch(log_path + "checkpoint");
}

Result<std::string> LogClient::tile(const Tile& tile) {
  return access_->connection->fetch(log_path + tile.path());
}

Result<std::string> LogClient::release(const Sha256& package) {
  return access_->connection->fetch(log_path + "releases/" + to_hex(package));
}

}  // namespace haat
