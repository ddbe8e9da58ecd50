#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "core/json/json.hpp"
#include "core/signing/base64.hpp"
#include "core/signing/inventory.hpp"
#include "core/signing/pack.hpp"
#include "core/signing/verify.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

const Time today = parse_rfc3339("2026-11-25T12:00:00Z").value();

Statement statement_of(const Sha256& digest) {
  return {Statement::Kind::authored,
          digest,
          "org.example.c",
          "1.0.0",
          parse_rfc3339("2026-11-23T06:41:46Z").value(),
          {}};
}

// A small package, packed and signed by `key`.
std::filesystem::path signed_package(const Scratch& scratch, const SecretKey& key) {
  scratch.write("course/index.html", "<!doctype html><title>Course</title>");
  scratch.write("course/data/a.bin", std::string(3000, '\7'));
  const auto zip = scratch / "course.zip";
  const auto packed =
      pack(open_package(scratch / "course").value(), {{"haat/course.json", "{}\n"}}, zip);
  EXPECT_TRUE(packed) << packed.error().message;
  const auto done = sign(zip, zip, statement_of(packed->digest), key);
  EXPECT_TRUE(done) << done.error().message;
  return zip;
}

std::vector<std::string> violations(const std::filesystem::path& zip,
                                    const std::vector<PublicKey>& trusted) {
  const auto package = open_package(zip);
  if (!package) return {package.error().id};
  const auto verification = verify_package(*package, Trust::in(trusted, today));
  if (!verification) return {verification.error().id};
  std::vector<std::string> ids;
  for (const auto& violation : verification->violations) ids.push_back(violation.id);
  if (ids.empty() && !verification->proves(Statement::Kind::authored))
    ids.emplace_back("not-proved");
  return ids;
}

TEST(Keys, follow_every_wycheproof_case) {
  std::ifstream file(HAAT_SHARED "/vectors/wycheproof_ed25519.json");
  ASSERT_TRUE(file) << "the vectors are missing: " HAAT_SHARED "/vectors/wycheproof_ed25519.json";
  const auto json = Json::parse(file);
  int seen = 0;
  for (const auto& group : json["testGroups"]) {
    const auto& held = group.contains("publicKey") ? group["publicKey"] : group["key"];
    PublicKey key;
    const auto bytes = from_hex(held["pk"]);
    std::copy(bytes.begin(), bytes.end(), key.bytes.begin());
    for (const auto& test : group["tests"]) {
      const auto raw = from_hex(test["sig"]);
      Signature signature{};
      std::copy(raw.begin(),
                raw.begin() + static_cast<std::ptrdiff_t>(std::min(raw.size(), signature.size())),
                signature.begin());
      // Our type holds 64 bytes and no others: a signature of another length is refused where it is
      // read.
      const bool accepted =
          raw.size() == signature.size() && verify(key, from_hex(test["msg"]), signature);
      EXPECT_EQ(accepted, test["result"] == "valid") << test["tcId"] << " " << test["comment"];
      ++seen;
    }
  }
  EXPECT_GE(seen, 150);
}

// RFC 8032, 7.1: the first three.
TEST(Keys, follow_the_vectors_of_their_standard) {
  struct {
    std::string key, message, signature;
  } const vectors[] = {{"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590"
                        "a33bacc61e39701cf9b4"
                        "6bd25bf5f0595bbe24655141438e7a100b"},
                       {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e"
                        "15996e458f3613d0f11d"
                        "8c387b2eaeb4302aeeb00d291612bb0c00"},
                       {"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d"
                        "16f290ae67f760984dc6"
                        "594a7c15e9716ed28dc027beceea1ec40a"}};
  for (const auto& vector : vectors) {
    PublicKey key;
    const auto bytes = from_hex(vector.key), raw = from_hex(vector.signature);
    ASSERT_EQ(bytes.size(), key.bytes.size());
    std::copy(bytes.begin(), bytes.end(), key.bytes.begin());
    Signature signature{};
    ASSERT_EQ(raw.size(), signature.size());
    std::copy(raw.begin(), raw.end(), signature.begin());
    EXPECT_TRUE(verify(key, from_hex(vector.message), signature)) << vector.key;
    EXPECT_FALSE(verify(key, from_hex(vector.message) + "x", signature)) << vector.key;
    for (std::size_t bit = 0; bit < 512; ++bit) {
      auto changed = signature;
      changed[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
      EXPECT_FALSE(verify(key, from_hex(vector.message), changed)) << vector.key << " bit " << bit;
    }
  }
}

TEST(Keys, are_sealed_by_a_passphrase_and_read_only_by_their_owner) {
  const Scratch scratch;
  const auto key = SecretKey::generate("Institute of Examples").value();
  const auto file = scratch / "me.key";
  ASSERT_TRUE(write_key_file(file, key, "open sesame"));
  EXPECT_EQ(write_key_file(file, key, "").error().id, "key-exists");
  EXPECT_EQ(Scratch::read(file).find("open sesame"), std::string::npos);

  const auto again = read_key_file(file, "open sesame");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->public_key().line(), key.public_key().line());
  EXPECT_EQ(again->sign("x"), key.sign("x"));
  EXPECT_EQ(read_key_file(file, "open says me").error().id, "passphrase-wrong");

  chmod(file.c_str(), 0644);
  EXPECT_EQ(read_key_file(file, "open sesame").error().id, "key-file-open");
  EXPECT_EQ(read_key_file(scratch / "none.key", "").error().id, "key-not-found");
}

