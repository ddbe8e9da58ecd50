#pragma once

#include <string>

#include "core/clock.hpp"

namespace haat::server {

// The value of the webhook-signature header (Standard Webhooks, https://www.standardwebhooks.com):
// "v1," and, in base64, HMAC-SHA-256 over "<id>.<seconds>.<body>".
std::string webhook_signature(const std::string& secret, const std::string& id, Time at,
                              const std::string& body);

// The secret as its owner gets it: "whsec_" and base64.
std::string webhook_secret_text(const std::string& secret);

}  // namespace haat::server
