#include "sdk/host/http/allowed_hosts.hpp"

#include <algorithm>
#include <charconv>

#include "sdk/host/wire/fields.hpp"

namespace haat::http {

namespace {

constexpr std::size_t longest_name = 253;  // of DNS

bool is_host_name(std::string_view name) {
  const bool literal = name.size() > 2 && name.front() == '[' && name.back() == ']';
  if (literal) name = name.substr(1, name.size() - 2);
  return !name.empty() && name.size() <= longest_name && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  (literal ? c == ':' || c == '.' : c == '.' || c == '-' || c == '_');
         });
}

Result<AllowedHosts::Host> read(const ProviderPartnerHost& named) {
  AllowedHosts::Host host{named.name, 0, named.may_be_private, named.authority};
  const auto invalid = [&] {
    return fail(Errc::invalid_argument, "provider-host-invalid",
                "\"" + wire::one_line(named.name, longest_name) +
                    "\" is no host: write a name as in \"lms.example.org\" or "
                    "\"lms.example.org:8443\", in lower case, without a scheme or path");
  };
  const std::size_t colon = named.name.find(':', named.name.find(']') + 1);
  if (named.name.starts_with('[') == (named.name.find(']') == std::string::npos)) return invalid();
  if (colon != std::string::npos) {
    const std::string_view port = std::string_view(named.name).substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), host.port);
    if (error != std::errc() || end != port.data() + port.size() || host.port == 0)
      return invalid();
    host.name.resize(colon);
  }
  if (!is_host_name(host.name)) return invalid();
  std::error_code problem;
  if (!host.authority.empty() && !std::filesystem::is_regular_file(host.authority, problem))
    return fail(Errc::invalid_argument, "provider-authority-missing",
                host.authority.string() + ", whose certificates are to vouch for " + named.name +
                    ", is no file");
  return host;
}

}  // namespace

Result<AllowedHosts> AllowedHosts::of(const std::vector<ProviderPartnerHost>& named) {
  AllowedHosts allowed;
  for (const ProviderPartnerHost& one : named) {
    HAAT_TRY(auto host, read(one));
    allowed.hosts_.push_back(std::move(host));
  }
  return allowed;
}

const AllowedHosts::Host* AllowedHosts::find(const Url& url) const {
  const auto found = std::find_if(hosts_.begin(), hosts_.end(), [&](const Host& host) {
    return host.name == url.host() &&
           (host.port == url.port() || (host.port == 0 && url.port_is_usual()));
  });
  return found == hosts_.end() ? nullptr : &*found;
}

}  // namespace haat::http
