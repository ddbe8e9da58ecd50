#include "marketplace-server/configuration.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <span>

#include "core/ascii.hpp"
#include "core/embedded.hpp"
#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "marketplace-server/http/network.hpp"
#include "marketplace-server/http/server.hpp"

namespace haat {
std::span<const EmbeddedFile> configuration_files();
}

namespace haat::server {
namespace {

namespace fs = std::filesystem;

// A part that may also be a file of its own.
Json with_file(Json schema, const char* type, const Json& words) {
  schema["description"] = words.at("description");
  schema["type"] = {type, "string"};
  schema["minLength"] = 1;
  schema["maxLength"] = 4096;
  return schema;
}

Json make_schema() {
  Json schema = Json::parse(configuration_files().front().bytes);
  Json& members = schema["properties"];
  members["policy"] = with_file(Json::parse(policy_schema()), "object", members["policy"]);
  members["providers"] = with_file(Json::parse(providers_schema())["properties"]["providers"],
                                   "array", members["providers"]);
  return schema;
}

const Json& schema() {
  static const Json made = make_schema();
  return made;
}

bool is_list_of_texts(const Json& rule) {
  return rule.value("type", Json()) == "array" && rule["items"].value("type", Json()) == "string";
}

bool takes_number(const Json& rule) {
  return rule.value("type", Json()) == "integer";
}

bool takes_words(const Json& rule) {
  const Json type = rule.value("type", Json("string"));
  return type == "string" || type == "integer" || type.is_array() || is_list_of_texts(rule);
}

Json list_of(const std::string& text) {
  Json list = Json::array();
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(',', begin), text.size());
    if (end > begin) list.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return list;
}

// As JSON; what is no number stays a text, which the schema then refuses.
Json value_of(const Json& rule, const std::string& text) {
  if (is_list_of_texts(rule)) return list_of(text);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  return takes_number(rule) && is_number ? Json(number) : Json(text);
}

// One member by itself, so that each that is wrong is told.
Result<void> judge(const std::string& member, const Json& value, const std::string& place) {
  return validate_json(Json{{member, value}}, schema().dump(), place);
}

class Reader {
 public:
  void file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad()) {
      fault("config-unreadable", "cannot read the configuration file " + path.string());
      return;
    }
    const auto json = parse_json(text, path.string());
    if (!json || !json->is_object()) {
      fault("config-invalid", json ? path.string() + " is no JSON object" : json.error().message);
      return;
    }
    std::error_code ignored;
    const fs::path folder = fs::absolute(path, ignored).parent_path();
    for (const auto& [member, value] : json->items())
      take(member, value, path.string(), folder, "config-invalid");
  }

  void words(const Words& words, const std::function<std::string(const std::string&)>& name,
             const char* id) {
    for (const auto& [member, text] : words)
      take(member, value_of(schema()["properties"].at(member), text), name(member), {}, id);
  }

  Configuration finish(const fs::path& path) {
    Settings settings;
    settings.file = path;
    settings.data = path_of("data");
    settings.listen = text_of("listen");
    settings.worker = path_of("worker");
    settings.max_upload = number_of("max_upload");
    settings.json_log = text_of("log") == "json";
    settings.disk_floor = number_of("disk_floor");
    settings.metrics_from = value("metrics_from").get<std::vector<std::string>>();
    settings.proxies = value("proxies").get<std::vector<std::string>>();
    settings.rates = rates();
    if (const Json policy = chosen_.value("policy", Json()); policy.is_string())
      settings.policy = path_of("policy");
    else if (policy.is_object())
      settings.own_policy = policy.dump();
    if (const Json providers = chosen_.value("providers", Json()); providers.is_string())
      settings.providers = path_of("providers");
    else if (providers.is_array())
      settings.own_providers = Json{{"providers", providers}}.dump();
    for (const auto& [member, chosen] : chosen_.items()) settings.chosen[member] = chosen.dump();
    return {std::move(settings), std::move(faults_)};
  }

 private:
  void fault(const char* id, std::string message) {
    faults_.push_back({Errc::invalid_argument, id, std::move(message)});
  }

  void take(const std::string& member, const Json& value, const std::string& place,
            const fs::path& folder, const char* id) {
    if (auto judged = judge(member, value, place); !judged) {
      fault(id, std::move(judged.error().message));
      return;
    }
    chosen_[member] = value;
    folders_[member] = folder;
  }

  Json value(const std::string& member) const {
    return chosen_.contains(member) ? chosen_.at(member)
                                    : schema()["properties"].at(member).at("default");
  }
  std::string text_of(const char* member) const { return value(member).get<std::string>(); }
  std::uint64_t number_of(const char* member) const { return value(member).get<std::uint64_t>(); }
  // Of the file's members relative to the file, of all others to where the server is started.
  fs::path path_of(const char* member) const {
    const std::string text = text_or_nothing(member);
    const auto folder = folders_.find(member);
    return text.empty() || folder == folders_.end() ? fs::path(text) : folder->second / text;
  }
  std::string text_or_nothing(const char* member) const {
    if (chosen_.contains(member)) return chosen_.at(member).get<std::string>();
    return schema()["properties"].at(member).value("default", "");
  }
  Rates rates() const {
    const Json chosen = value("rates");
    const auto of = [&](const char* name) {
      const Json& rule = schema()["properties"]["rates"]["properties"].at(name);
      return chosen.value(name, rule.at("default").get<std::uint64_t>());
    };
    return {of("account"), of("address"), of("uploads"), of("sign_in")};
  }

  Json chosen_ = Json::object();
  std::map<std::string, fs::path> folders_;
  std::vector<Error> faults_;
};

std::string variable_of(const std::string& member) {
  std::string name = "HAAT_SERVER_" + member;
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return name;
}

std::string option_of(std::string member) {
  std::replace(member.begin(), member.end(), '_', '-');
  return "--" + member;
}

void judge_networks(const char* member, const std::vector<std::string>& networks,
                    std::vector<Error>& faults) {
  for (const std::string& network : networks)
    if (auto parsed = Network::parse(network); !parsed)
      faults.push_back({Errc::invalid_argument, parsed.error().id,
                        "/" + std::string(member) + ": " + parsed.error().message});
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

std::string configuration_schema() {
  return schema().dump(2) + "\n";
}

Words environment_words() {
  Words words;
  for (const auto& [member, rule] : schema()["properties"].items())
    if (const char* value = takes_words(rule) ? std::getenv(variable_of(member).c_str()) : nullptr)
      words[member] = value;
  return words;
}

Configuration read_configuration(const Choices& choices) {
  Reader reader;
  if (!choices.file.empty()) reader.file(choices.file);
  reader.words(choices.environment, variable_of, "config-invalid");
  reader.words(choices.options, option_of, "option-invalid");
  return reader.finish(choices.file);
}

std::vector<Error> faults_of(const Settings& settings) {
  std::vector<Error> faults;
  if (auto address = HttpServer::judge_address(settings.listen); !address)
    faults.push_back(address.error());
  judge_networks("metrics_from", settings.metrics_from, faults);
  judge_networks("proxies", settings.proxies, faults);
  if (auto policy = policy_of(settings); !policy) faults.push_back(policy.error());
  if (auto providers = providers_of(settings); !providers)
    faults.push_back(providers.error());
  else
    for (const ProviderConfig& provider : *providers) judge_files(provider, faults);
  return faults;
}

}  // namespace haat::server
