#include "sdk/authoring/transfer_client.hpp"

#include "sdk/authoring/client_answers.hpp"
#include "sdk/authoring/client_connection.hpp"

namespace haat {
namespace {

const std::string transfers_path = "/api/v1/transfers";

std::string transfer_path(const std::string& id, const char* act = "") {
  return transfers_path + "/" + path_part(id) + act;
}

}  // namespace

struct TransferClient::Access {
  std::unique_ptr<MarketplaceClient::Connection> connection;
};

TransferClient::TransferClient(std::unique_ptr<Access> access) : access_(std::move(access)) {}
TransferClient::TransferClient(TransferClient&&) noexcept = default;
TransferClient::~TransferClient() = default;

Result<TransferClient> TransferClient::create(const std::string& server, const std::string& token) {
  HAAT_TRY(auto connection, MarketplaceClient::Connection::open(server, token));
  return TransferClient(std::make_unique<Access>(Access{std::move(connection)}));
}

Result<CourseTransfer> TransferClient::offer(const std::string& course, const std::string& to,
                                             const std::string& reason) {
  return access_->connection
      ->post("/api/v1/courses/" + path_part(course) + "/transfers",
             members_json({{"to", to}, {"reason", reason}}))
      .and_then(read_transfer);
}

Result<Page<CourseTransfer>> TransferClient::transfers(const std::string& state,
                                                       const std::string& cursor) {
  return onward(access_->connection
                    ->get(transfers_path, {{"state", state}, {"cursor", cursor}, {"limit", "200"}})
                    .and_then(read_transfers),
                access_->connection->server(), cursor);
}

Result<CourseTransfer> TransferClient::transfer(const std::string& id) {
  return access_->connection->get(transfer_path(id)).and_then(read_transfer);
}

Result<CourseTransfer> TransferClient::accept(const std::string& id) {
  return access_->connection->post(transfer_path(id, "/accept"), "").and_then(read_transfer);
}

Result<CourseTransfer> TransferClient::decline(const std::string& id, const std::string& reason) {
  return access_->connection->post(transfer_path(id, "/decline"), member_json("reason", reason))
      .and_then(read_transfer);
}

Result<CourseTransfer> TransferClient::withdraw(const std::string& id) {
  return access_->connection->post(transfer_path(id, "/withdraw"), "").and_then(read_transfer);
}

}  // namespace haat
