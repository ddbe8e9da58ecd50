#include "core/signing/trust.hpp"

#include <gtest/gtest.h>

#include "core/signing/verify.hpp"

namespace haat::test {
namespace {

Time at(const std::string& text) {
  return parse_rfc3339(text).value();
}

const PublicKey someone = SecretKey::generate("Institute of Examples").value().public_key();

TEST(Trust, is_written_in_one_line_a_key) {
  TrustedKey key{.key = someone};
  EXPECT_EQ(key.line(), someone.line());
  key.valid_from = at("2026-01-01T00:00:00Z");
  key.valid_until = at("2027-01-01T00:00:00Z");
  key.revoked = at("2026-06-01T00:00:00Z");
  EXPECT_EQ(key.line(),
            "valid-from=2026-01-01T00:00:00Z valid-until=2027-01-01T00:00:00Z "
            "revoked=2026-06-01T00:00:00Z " +
                someone.line());
  const auto again = parse_trusted_key(key.line());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->line(), key.line());
}

TEST(Trust, refuses_lines_that_say_something_else) {
  const std::string key = someone.line();
  const std::pair<std::string, const char*> cases[] = {
      {"", "public-key-invalid"},
      {"valid-until=2027-01-01T00:00:00Z", "public-key-invalid"},
      {"valid-until=2027-01-01 " + key, "time-invalid"},
      {"valid-until= " + key, "time-invalid"},
      {"valid-until=2027-01-01T00:00:00Z valid-until=2028-01-01T00:00:00Z " + key,
       "trusted-key-invalid"},
      {"valid-from=2028-01-01T00:00:00Z valid-until=2027-01-01T00:00:00Z " + key,
       "trusted-key-invalid"},
      {"valid-forever=1 " + key, "public-key-invalid"},
  };
  for (const auto& [line, id] : cases) {
    const auto result = parse_trusted_key(line);
    ASSERT_FALSE(result) << line;
    EXPECT_EQ(result.error().id, id) << line;
  }
}

// The key is valid in 2026, and clocks may be five minutes apart.
TEST(Trust, ends_with_the_key_and_allows_for_clocks_that_differ) {
  struct {
    const char* signed_at;
    const char* now;
    Timeliness want;
  } const cases[] = {
      {"2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z", Timeliness::fits},
      {"2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", Timeliness::fits},
      {"2025-12-31T23:55:00Z", "2026-06-01T00:00:00Z", Timeliness::fits},
      {"2025-12-31T23:54:59Z", "2026-06-01T00:00:00Z", Timeliness::not_yet},
      {"2027-01-01T00:05:00Z", "2027-01-01T00:05:00Z", Timeliness::fits},
      {"2027-01-01T00:05:01Z", "2027-01-01T00:05:01Z", Timeliness::expired},
      // A thief dates back; the date does not help.
      {"2026-06-01T00:00:00Z", "2027-02-01T00:00:00Z", Timeliness::expired},
      {"2027-02-01T00:00:00Z", "2026-06-01T00:00:00Z", Timeliness::expired},
      // The signer's clock is ahead, by as much as is allowed, and by more.
      {"2026-06-01T00:05:00Z", "2026-06-01T00:00:00Z", Timeliness::fits},
      {"2026-06-01T00:05:01Z", "2026-06-01T00:00:00Z", Timeliness::not_yet},
      {"2026-06-01T00:00:00Z", "2025-06-01T00:00:00Z", Timeliness::not_yet},
  };
  const TrustedKey key{.key = someone,
                       .valid_from = at("2026-01-01T00:00:00Z"),
                       .valid_until = at("2027-01-01T00:00:00Z")};
  for (const auto& [signed_at, now, want] : cases) {
    Trust trust;
    trust.now = at(now);
    EXPECT_EQ(judge_time(key, at(signed_at), trust), want) << signed_at << " seen " << now;
  }
}

TEST(Trust, of_a_revoked_key_is_gone_whatever_the_date) {
  Trust trust;
  trust.now = at("2026-06-01T00:00:00Z");
  const TrustedKey key{.key = someone, .revoked = at("2026-05-01T00:00:00Z")};
  for (const char* signed_at : {"2020-01-01T00:00:00Z", "2026-05-30T00:00:00Z"})
    EXPECT_EQ(judge_time(key, at(signed_at), trust), Timeliness::revoked);
}

TEST(Verdict, is_the_gravest_reason_unless_one_signature_counts) {
  using Believed = SignatureVerdict::Trust;
  struct {
    std::vector<Believed> signatures;
    Verdict want;
  } const cases[] = {
      {{}, Verdict::unsigned_},
      {{Believed::unknown_key}, Verdict::untrusted},
      {{Believed::unknown_key, Believed::not_yet}, Verdict::expired},
      {{Believed::expired, Believed::revoked}, Verdict::revoked},
      {{Believed::revoked, Believed::trusted, Believed::expired}, Verdict::genuine},
  };
  for (const auto& [signatures, want] : cases) {
    Verification found;
    for (const auto trust : signatures) {
      found.signatures.emplace_back();
      found.signatures.back().trust = trust;
    }
    EXPECT_EQ(found.verdict(), want) << to_string(want);
    found.violations.push_back({"signature-wrong", "", ""});
    EXPECT_EQ(found.verdict(), Verdict::tampered);
  }
}

}  // namespace
}  // namespace haat::test
