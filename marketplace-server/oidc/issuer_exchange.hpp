#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/result.hpp"

namespace haat::server {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct IssuerAnswer {
  int status = 0;
  std::string body;
};

// One request to the issuer, by libcurl: no redirects, no proxies, within ten seconds and `largest`
// bytes. A form makes it a POST. No error tells what was sent. unavailable ("issuer-unavailable")
Result<IssuerAnswer> ask_issuer(const std::string& url, std::uint64_t largest);
Result<IssuerAnswer> ask_issuer(const std::string& url, const Pairs& form,
                                const std::string& authorization, std::uint64_t largest);

// Whether it may be asked at all: https, or http on this machine. invalid_argument
// ("issuer-address-invalid")
Result<void> judge_issuer_address(const std::string& url);

std::string form_encoded(const Pairs& pairs);  // application/x-www-form-urlencoded
std::string with_query(const std::string& url, const Pairs& pairs);

}  // namespace haat::server
