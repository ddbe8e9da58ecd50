#include "marketplace-server/configuration/configuration.hpp"

#include <charconv>
#include <cstdlib>

#include "core/json/json.hpp"
#include "core/nearest.hpp"
#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "marketplace-server/catalogue/read_dictionary.hpp"
#include "marketplace-server/configuration/members.hpp"
#include "marketplace-server/http/network.hpp"
#include "marketplace-server/http/server.hpp"
#include "marketplace-server/review/policy.hpp"
#include "marketplace-server/text_file.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;

const Json& rule_of(const std::string& member) {
  static const Json schema = Json::parse(configuration_schema());
  return schema.at("properties").at(member);
}

// As JSON; what is no number stays a text, which the schema then refuses.
Json value_of(const Json& rule, const std::string& text) {
  if (rule.at("type") == "array") return split(text, ',');
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  return rule.at("type") == "integer" && is_number ? Json(number) : Json(text);
}

// One member by itself, so that each that is wrong is told.
Result<void> judge(const std::string& member, const Json& value, const std::string& place) {
  return validate_json(Json{{member, value}}, configuration_schema(), place);
}

std::string unknown(const std::string& name, const fs::path& file) {
  std::vector<std::string> names;
  for (const Member& member : members()) names.push_back(member.name);
  const std::string meant = nearest(name, names);
  return file.string() + ": there is no member \"" + printable(name) + "\"" +
         (meant.empty() ? "; haat-server config manual tells which there are"
                        : "; did you mean \"" + meant + "\"?");
}

class Reader {
 public:
  void file(const fs::path& path) {
    const auto text = read_text_file(path, "config-unreadable", "the configuration file ");
    if (!text) return fault("config-unreadable", text.error().message);
    const auto json = parse_json(*text, path.string());
    if (!json || !json->is_object())
      return fault("config-invalid",
                   json ? path.string() + " is no JSON object" : json.error().message);
    std::error_code ignored;
    const fs::path folder = fs::absolute(path, ignored).parent_path();
    for (const auto& [name, value] : json->items())
      if (find_member(name))
        take(name, value, path.string(), folder, "config-invalid");
      else
        fault("config-invalid", unknown(name, path));
  }

  void words(const Words& words, const char* id, const auto& place_of) {
    for (const auto& [name, text] : words)
      take(name, value_of(rule_of(name), text), place_of(*find_member(name)), {}, id);
  }

  Configuration finish() {
    Settings settings;
    settings.data = text("data");
    settings.elsewhere = {text("database"), text("blobs"), text("database_replica")};
    settings.listen = text("listen");
    settings.policy = text("policy");
    settings.dictionary = text("dictionary");
    settings.providers = text("providers");
    settings.worker = text("worker");
    settings.max_upload = value("max_upload").get<std::uint64_t>();
    settings.public_url = text("public_url");
    settings.public_url.erase(settings.public_url.find_last_not_of('/') + 1);
    settings.admin_email = text("admin_email");
    settings.key_passphrase = text("key_passphrase");
    settings.text_log = text("log") == "text";
    settings.disk_floor = value("disk_floor").get<std::uint64_t>();
    settings.metrics_from = value("metrics_from").get<std::vector<std::string>>();
    settings.proxies = value("proxies").get<std::vector<std::string>>();
    settings.account_rate = value("account_rate").get<std::uint64_t>();
    settings.address_rate = value("address_rate").get<std::uint64_t>();
    settings.issuer = {text("oidc_issuer"), text("oidc_client_id"), text("oidc_client_secret")};
    settings.drain = std::chrono::seconds(value("drain").get<std::int64_t>());
    settings.checkers = value("checkers").get<int>();
    return {std::move(settings), std::move(faults_), shown(), values()};
  }

 private:
  struct Chosen {
    Json value;
    std::string from;
  };

  void fault(const char* id, std::string message) {
    faults_.push_back({Errc::invalid_argument, id, std::move(message)});
  }

