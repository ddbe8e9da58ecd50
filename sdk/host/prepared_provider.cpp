#include "sdk/host/prepared_provider.hpp"

#include <algorithm>

#include "sdk/host/wire/fields.hpp"

namespace haat {
namespace {

bool is_provider_id(const std::string& id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Result<std::vector<TrustedKey>> keys_of(const std::vector<std::string>& lines) {
  std::vector<TrustedKey> keys;
  for (const std::string& line : lines) {
    HAAT_TRY(TrustedKey key, parse_trusted_key(line));
    keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace

Result<PreparedProvider> prepare(ProviderConfig config) {
  if (!is_provider_id(config.id)) {
    return fail(Errc::invalid_argument, "provider-id-invalid",
                "\"" + wire::one_line(config.id, 64) +
                    "\" is no provider id: use up to 64 lower-case letters, digits and '-'");
  }
  auto hosts = http::AllowedHosts::of(config.hosts);
  if (!hosts) return fail_within("provider " + config.id, std::move(hosts).error());
  auto signers = keys_of(config.signed_by);
  if (!signers) return fail_within("provider " + config.id, std::move(signers).error());
  std::error_code error;
  config.library = std::filesystem::absolute(config.library, error).lexically_normal();
  if (!config.library.has_filename()) config.library = config.library.parent_path();
  for (auto& folder : config.readable) folder = std::filesystem::absolute(folder, error);
  return PreparedProvider{std::move(config), *std::move(hosts), *std::move(signers)};
}

}  // namespace haat
