#include "core/signing/file_signature.hpp"

#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "core/signing/dsse.hpp"

namespace haat::test {
namespace {

const SecretKey ours = SecretKey::generate("Plugin desk").value();
const SecretKey stranger = SecretKey::generate("stranger").value();
const Time now = parse_rfc3339("2026-11-25T12:00:00Z").value();
const Sha256 digest = sha256("the bytes");

std::string sealed(const SecretKey& key = ours, Time time = now) {
  return seal_file({"acme.so", digest, time}, key);
}
// An envelope of our key over any payload of any type.
std::string enveloped(const std::string& payload,
                      const std::string& type = "application/vnd.haat.file+json") {
  SignedPayload envelope{type, payload, {}};
  add_signature(envelope, ours);
  return to_json(envelope);
}
std::string refusal(const std::string& text, const TrustedKey& key = {.key = ours.public_key()},
                    const Sha256& of = digest) {
  const auto by = judge_file(text, of, {.keys = {key}, .now = now}, "acme.so.sig");
  return by ? "" : by.error().id;
}

TEST(FileSignature, names_the_key_that_signed) {
  const auto by = judge_file(sealed(), digest, Trust::in({ours.public_key()}, now), "acme.so.sig");
  ASSERT_TRUE(by) << by.error().message;
  EXPECT_EQ(by->id(), ours.public_key().id());
}

TEST(FileSignature, is_written_as_the_format_says) {
  const auto envelope = parse_signed_payload(sealed());
  ASSERT_TRUE(envelope);
  EXPECT_EQ(envelope->type, "application/vnd.haat.file+json");
  EXPECT_EQ(envelope->payload, R"({"file":"acme.so","sha256":")" + to_hex(digest) +
                                   R"(","time":"2026-11-25T12:00:00Z"})");
  EXPECT_EQ(envelope->signatures.size(), 1u);
}

TEST(FileSignature, is_of_these_bytes_by_this_key) {
  EXPECT_EQ(refusal(sealed(), {.key = ours.public_key()}, sha256("other bytes")), "file-changed");
  EXPECT_EQ(refusal(sealed(stranger)), "key-untrusted");
  Json forged = Json::parse(sealed(stranger));
  forged["signatures"][0]["keyid"] = ours.public_key().id();
  EXPECT_EQ(refusal(forged.dump()), "signature-wrong");
  Json changed = Json::parse(sealed());
  changed["payload"] =
      Json::parse(seal_file({"acme.so", sha256("other bytes"), now}, ours))["payload"];
  EXPECT_EQ(refusal(changed.dump(), {.key = ours.public_key()}, sha256("other bytes")),
            "signature-wrong");
}

TEST(FileSignature, counts_in_the_time_of_its_key) {
  const auto hour = std::chrono::hours{1};
  const PublicKey key = ours.public_key();
  EXPECT_EQ(refusal(sealed(), {.key = key, .valid_from = now - hour, .valid_until = now + hour}),
            "");
  EXPECT_EQ(refusal(sealed(), {.key = key, .valid_until = now - hour}), "key-out-of-time");
  EXPECT_EQ(refusal(sealed(), {.key = key, .valid_from = now + hour}), "key-out-of-time");
  EXPECT_EQ(refusal(sealed(), {.key = key, .revoked = now - hour}), "key-revoked");
  EXPECT_EQ(refusal(sealed(ours, now + hour)), "key-out-of-time");
  EXPECT_EQ(refusal(sealed(ours, now - 10'000 * hour)), "");
}

TEST(FileSignature, is_nothing_else) {
  const std::string good =
      R"({"file":"acme.so","sha256":")" + to_hex(digest) + R"(","time":"2026-11-25T12:00:00Z")";
  ASSERT_EQ(refusal(enveloped(good + "}")), "");
  Json twice = Json::parse(sealed());
  twice["signatures"].push_back(twice["signatures"][0]);
  const std::string cases[] = {
      "",
      "{}",
      "untrusted comment: signature from minisign secret key",
      twice.dump(),
      enveloped(good + "}", "application/vnd.in-toto+json"),
      enveloped(good + R"(,"more":1})"),
      enveloped(good + R"(,"time":"2026-11-25T12:00:00Z"})"),
      enveloped(good),
      enveloped(R"({"file":"acme.so","time":"2026-11-25T12:00:00Z"})"),
      enveloped(R"({"file":"acme.so","sha256":"00","time":"2026-11-25T12:00:00Z"})"),
      enveloped(R"({"file":"acme.so","sha256":")" + to_hex(digest) + R"(","time":"today"})"),
  };
  for (const std::string& text : cases) EXPECT_EQ(refusal(text), "file-signature-invalid") << text;
}

}  // namespace
}  // namespace haat::test
