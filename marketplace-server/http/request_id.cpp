#include "marketplace-server/http/request_id.hpp"

#include <algorithm>

#include "core/ascii.hpp"
#include "core/signing/key.hpp"

namespace haat::server {
namespace {

constexpr std::size_t longest = 128;

bool is_sane(const std::string& id) {
  return !id.empty() && id.size() <= longest && std::all_of(id.begin(), id.end(), [](char c) {
    return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.';
  });
}

}  // namespace

std::string new_request_id() {
  return random_hex(16);
}

std::string request_id(const Headers& headers) {
  const std::string* sent = headers.find(request_id_field);
  return sent && is_sane(*sent) ? *sent : new_request_id();
}

}  // namespace haat::server
