#pragma once

#include <chrono>
#include <string>

#include "plugins/partner/web_service.hpp"

namespace open_edx {

// The right to ask an Open edX platform, by OAuth2 client credentials. The token is kept from call
// to call, until it ends or is refused.
class Access {
 public:
  struct Credentials {
    std::string url;  // of the LMS, which gives the tokens
    std::string client_id;
    std::string client_secret;
  };
  // Without an id: as anybody may ask.
  explicit Access(Credentials credentials) : credentials_(std::move(credentials)) {}

  // A page of the platform, whatever its status. A token that is refused is changed for a new one,
  // once.
  haat::provider::Response get(partner::WebService& service, const std::string& url);

 private:
  bool is_anonymous() const { return credentials_.client_id.empty(); }
  std::string authorization(partner::WebService& service);
  void renew(partner::WebService& service);

  Credentials credentials_;
  std::string authorization_;  // "JWT eyJ..."; empty: none yet
  std::chrono::steady_clock::time_point ends_{};
};

}  // namespace open_edx
