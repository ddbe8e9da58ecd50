#include "marketplace-server/providers/provider_settings.hpp"
#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "marketplace-server/endpoints/shapes.hpp"
#include "marketplace-server/http/problem.hpp"
#include "marketplace-server/http/validators.hpp"
#include "marketplace-server/routes.hpp"
#include "marketplace-server/services.hpp"
#include "sdk/host/provider_host.hpp"
#include "sdk/host/secret_members.hpp"

namespace haat::server {
namespace {

constexpr std::size_t largest = 65'536;  // bytes of a provider's settings

SecretMembers secrets_of(const std::string& provider, const Services& services) {
  const auto schema = services.providers.settings_schema(provider);
  return SecretMembers(schema ? std::optional(*schema) : std::nullopt);
}

Response shown(const ProviderSettings::Current& now, const Services& services) {
  const SecretMembers hidden = secrets_of(now.provider, services);
  Json settings = Json::object();
  Json secrets = Json::array();
  const Json all = Json::parse(now.json);
  for (const auto& [name, value] : all.items()) {
    if (hidden.contains(name))
      secrets.push_back(name);
    else
      settings[name] = value;
  }
  Response response =
      json_response(200, Json{{"settings", std::move(settings)},
                              {"secrets", std::move(secrets)},
                              {"source", now.set ? "marketplace" : "file"},
                              {"set_at", now.set ? Json(to_rfc3339(now.set->at)) : Json(nullptr)},
                              {"set_by", now.set ? Json(now.set->name) : Json(nullptr)}});
  response.headers.add("ETag", "\"" + now.revision + "\"");
  return response;
}

// What was given, with the secrets that it leaves out, whose names go to `kept`.
Json completed(Json given, const ProviderSettings::Current& now, const Services& services,
               std::vector<std::string>& kept) {
  const SecretMembers hidden = secrets_of(now.provider, services);
  const Json all = Json::parse(now.json);
  for (const auto& [name, value] : all.items()) {
    if (!hidden.contains(name) || given.contains(name)) continue;
    given[name] = value;
    kept.push_back(printable(name));
  }
  for (auto one = given.begin(); one != given.end();)
    one = one->is_null() && hidden.contains(one.key()) ? given.erase(one) : std::next(one);
  return given;
}

Response changed_meanwhile(const std::string& provider) {
  return to_response(make_problem(
      412, "provider-settings-changed",
      "the settings of provider " + provider +
          " are not those that If-Match names any more; look at them again, and then change them"));
}

// Whoever left out a secret may not know that it is the one which is refused.
SettingsRefusal with_kept(SettingsRefusal refusal, const std::vector<std::string>& kept) {
  if (refusal.error.id == "provider-settings-refused" && !kept.empty())
    refusal.error.message +=
        "; left out, and so kept: " + joined(kept, ", ") + " (null takes a secret away)";
  return refusal;
}

// Who was quicker may have been so after we looked.
Result<Response> refused(const SettingsRefusal& refusal, const Request& request) {
  if (refusal.error.id == "provider-settings-changed" && request.headers.find("If-Match"))
    return changed_meanwhile(request.parameter("id"));
  if (!refusal.setting) return tl::unexpected(refusal.error);
  Problem problem = problem_of(refusal.error);
  problem.errors.push_back({refusal.setting->field, refusal.setting->reason});
  return to_response(problem);
}

}  // namespace

Result<Response> show_settings(Request& request, Services& services) {
  return services.provider_settings.current(request.parameter("id"))
      .map([&](const ProviderSettings::Current& now) { return shown(now, services); });
}

Result<Response> set_settings(Request& request, Services& services) {
  HAAT_TRY(const auto now, services.provider_settings.current(request.parameter("id")));
  if (!may_change(request, now.revision)) return changed_meanwhile(now.provider);
  std::vector<std::string> kept;
  const std::string json =
      completed(Json::parse(request.json).at("settings"), now, services, kept).dump();
  if (json.size() > largest)
    return to_response(over_limit(413, "provider-settings-too-large",
                                  "the settings have " + std::to_string(json.size()) +
                                      " bytes with the secrets that stay; at "
                                      "most " +
                                      std::to_string(largest) + " are kept",
                                  largest, json.size()));
  const auto set =
      services.provider_settings.set(now, json, {request.caller->name, services.clock()});
  return set ? show_settings(request, services) : refused(with_kept(set.error(), kept), request);
}

Result<Response> reset_settings(Request& request, Services& services) {
  const std::string& provider = request.parameter("id");
  HAAT_TRY(const std::string revision, services.provider_settings.revision(provider));
  if (!may_change(request, revision)) return changed_meanwhile(provider);
  const auto reset = services.provider_settings.reset(provider, revision,
                                                      {request.caller->name, services.clock()});
  if (!reset) return refused({reset.error()}, request);
  Response response;
  response.status = 204;
  return response;
}

}  // namespace haat::server
