#include "core/signing/key_change.hpp"

#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "core/signing/dsse.hpp"
#include "core/signing/foreign_key.hpp"
#include "core/signing/statement.hpp"

namespace haat::test {
namespace {

const SecretKey old_key = SecretKey::generate("asha").value();
const SecretKey new_key = SecretKey::generate("asha").value();
const SecretKey stranger = SecretKey::generate("stranger").value();
const Time now = parse_rfc3339("2026-11-25T12:00:00Z").value();

KeyChange rotation() {
  return {.act = KeyChange::Act::rotate,
          .key = old_key.public_key(),
          .time = now,
          .successor = new_key.public_key(),
          .until = now + std::chrono::days{30}};
}
KeyChange revocation() {
  return {
      .act = KeyChange::Act::revoke, .key = old_key.public_key(), .time = now, .reason = "stolen"};
}
std::string refusal(const std::string& text) {
  const auto change = open_key_change(text);
  return change ? "" : change.error().id;
}

TEST(KeyChange, is_read_back_as_it_was_signed) {
  const auto change = open_key_change(seal_rotation(rotation(), old_key, new_key));
  ASSERT_TRUE(change) << change.error().message;
  EXPECT_EQ(change->key.id(), old_key.public_key().id());
  EXPECT_EQ(change->successor->id(), new_key.public_key().id());
  EXPECT_EQ(change->until, rotation().until);
  const auto gone = open_key_change(seal_revocation(revocation(), old_key));
  ASSERT_TRUE(gone) << gone.error().message;
  EXPECT_EQ(gone->reason, "stolen");
}

TEST(KeyChange, needs_the_signature_of_each_of_its_keys) {
  EXPECT_EQ(refusal(seal_rotation(rotation(), old_key, stranger)), "signature-wrong");
  EXPECT_EQ(refusal(seal_rotation(rotation(), stranger, new_key)), "signature-wrong");
  EXPECT_EQ(refusal(seal_rotation(rotation(), old_key, old_key)), "signature-wrong");
  EXPECT_EQ(refusal(seal_revocation(revocation(), stranger)), "signature-wrong");
  EXPECT_EQ(refusal(seal_revocation(rotation(), old_key)), "signature-wrong");
}

TEST(KeyChange, refuses_what_says_too_little_or_too_much) {
  KeyChange without = rotation();
  without.until.reset();
  EXPECT_EQ(refusal(seal_rotation(without, old_key, new_key)), "key-change-invalid");
  KeyChange both = revocation();
  both.successor = new_key.public_key();
  EXPECT_EQ(refusal(seal_revocation(both, old_key)), "key-change-invalid");
  KeyChange itself = rotation();
  itself.successor = old_key.public_key();
  EXPECT_EQ(refusal(seal_rotation(itself, old_key, old_key)), "key-change-invalid");
  EXPECT_EQ(refusal("{}"), "envelope-invalid");
}

// A signature of one kind of document is none of another, whatever the label says.
TEST(KeyChange, is_not_taken_for_a_statement_nor_a_statement_for_it) {
  const Statement statement{Statement::Kind::authored, sha256("x"), "c", "1", now, {}};
  EXPECT_EQ(refusal(seal_statement(statement, old_key)), "key-change-invalid");
  auto relabelled = Json::parse(seal_statement(statement, old_key));
  relabelled["payloadType"] = "application/vnd.haat.key-change+json";
  EXPECT_EQ(refusal(relabelled.dump()), "key-change-invalid");

  auto change = Json::parse(seal_revocation(revocation(), old_key));
  EXPECT_EQ(parse_envelope(change.dump()).error().id, "envelope-invalid");
  change["payloadType"] = "application/vnd.in-toto+json";
  const auto envelope = parse_envelope(change.dump());
  ASSERT_TRUE(envelope);
  EXPECT_FALSE(verify(*envelope, old_key.public_key()));
}

// https://github.com/secure-systems-lab/dsse/blob/master/protocol.md, "Test vectors"
TEST(Dsse, encodes_as_its_specification_shows) {
  EXPECT_EQ(pre_authentication_encoding("http://example.com/HelloWorld", "hello world"),
            "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
}

TEST(ForeignKey, goes_out_and_comes_back) {
  const PublicKey key = old_key.public_key();
  for (const std::string& text : {key.line() + "\n", to_openssh(key), to_minisign(key)}) {
    const auto again = read_public_key(text, "file");
    ASSERT_TRUE(again) << text << again.error().message;
    EXPECT_EQ(again->bytes, key.bytes);
  }
  EXPECT_EQ(read_public_key(to_minisign(key), "file")->name, "file");
  EXPECT_EQ(read_public_key(to_openssh(key), "file")->name, "asha");
}

TEST(ForeignKey, is_read_as_others_write_it) {
  // minisign's own key, from its page, and a key as ssh-keygen wrote it.
  const auto minisign = read_public_key(
      "untrusted comment: minisign public key\n"
      "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\n",
      "minisign");
  ASSERT_TRUE(minisign) << minisign.error().message;
  const auto openssh = read_public_key(
      "ssh-ed25519 "
      "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl user@example.org",
      "x");
  ASSERT_TRUE(openssh) << openssh.error().message;
  EXPECT_EQ(openssh->name, "user@example.org");
}

TEST(ForeignKey, refuses_other_kinds_and_points_that_nobody_owns) {
  for (const char* bad :
       {"", "ssh-rsa AAAAB3NzaC1yc2E= x", "ssh-ed25519 AAAA x", "ssh-ed25519",
        "untrusted comment: x", "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO",
        // small order: a signature of zeros would fit every text
        "haat-ed25519 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= x",
        "haat-ed25519 AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= x",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA x"})
    EXPECT_EQ(read_public_key(bad, "x").error().id, "public-key-invalid") << bad;
}

}  // namespace
}  // namespace haat::test
