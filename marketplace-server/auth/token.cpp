#include "marketplace-server/auth/token.hpp"

#include <Poco/Checksum.h>

#include <algorithm>
#include <vector>

#include "core/ascii.hpp"
#include "core/package/digest.hpp"
#include "core/signing/hex.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/auth/open_session.hpp"
#include "marketplace-server/auth/scope.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

constexpr std::string_view prefix = "haat_";
constexpr std::size_t random_length = 43;  // 256 bits in base 62
constexpr std::size_t checksum_length = 6;
constexpr std::chrono::minutes note_use_every{1};

using Bytes = std::vector<std::uint8_t>;

// A number, the most significant byte first, with zeros before it up to `length` digits.
std::string base62(Bytes number, std::size_t length) {
  constexpr std::string_view digits =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string text(length, '0');
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit) {
    unsigned rest = 0;
    for (std::uint8_t& byte : number) {
      const unsigned value = rest << 8 | byte;
      byte = static_cast<std::uint8_t>(value / digits.size());
      rest = value % digits.size();
    }
    *digit = digits[rest];
  }
  return text;
}

std::string checksum_of(std::string_view text) {
  Poco::Checksum crc(Poco::Checksum::TYPE_CRC32);
  crc.update(std::string(text));
  const Poco::UInt32 sum = crc.checksum();
  return base62({static_cast<std::uint8_t>(sum >> 24), static_cast<std::uint8_t>(sum >> 16),
                 static_cast<std::uint8_t>(sum >> 8), static_cast<std::uint8_t>(sum)},
                checksum_length);
}

bool of_earlier_form(std::string_view token) {
  const auto hex = token.substr(std::min(prefix.size(), token.size()));
  return hex.size() == 64 && std::all_of(hex.begin(), hex.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

Result<std::string> token_in(const Headers& headers) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string* header = headers.find("Authorization");
  if (!header)
    return fail(Errc::unauthenticated, "token-missing",
                "this needs a token: send \"Authorization: Bearer haat_...\"");
  if (headers.count("Authorization") > 1 || header->size() <= scheme.size() ||
      !equal_but_for_case(std::string_view(*header).substr(0, scheme.size()), scheme))
    return fail(Errc::unauthenticated, "token-unknown",
                "the Authorization header is not \"Bearer haat_...\"");
  return header->substr(scheme.size());
}

Result<void> judge_validity(const AccessToken& token, Time now) {
  if (token.revoked_at)
    return fail(Errc::unauthenticated, "token-revoked",
                "the token \"" + token.name + "\" was revoked at " + to_rfc3339(*token.revoked_at) +
                    "; sign in with another");
  if (token.expires_at && *token.expires_at <= now)
    return fail(Errc::unauthenticated, "token-expired",
                "the token \"" + token.name + "\" expired at " + to_rfc3339(*token.expires_at) +
                    "; sign in with another");
  return {};
}

// That this cannot be written down is no reason to refuse who has a right to read.
void note_use(const AccessToken& token, Store& store, Time now) {
  if (token.last_used_at && now - *token.last_used_at < note_use_every) return;
  static_cast<void>(
      store.change([&](Session& session) { return session.note_token_use(token.id, now); }));
}

}  // namespace

std::string new_token() {
  const std::string random = random_bytes(32);
  const std::string secret = base62({random.begin(), random.end()}, random_length);
  return std::string(prefix) + secret + checksum_of(secret);
}

std::string token_hash(const std::string& token) {
  return to_hex(sha256(token));
}

bool well_formed(std::string_view token) {
  if (!token.starts_with(prefix)) return false;
  if (of_earlier_form(token)) return true;
  token.remove_prefix(prefix.size());
  if (token.size() != random_length + checksum_length) return false;
  return token.substr(random_length) == checksum_of(token.substr(0, random_length));
}

Result<Caller> find_caller(const Headers& headers, Store& store, Time now) {
  HAAT_TRY(const std::string token, token_in(headers));
  if (!well_formed(token))
    return fail(Errc::unauthenticated, "token-unknown",
                "this is no token of a marketplace, or not the whole of one; copy it again");
  // The hash is looked up, so how long it takes tells nothing about any stored token.
  const std::string hash = token_hash(token);
  HAAT_TRY(auto holder,
           store.view([&](Session& session) { return session.holder_of_token(hash); }));
  if (!holder) return fail(Errc::unauthenticated, "token-unknown", "nobody has this token");
  HAAT_TRY_VOID(judge_validity(holder->token, now));
  // One that was being made while the account was closed outlives it, and is good for nothing.
  if (holder->account.closed_at)
    return fail(Errc::unauthenticated, "token-revoked",
                "the account " + holder->account.name + " was closed at " +
                    to_rfc3339(*holder->account.closed_at));
  HAAT_TRY_VOID(judge_open(holder->account, Errc::unauthenticated));
  note_use(holder->token, store, now);
  Account& account = holder->account;
  return Caller{std::move(account.name),       account.role,
                std::move(account.name_space), account.threshold,
                std::move(account.partner),    std::move(holder->token.scopes),
                std::move(holder->token.id)};
}

Result<std::string> give_token(Session& session, AccessToken& access, Time now) {
  std::string token = new_token();
  access.id = random_hex(8);
  access.hash = token_hash(token);
  access.created_at = now;
  HAAT_TRY_VOID(session.add_token(access));
  return token;
}

Result<std::string> give_first_token(Session& session, const std::string& account, Time now) {
  AccessToken first;
  first.account = account;
  first.name = "first";
  first.scopes = {every_scope};
  return give_token(session, first, now);
}

}  // namespace haat::server