TEST(Keys, refuse_a_file_that_is_not_theirs) {
  const auto key = SecretKey::generate("a").value();
  const auto other = SecretKey::generate("b").value();
  const std::string file = key.seal("").value();
  for (const auto& [member, value] :
       std::vector<std::pair<std::string, Json>>{{"format", "haat-key/2"},
                                                 {"public", other.public_key().line()},
                                                 {"memory", 1ull << 50},
                                                 {"operations", 1ull << 40},
                                                 {"salt", "AAAA"},
                                                 {"secret", "!"}}) {
    auto json = Json::parse(file);
    json[member] = value;
    const auto result = SecretKey::unseal(json.dump(), "");
    ASSERT_FALSE(result) << member;
    EXPECT_EQ(result.error().id, "key-file-invalid") << member;
  }
  EXPECT_EQ(SecretKey::unseal("{}", "").error().id, "key-file-invalid");
  EXPECT_EQ(SecretKey::unseal("[1]", "").error().id, "key-file-invalid");
}

TEST(Keys, have_one_line_that_reads_back) {
  const auto key = SecretKey::generate("Institute of Examples").value().public_key();
  const auto read = parse_public_key(key.line() + "\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->bytes, key.bytes);
  EXPECT_EQ(read->name, key.name);
  EXPECT_EQ(key.id().size(), 32u);
  for (const char* bad : {"", "haat-ed25519", "haat-ed25519 AAAA x", "ssh-ed25519 AAAA x"})
    EXPECT_EQ(parse_public_key(bad).error().id, "public-key-invalid") << bad;
}

TEST(Keys, derive_another_secret_for_each_purpose) {
  const SecretKey asha = *SecretKey::generate("asha");
  const SecretKey bina = *SecretKey::generate("bina");
  const std::string secret = asha.derive("settings");
  EXPECT_EQ(secret.size(), 32u);
  EXPECT_EQ(SecretKey::unseal(*asha.seal("x"), "x")->derive("settings"), secret);
  EXPECT_NE(asha.derive("Settings"), secret);
  EXPECT_NE(bina.derive("settings"), secret);
}

TEST(Base64, accepts_one_spelling_only) {
  EXPECT_EQ(to_base64("ab"), "YWI=");
  EXPECT_EQ(from_base64("YWI="), "ab");
  for (const char* bad : {"YWI", "YWJ=", "YW I=", "YWI=\n", "Y-I=", "YWI=="})
    EXPECT_FALSE(from_base64(bad)) << bad;
  EXPECT_EQ(from_base64(""), "");
}

TEST(Envelope, signs_by_the_pre_authentication_encoding) {
  const auto key = SecretKey::generate("a").value();
  const auto text = seal_statement(statement_of(sha256("x")), key);
  const auto envelope = parse_envelope(text);
  ASSERT_TRUE(envelope) << envelope.error().message;
  EXPECT_TRUE(verify(*envelope, key.public_key()));
  // DSSE 1.0.2: "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body
  const std::string type = "application/vnd.in-toto+json";
  EXPECT_TRUE(verify(key.public_key(),
                     "DSSEv1 " + std::to_string(type.size()) + " " + type + " " +
                         std::to_string(envelope->payload.size()) + " " + envelope->payload,
                     envelope->signature));
  EXPECT_FALSE(verify(key.public_key(), envelope->payload, envelope->signature));
  const auto statement = parse_statement(envelope->payload);
  ASSERT_TRUE(statement) << statement.error().message;
  EXPECT_EQ(to_json(*statement), envelope->payload);
}

TEST(Verify, proves_a_signed_package) {
  const Scratch scratch;
  const auto key = SecretKey::generate("author").value();
  const auto zip = signed_package(scratch, key);
  EXPECT_EQ(violations(zip, {key.public_key()}), std::vector<std::string>{});
  EXPECT_EQ(violations(zip, {}), std::vector<std::string>{"not-proved"});
  EXPECT_EQ(violations(zip, {SecretKey::generate("other").value().public_key()}),
            std::vector<std::string>{"not-proved"});
}

TEST(Verify, keeps_signatures_side_by_side_and_the_digest) {
  const Scratch scratch;
  const auto author = SecretKey::generate("author").value(),
             market = SecretKey::generate("market").value();
  const auto zip = signed_package(scratch, author);
  const auto before = verify_package(open_package(zip).value(), Trust{}).value().digest;
  auto release = statement_of(before);
  release.kind = Statement::Kind::released;
  ASSERT_TRUE(sign(zip, scratch / "released.zip", release, market));
  ASSERT_TRUE(sign(scratch / "released.zip", scratch / "again.zip", release, market));

  const auto verification =
      verify_package(open_package(scratch / "released.zip").value(),
                     Trust::in({author.public_key(), market.public_key()}, today))
          .value();
  EXPECT_EQ(verification.digest, before);
  EXPECT_EQ(verification.signatures.size(), 2u);
  EXPECT_TRUE(verification.proves(Statement::Kind::authored));
  EXPECT_TRUE(verification.proves(Statement::Kind::released));
  EXPECT_EQ(Scratch::read(scratch / "released.zip"), Scratch::read(scratch / "again.zip"))
      << "signing again changes nothing";
}

TEST(Verify, catches_every_changed_byte) {
  const Scratch scratch;
  const auto key = SecretKey::generate("author").value();
  const auto zip = signed_package(scratch, key);
  const std::string whole = Scratch::read(zip);
  int unnoticed = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x01);
    scratch.write("changed.zip", changed);
    if (!violations(scratch / "changed.zip", {key.public_key()}).empty()) continue;
    // What may change without a word: times, versions and attributes, which say nothing about any
    // file.
    ++unnoticed;
    const auto package = open_package(scratch / "changed.zip").value();
    std::map<std::string, std::string> read, original;
    const auto gather = [](std::map<std::string, std::string>& into) {
      return [&into](const Entry& entry, std::string_view piece, bool) -> Result<void> {
        into[entry.path] += piece;
        return {};
      };
    };
    ASSERT_TRUE(package.scan(gather(read)));
    ASSERT_TRUE(open_package(zip).value().scan(gather(original)));
    EXPECT_EQ(read, original) << "byte " << at;
  }
  EXPECT_LT(unnoticed, 200);
}

