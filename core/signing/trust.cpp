#include "core/signing/trust.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace haat {
namespace {

using Member = std::optional<Time> TrustedKey::*;

// In the order in which they are written.
constexpr std::array<std::pair<std::string_view, Member>, 3> options{{
    {"valid-from=", &TrustedKey::valid_from},
    {"valid-until=", &TrustedKey::valid_until},
    {"revoked=", &TrustedKey::revoked},
}};

tl::unexpected<Error> invalid(const std::string& why) {
  return fail(Errc::invalid_argument, "trusted-key-invalid", why);
}

}  // namespace

std::string TrustedKey::line() const {
  std::string text;
  for (const auto& [name, member] : options)
    if (const auto& time = this->*member) text.append(name).append(to_rfc3339(*time)).append(" ");
  return text + key.line();
}

Result<TrustedKey> parse_trusted_key(std::string_view line) {
  TrustedKey trusted;
  for (;;) {
    const auto option = std::find_if(options.begin(), options.end(),
                                     [&](const auto& one) { return line.starts_with(one.first); });
    if (option == options.end()) break;
    line.remove_prefix(option->first.size());
    const auto blank = std::min(line.find(' '), line.size());
    auto& member = trusted.*(option->second);
    if (member) return invalid("\"" + std::string(option->first) + "\" is there twice");
    HAAT_TRY(member, parse_rfc3339(line.substr(0, blank)));
    line.remove_prefix(std::min(blank + 1, line.size()));
  }
  HAAT_TRY(trusted.key, parse_public_key(line));
  if (trusted.valid_from && trusted.valid_until && *trusted.valid_until < *trusted.valid_from)
    return invalid("the key \"" + trusted.key.name + "\" would end before it begins");
  return trusted;
}

Trust Trust::in(const std::vector<PublicKey>& keys, Time now) {
  Trust trust;
  trust.now = now;
  for (const PublicKey& key : keys) trust.keys.push_back({.key = key});
  return trust;
}

const TrustedKey* Trust::find(std::string_view id) const {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const TrustedKey& one) { return one.key.id() == id; });
  return found == keys.end() ? nullptr : &*found;
}

Timeliness judge_time(const TrustedKey& key, Time signed_at, const Trust& trust) {
  if (key.revoked) return Timeliness::revoked;
  if (key.valid_until && std::max(signed_at, trust.now) > *key.valid_until + trust.skew)
    return Timeliness::expired;
  if (key.valid_from && std::min(signed_at, trust.now) < *key.valid_from - trust.skew)
    return Timeliness::not_yet;
  if (signed_at > trust.now + trust.skew) return Timeliness::not_yet;
  return Timeliness::fits;
}

}  // namespace haat
