#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"
#include "marketplace-server/http/request.hpp"
#include "marketplace-server/http/response.hpp"

namespace haat::server {

std::string http_date(Time time);  // RFC 9110, 5.6.7

// By what a client can tell later whether an answer is still the one that it has (RFC 9110, 8.8).
struct Validators {
  std::string tag;               // weak: the same for every encoding of the answer; without quotes
  std::optional<Time> modified;  // only where no second answer can have the same
};

// A change of what a client has seen (13.1.1): whether what it names with If-Match, if it does, is
// this still. The tag is that of a strong validator, without quotes.
bool may_change(const Request& request, const std::string& tag);

// Whether the client has it: by If-None-Match, else by If-Modified-Since (13.2.2).
bool is_known(const Request& request, const Validators& validators);

void add_validators(Response& response, const Validators& validators);
Response not_modified(const Validators& validators);

}  // namespace haat::server
