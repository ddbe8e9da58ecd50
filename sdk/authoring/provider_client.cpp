#include "sdk/authoring/provider_client.hpp"

#include "core/json/json.hpp"
#include "sdk/authoring/client_answers.hpp"
#include "sdk/authoring/client_connection.hpp"

namespace haat {
namespace {

std::string provider_path(const std::string& id) {
  return "/api/v1/providers/" + path_part(id);
}

}  // namespace

struct ProviderClient::Access {
  std::unique_ptr<MarketplaceClient::Connection> connection;
};

ProviderClient::ProviderClient(std::unique_ptr<Access> access) : access_(std::move(access)) {}
ProviderClient::ProviderClient(ProviderClient&&) noexcept = default;
ProviderClient::~ProviderClient() = default;

Result<ProviderClient> ProviderClient::create(const std::string& server, const std::string& token) {
  HAAT_TRY(auto connection, MarketplaceClient::Connection::open(server, token));
  return ProviderClient(std::make_unique<Access>(Access{std::move(connection)}));
}

Result<void> ProviderClient::start_ingest(const std::string& provider) {
  return access_->connection->post(provider_path(provider) + "/ingest", "").map([](auto&&) {});
}

Result<Page<IngestRow>> ProviderClient::ingest_rows(const std::string& provider,
                                                    const std::string& verdict,
                                                    const std::string& cursor) {
  return onward(access_->connection
                    ->get(provider_path(provider) + "/ingest/rows",
                          {{"verdict", verdict}, {"cursor", cursor}, {"limit", "200"}})
                    .and_then(read_ingest_rows),
                access_->connection->server(), cursor);
}

Result<std::string> ProviderClient::ingest_rows_csv(const std::string& provider) {
  return access_->connection->fetch(provider_path(provider) + "/ingest/rows", "text/csv");
}

Result<PartnerReport> ProviderClient::check_health(const std::string& provider) {
  return access_->connection->post(provider_path(provider) + "/health", "")
      .and_then(read_partner_report);
}

Result<SettingsReport> ProviderClient::settings(const std::string& provider) {
  return access_->connection->get(provider_path(provider) + "/settings")
      .and_then(read_settings_report);
}

Result<SettingsReport> ProviderClient::set_settings(const std::string& provider,
                                                    const std::string& settings) {
  HAAT_TRY(const Json json, parse_json(settings, "the settings"));
  return access_->connection
      ->success({.method = "PUT",
                 .path = provider_path(provider) + "/settings",
                 .type = "application/json",
                 .text = Json{{"settings", json}}.dump()})
      .and_then(read_settings_report);
}

Result<void> ProviderClient::reset_settings(const std::string& provider) {
  return access_->connection
      ->success({.method = "DELETE", .path = provider_path(provider) + "/settings"})
      .map([](auto&&) {});
}

Result<std::string> ProviderClient::launch_address(const std::string& provider,
                                                   const std::string& external_id) {
  return access_->connection
      ->get(provider_path(provider) + "/courses/" + path_part(external_id) + "/launch", {})
      .and_then(read_launch_address);
}

Result<Page<ProviderCompletion>> ProviderClient::completions(const std::string& provider,
                                                             const std::string& verdict,
                                                             const std::string& cursor) {
  return onward(access_->connection
                    ->get(provider_path(provider) + "/completions",
                          {{"verdict", verdict}, {"cursor", cursor}, {"limit", "200"}})
                    .and_then(read_completions),
                access_->connection->server(), cursor);
}

}  // namespace haat
