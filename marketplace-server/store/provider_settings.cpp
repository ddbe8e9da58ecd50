#include "marketplace-server/store/columns.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {
namespace {

const std::string select =
    "SELECT provider, sealed, revision, set_by, set_at FROM provider_settings";

KeptSettings settings_of(const Row& row) {
  return {row.text(0), row.text(1), row.text(2), {row.text(3), time_of(row.text(4))}};
}

}  // namespace

Result<std::vector<KeptSettings>> Session::all_settings() {
  return db_.all(select, settings_of);
}

Result<std::optional<KeptSettings>> Session::find_settings(const std::string& provider) {
  return db_.first(select + " WHERE provider = ?", settings_of, provider);
}

Result<std::map<std::string, std::string>> Session::settings_revisions() {
  HAAT_TRY(const auto rows,
           db_.all("SELECT provider, revision FROM provider_settings",
                   [](const Row& row) { return std::pair(row.text(0), row.text(1)); }));
  return std::map<std::string, std::string>(rows.begin(), rows.end());
}

Result<void> Session::put_settings(const KeptSettings& settings) {
  HAAT_TRY_VOID(drop_settings(settings.provider));
  return db_
      .run(
          "INSERT INTO provider_settings(provider, sealed, revision, set_by, set_at) "
          "VALUES(?, ?, ?, ?, ?)",
          settings.provider, settings.sealed, settings.revision, settings.set.name,
          to_rfc3339(settings.set.at))
      .map([](int) {});
}

Result<void> Session::drop_settings(const std::string& provider) {
  return db_.run("DELETE FROM provider_settings WHERE provider = ?", provider).map([](int) {});
}

}  // namespace haat::server