TEST(Verify, names_what_was_done_to_the_content) {
  const Scratch scratch;
  const auto key = SecretKey::generate("author").value();
  signed_package(scratch, key);
  const auto unpacked = [&](const std::string& name) {
    EXPECT_TRUE(unpack(open_package(scratch / "course.zip").value(), scratch / name));
    return scratch / name;
  };
  using Ids = std::vector<std::string>;
  const std::vector<PublicKey> trusted{key.public_key()};

  EXPECT_EQ(violations(unpacked("same"), trusted), Ids{});
  unpacked("added");
  scratch.write("added/extra.js", "evil()");
  EXPECT_EQ(violations(scratch / "added", trusted), Ids{"file-not-in-inventory"});
  unpacked("changed");
  scratch.write("changed/index.html", "<!doctype html><title>Cursed</title>");
  EXPECT_EQ(violations(scratch / "changed", trusted), Ids{"file-changed"});
  unpacked("removed");
  std::filesystem::remove(scratch / "removed/data/a.bin");
  EXPECT_EQ(violations(scratch / "removed", trusted), Ids{"file-missing"});
  unpacked("unsealed");
  std::filesystem::remove(scratch / "unsealed/haat/inventory.json");
  EXPECT_EQ(violations(scratch / "unsealed", trusted), Ids{"package-unsealed"});

  // The content and its inventory replaced together: the signature tells.
  scratch.write("other/index.html", "other");
  const auto packed = pack(open_package(scratch / "other").value(), {}, scratch / "other.zip");
  ASSERT_TRUE(packed);
  const auto swapped = unpacked("swapped");
  ASSERT_TRUE(unpack(open_package(scratch / "other.zip").value(), scratch / "swap"));
  std::filesystem::copy(swapped / "haat/signatures", scratch / "swap/haat/signatures",
                        std::filesystem::copy_options::recursive);
  EXPECT_EQ(violations(scratch / "swap", trusted), Ids{"signature-for-other-content"});

  // A signature under another's name.
  const auto mallory = SecretKey::generate("mallory").value();
  const auto renamed = unpacked("renamed");
  const auto file = renamed / "haat/signatures" / (key.public_key().id() + ".json");
  const auto digest = verify_package(open_package(renamed).value(), Trust{}).value().digest;
  std::ofstream(file) << seal_statement(statement_of(digest), mallory);
  EXPECT_EQ(violations(renamed, trusted), Ids{"signature-name-wrong"});
  auto forged = Json::parse(seal_statement(statement_of(digest), mallory));
  forged["signatures"][0]["keyid"] = key.public_key().id();
  std::ofstream(file) << forged.dump();
  EXPECT_EQ(violations(renamed, trusted), Ids{"signature-wrong"});
  std::ofstream(file) << "{}";
  EXPECT_EQ(violations(renamed, trusted), Ids{"envelope-invalid"});
}

