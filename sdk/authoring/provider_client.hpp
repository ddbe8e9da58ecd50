#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sdk/authoring/client.hpp"

namespace haat {

// What became of a row of a provider's catalogue, when it was last taken.
struct IngestRow {
  std::uint64_t number = 0;
  std::string external_id;
  std::string verdict;  // "added", "updated", "unchanged", "gone", "refused"
  std::string field;
  std::string reason;
  std::string json;
};

// That a learner finished a course, as a provider tells, and what the marketplace makes of it.
struct ProviderCompletion {
  std::string learner;
  std::string external_id;
  std::string finished_at;
  std::string verdict;
  std::string reason;
  std::string json;
};

struct PartnerReport {
  std::string status;  // "ok", "degraded", "down"
  std::string sentence;
  std::string json;
};

// A provider's settings, without its secrets.
struct SettingsReport {
  struct Member {
    std::string name;
    std::string value;  // JSON; empty: a secret, which has a value
  };
  std::vector<Member> members;  // sorted by name
  std::string set_by;           // empty: they are those of the operator's file
  std::string set_at;
  std::string json;
};

// What a marketplace's staff asks of its providers. As MarketplaceClient: each call is one
// exchange, and what the server refuses comes back as the Error that it was there.
class ProviderClient {
 public:
  static Result<ProviderClient> create(const std::string& server, const std::string& token);
  ProviderClient(ProviderClient&&) noexcept;
  ~ProviderClient();

  Result<void> start_ingest(const std::string& provider);
  Result<Page<IngestRow>> ingest_rows(const std::string& provider, const std::string& verdict,
                                      const std::string& cursor);
  Result<std::string> ingest_rows_csv(const std::string& provider);
  Result<PartnerReport> check_health(const std::string& provider);
  Result<SettingsReport> settings(const std::string& provider);
  // `settings` is a JSON object. A secret that it leaves out stays as it is; null takes it away.
  Result<SettingsReport> set_settings(const std::string& provider, const std::string& settings);
  Result<void> reset_settings(const std::string& provider);  // to those of the operator's file
  // https
  Result<std::string> launch_address(const std::string& provider, const std::string& external_id);
  Result<Page<ProviderCompletion>> completions(const std::string& provider,
                                               const std::string& verdict,
                                               const std::string& cursor);

 private:
  struct Access;
  explicit ProviderClient(std::unique_ptr<Access> access);
  std::unique_ptr<Access> access_;
};

}  // namespace haat
