#include "marketplace-server/settings.hpp"

#include <cstdlib>

#include "core/json/json.hpp"
#include "marketplace-server/text_file.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view schema = R"json({
  "type": "object",
  "additionalProperties": false,
  "required": ["providers"],
  "$defs": {
    "keys": {
      "description": "a list of public keys",
      "type": "array",
      "maxItems": 100,
      "items": {"description": "a public key, as haat key show prints it", "type": "string", "maxLength": 1000}
    }
  },
  "properties": {
    "signed_by": {"$ref": "#/$defs/keys"},
    "strict": {"description": "true or false", "type": "boolean"},
    "providers": {
      "description": "a list of providers",
      "type": "array",
      "items": {
        "description": "an object with id and library",
        "type": "object",
        "additionalProperties": false,
        "required": ["id", "library"],
        "properties": {
          "id": {"description": "lower-case letters, digits and '-'", "type": "string", "maxLength": 64,
                 "pattern": "^[a-z0-9][a-z0-9-]*$"},
          "library": {"description": "the file of the shared library", "type": "string", "minLength": 1},
          "settings": {"description": "an object that the provider understands", "type": "object"},
          "mapping": {"description": "the file that says how courses are read from its records", "type": "string", "minLength": 1},
          "ingest_every": {"description": "seconds after which its catalogue is taken again, from 10 to a week", "type": "integer", "minimum": 10, "maximum": 604800},
          "requests_per_second": {"description": "how many requests for HTTP it may make in a second, 50 unless it is said; 0: any number", "type": "integer", "minimum": 0, "maximum": 10000},
          "strict": {"description": "true or false", "type": "boolean"},
          "readable": {"description": "a list of folders", "type": "array", "items": {"type": "string"}},
          "signed_by": {"$ref": "#/$defs/keys"},
          "hosts": {
            "description": "a list of hosts",
            "type": "array",
            "maxItems": 100,
            "items": {
              "description": "a name such as \"lms.example.org\", or an object with name, private and authority",
              "type": ["string", "object"],
              "additionalProperties": false,
              "required": ["name"],
              "properties": {
                "name": {"description": "a host such as \"lms.example.org:8443\"", "type": "string"},
                "private": {"description": "true or false", "type": "boolean"},
                "authority": {"description": "a file of PEM certificates", "type": "string", "minLength": 1}
              }
            }
          }
        }
      }
    }
  }
})json";

constexpr const char* unreadable = "providers-file-unreadable";

Result<Mapping> mapping_in(const fs::path& file) {
  HAAT_TRY(const std::string text, read_text_file(file, unreadable, "the mapping "));
  return Mapping::parse(text, file.filename().string());
}

fs::path library_path(const std::string& library, const fs::path& beside) {
  if (library.find('/') == std::string::npos)
    return program_folder().parent_path() / "lib/haat/providers" / library;
  return beside / library;
}

ProviderPartnerHost host_of(const Json& json, const fs::path& beside) {
  if (json.is_string()) return {json.get<std::string>()};
  ProviderPartnerHost host{json.at("name").get<std::string>(), json.value("private", false)};
  if (json.contains("authority")) host.authority = beside / json.at("authority").get<std::string>();
  return host;
}

// `all` is what the file says of all of them.
ProviderConfig provider_of(const Json& json, const Json& all, const fs::path& beside) {
  ProviderConfig config;
  config.id = json.at("id").get<std::string>();
  config.library = library_path(json.at("library").get<std::string>(), beside);
  config.settings = json.value("settings", Json::object()).dump();
  for (const Json& folder : json.value("readable", Json::array()))
    config.readable.push_back(beside / folder.get<std::string>());
  for (const Json& host : json.value("hosts", Json::array()))
    config.hosts.push_back(host_of(host, beside));
  config.signed_by = json.value("signed_by", all.value("signed_by", std::vector<std::string>()));
  config.strict = json.value("strict", all.value("strict", false));
  config.requests_per_second = json.value("requests_per_second", config.requests_per_second);
  return config;
}

}  // namespace

std::string database_of(const fs::path& data, const Places& elsewhere) {
  return elsewhere.database.empty() ? (data / database_file).string() : elsewhere.database;
}

Places places_of_environment() {
  const auto value = [](const char* name) {
    const char* text = std::getenv(name);
    return std::string(text ? text : "");
  };
  return {value("HAAT_DATABASE"), value("HAAT_BLOBS"), ""};
}

fs::path program_folder() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

Result<Providers> read_providers(const fs::path& file) {
  HAAT_TRY(const std::string text, read_text_file(file, unreadable, "the providers file "));
  const auto json = parse_json(text, file.string());
  const auto valid = json ? validate_json(*json, schema, file.string()) : Result<void>();
  if (!json || !valid)
    return fail(Errc::invalid_argument, "providers-file-invalid",
                json ? valid.error().message : json.error().message);
  std::error_code error;
  const fs::path beside = fs::absolute(file, error).parent_path();
  Providers providers;
  for (const Json& provider : json->at("providers")) {
    providers.list.push_back(provider_of(provider, *json, beside));
    if (provider.contains("ingest_every"))
      providers.ingest_every.emplace(providers.list.back().id,
                                     provider.at("ingest_every").get<std::int64_t>());
    if (!provider.contains("mapping")) continue;
    HAAT_TRY(Mapping mapping, mapping_in(beside / provider.at("mapping").get<std::string>()));
    providers.mappings.emplace(providers.list.back().id, std::move(mapping));
  }
  return providers;
}

}  // namespace haat::server
