#include "marketplace-server/webhooks/signature.hpp"

#include "core/signing/base64.hpp"
#include "core/signing/hmac.hpp"

namespace haat::server {

std::string webhook_signature(const std::string& secret, const std::string& id, Time at,
                              const std::string& body) {
  const std::string signed_text =
      id + "." + std::to_string(at.time_since_epoch().count()) + "." + body;
  return "v1," + to_base64(hmac_sha256(secret, signed_text));
}

std::string webhook_secret_text(const std::string& secret) {
  return "whsec_" + to_base64(secret);
}

}  // namespace haat::server