  // Paths of the file are relative to the file, all others to where the server is started.
  void take(const std::string& name, const Json& value, const std::string& place,
            const fs::path& folder, const char* id) {
    if (auto judged = judge(name, value, place); !judged)
      return fault(id, std::move(judged.error().message));
    const bool path = rule_of(name).value("format", "") == "path";
    chosen_[name] = {path ? Json((folder / value.get<std::string>()).string()) : value, place};
  }

  Json value(const std::string& name) const {
    const auto found = chosen_.find(name);
    return found == chosen_.end() ? rule_of(name).value("default", Json()) : found->second.value;
  }
  std::string text(const char* name) const {
    const Json it = value(name);
    return it.is_null() ? "" : it.get<std::string>();
  }

  std::string shown() const {
    Json all = Json::object();
    for (const Member& member : members()) {
      const auto found = chosen_.find(member.name);
      const bool hidden = member.secret && found != chosen_.end();
      all[member.name] = {{"value", hidden ? Json("(hidden)") : value(member.name)},
                          {"from", found == chosen_.end() ? "default" : found->second.from}};
    }
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }

  Words values() const {
    Words all;
    for (const Member& member : members()) all[member.name] = value(member.name).dump();
    return all;
  }

  std::map<std::string, Chosen> chosen_;
  std::vector<Error> faults_;
};

void judge_networks(const char* member, const std::vector<std::string>& networks,
                    std::vector<Error>& faults) {
  for (const std::string& network : networks)
    if (auto parsed = Network::parse(network); !parsed)
      faults.push_back({Errc::invalid_argument, parsed.error().id,
                        std::string(member) + ": " + parsed.error().message});
}

void judge_files(const ProviderConfig& provider, std::vector<Error>& faults) {
  std::error_code error;
  const auto missing = [&](const fs::path& path, const char* what) {
    if (!fs::exists(path, error))
      faults.push_back({Errc::not_found, "provider-file-missing",
                        "provider " + provider.id + ": there is no " + what + " " + path.string() +
                            "; write where it is"});
  };
  missing(provider.library, "library");
  for (const fs::path& folder : provider.readable) missing(folder, "folder");
  for (const ProviderPartnerHost& host : provider.hosts)
    if (!host.authority.empty()) missing(host.authority, "file of certificates");
}

}  // namespace

Words environment_words() {
  Words words;
  for (const Member& member : members())
    if (const char* value = std::getenv(member.variable.c_str()); value && *value)
      words[member.name] = value;
  return words;
}

Configuration read_configuration(const Choices& choices) {
  Reader reader;
  if (!choices.file.empty()) reader.file(choices.file);
  reader.words(choices.environment, "config-invalid",
               [](const Member& member) { return member.variable; });
  reader.words(choices.options, "option-invalid",
               [](const Member& member) { return "--" + member.option; });
  return reader.finish();
}

std::vector<std::string> differences(const Configuration& one, const Configuration& other) {
  std::vector<std::string> names;
  for (const auto& [name, value] : one.values)
    if (other.values.at(name) != value) names.push_back(name);
  return names;
}

std::vector<Error> faults_of(const Settings& settings) {
  std::vector<Error> faults;
  if (auto address = judge_address(settings.listen); !address) faults.push_back(address.error());
  if (auto issuer = judge_issuer(settings.issuer); !issuer) faults.push_back(issuer.error());
  judge_networks("metrics_from", settings.metrics_from, faults);
  judge_networks("proxies", settings.proxies, faults);
  if (!settings.policy.empty())
    if (auto policy = read_policy(settings.policy); !policy) faults.push_back(policy.error());
  if (auto dictionary = read_dictionary(settings.dictionary); !dictionary)
    faults.push_back(dictionary.error());
  if (settings.providers.empty()) return faults;
  if (auto providers = read_providers(settings.providers); !providers)
    faults.push_back(providers.error());
  else
    for (const ProviderConfig& provider : providers->list) judge_files(provider, faults);
  return faults;
}

}  // namespace haat::server