TEST(Sign, refuses_what_is_not_whole) {
  const Scratch scratch;
  const auto key = SecretKey::generate("author").value();
  const auto zip = signed_package(scratch, key);
  const auto digest = verify_package(open_package(zip).value(), Trust{}).value().digest;
  const std::string before = Scratch::read(zip);
  EXPECT_EQ(sign(zip, zip, statement_of(sha256("another")), key).error().id, "package-changed");
  EXPECT_EQ(sign(scratch / "none.zip", zip, statement_of(digest), key).error().id,
            "package-not-found");
  EXPECT_EQ(Scratch::read(zip), before);
}

TEST(Inventory, has_one_spelling) {
  const Inventory inventory{{{"a", 1, sha256("x")}, {"b", 2, sha256("yy")}}};
  const std::string text = to_json(inventory);
  EXPECT_EQ(parse_inventory(text)->files, inventory.files);
  for (const auto& bad : {std::string("{}"), text.substr(0, text.size() - 1), text + " ",
                          to_json(Inventory{{inventory.files[1], inventory.files[0]}}),
                          to_json(Inventory{{inventory.files[0], inventory.files[0]}}),
                          to_json(Inventory{{{"haat/inventory.json", 1, {}}}})})
    EXPECT_EQ(parse_inventory(bad).error().id, "inventory-invalid") << bad;
}

TEST(Inventory, is_read_in_any_pieces) {
  const Inventory inventory{{{"a\n  }", 1, sha256("x")}, {"b", 2, sha256("yy")}}};
  for (const Inventory& one : {inventory, Inventory{}}) {
    const std::string text = to_json(one);
    for (const std::size_t length : {1u, 2u, 7u, 64u, 100'000u}) {
      std::vector<Inventory::File> files;
      InventoryReader reader([&](Inventory::File&& file) -> Result<void> {
        files.push_back(std::move(file));
        return {};
      });
      for (std::size_t at = 0; at < text.size(); at += length)
        EXPECT_TRUE(reader.take(std::string_view(text).substr(at, length)));
      EXPECT_TRUE(reader.end());
      EXPECT_EQ(files, one.files) << length;
    }
  }
}

TEST(Inventory, says_why_it_cannot_be_used) {
  const std::string text = to_json({{{"a", 1, sha256("x")}, {"b", 2, sha256("yy")}}});
  const auto why = [&](std::string from, const std::string& to) {
    const auto changed = std::string(text).replace(text.find(from), from.size(), to);
    const std::string message = parse_inventory(changed).error().message;
    return message.substr(message.find(": ") + 2);
  };
  EXPECT_EQ(why("inventory/1", "inventory/2"),
            "it does not begin as the canonical form of haat-inventory/1 does");
  EXPECT_EQ(why("\"size\": 1", "\"size\": -1"),
            "it is a list of files with path, size and sha256, and nothing else");
  EXPECT_EQ(why("\"size\": 1", "\"size\":1"), "it is not in its canonical form");
  EXPECT_EQ(why("\"size\": 1", "\"size\": 1,\n   \"x\": 1"),
            "it is a list of files with path, size and sha256, and nothing else");
  EXPECT_EQ(why("\"b\"", "\"a\""), "its paths are not sorted, or a is there twice");
  EXPECT_EQ(why("\"b\"", "\"haat/inventory.json\""), "haat/inventory.json does not belong in it");
  EXPECT_EQ(why("\"size\": 2", "\"size\" 2"),
            "it is a list of files with path, size and sha256, and nothing else");
  EXPECT_EQ(why("\"a\"", "\"" + std::string(600'000, 'a') + "\""),
            "a file in it takes more than 524288 bytes, which is the limit");
}

TEST(Verify, lists_a_thousand_violations_and_counts_the_rest) {
  const Scratch scratch;
  for (int i = 0; i < 1234; ++i) scratch.write("course/" + std::to_string(i), "x");
  ASSERT_TRUE(pack(open_package(scratch / "course").value(), {}, scratch / "course.zip"));
  ASSERT_TRUE(unpack(open_package(scratch / "course.zip").value(), scratch / "other"));
  for (int i = 0; i < 1234; ++i) scratch.write("other/" + std::to_string(i), "y");
  const auto found = verify_package(open_package(scratch / "other").value(), Trust{});
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->violations.size(), 1000u);
  EXPECT_EQ(found->violations_left_out, 234u);
}

}  // namespace
}  // namespace haat::test
