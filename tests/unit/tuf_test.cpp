#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "core/signing/hex.hpp"
#include "core/tuf/root.hpp"
#include "core/tuf/snapshot.hpp"
#include "core/tuf/targets.hpp"
#include "core/tuf/timestamp.hpp"

namespace haat::test {
namespace {

using tuf::Metadata;
using tuf::Root;

std::string canonical(const std::string& text) {
  const auto json = parse_json(text, "text");
  const auto canonical =
      json ? canonical_json(*json) : Result<std::string>(fail(Errc::internal, "x", "x"));
  return canonical ? *canonical : canonical.error().id;
}

TEST(CanonicalJson, HasOneSpelling) {
  EXPECT_EQ(canonical(" { \"b\" : [ 1 , true, null ], \"a\" : \"\\u0041\\/\" } "),
            "{\"a\":\"A/\",\"b\":[1,true,null]}");
  EXPECT_EQ(canonical("{\"Z\":1,\"a\":2,\"_\":3}"), "{\"Z\":1,\"_\":3,\"a\":2}") << "by bytes";
  EXPECT_EQ(canonical("\"a\\\"b\\\\c\""), "\"a\\\"b\\\\c\"") << "only these two are escaped";
  EXPECT_EQ(canonical("\"\\u0939\\u093e\\u091f\""), "\"हाट\"") << "as it is, in UTF-8";
  EXPECT_EQ(canonical("\"\\u007f\""), "\"\x7f\"");
  EXPECT_EQ(canonical("9007199254740991"), "9007199254740991");
}

TEST(CanonicalJson, RefusesWhatIsSpelledDifferently) {
  for (const char* text : {"1.0", "1e3", "[0.5]", "9007199254740992", "-9007199254740992",
                           "\"a\\nb\"", "\"\\u0000\"", "{\"a\\tb\":1}", "{\"हाट\":1}"})
    EXPECT_EQ(canonical(text), "json-not-canonical") << text;
}

class Tuf : public ::testing::Test {
 protected:
  static SecretKey key(const std::string& name) { return SecretKey::generate(name).value(); }
  Root root(std::uint64_t version, unsigned threshold, std::vector<const SecretKey*> keys) {
    Root root{.version = version, .expires = Time{std::chrono::seconds(2'000'000'000)}};
    for (const SecretKey* each : keys) {
      const std::string id = tuf::key_id(each->public_key());
      root.keys.emplace(id, each->public_key());
      root.root.keyids.push_back(id);
    }
    root.root.threshold = threshold;
    root.targets = root.root;
    const std::string id = tuf::key_id(online.public_key());
    root.keys.emplace(id, online.public_key());
    root.snapshot = root.timestamp = {{id}, 1};
    return root;
  }
  static Metadata document(const Root& root, std::vector<const SecretKey*> signers) {
    Metadata metadata = tuf::metadata_of(root).value();
    for (const SecretKey* each : signers) tuf::sign(metadata, *each);
    return metadata;
  }
  static std::string id_of(const Result<Root>& root) { return root ? "" : root.error().id; }

  SecretKey a = key("a"), b = key("b"), c = key("c"), online = key("online");
};

// The KEYID of the specification: over the canonical form of the key, here by hand.
TEST_F(Tuf, KeyIdIsTheHashOfTheKeyAlone) {
  const PublicKey& key = a.public_key();
  const std::string hex =
      haat::to_hex(std::string_view(reinterpret_cast<const char*>(key.bytes.data()), 32));
  EXPECT_EQ(tuf::key_id(key),
            haat::to_hex(sha256("{\"keytype\":\"ed25519\",\"keyval\":{\"public\":\"" + hex +
                                "\"},\"scheme\":\"ed25519\"}")));
  PublicKey renamed = key;
  renamed.name = "another";
  EXPECT_EQ(tuf::key_id(renamed), tuf::key_id(key)) << "so nobody counts twice under two names";
}

TEST_F(Tuf, ARootIsReadAsItWasWritten) {
  const Metadata written = document(root(7, 2, {&a, &b, &c}), {&a, &c});
  const Metadata read = tuf::parse_metadata(tuf::to_json(written), "7.root.json").value();
  EXPECT_EQ(read.signed_part, written.signed_part);
  EXPECT_EQ(tuf::to_json(read), tuf::to_json(written));
  const Root parsed = tuf::open_first_root(read, "7.root.json").value();
  EXPECT_EQ(parsed.version, 7u);
  EXPECT_EQ(parsed.root.threshold, 2u);
  EXPECT_EQ(parsed.keys.size(), 4u);
  EXPECT_EQ(tuf::metadata_of(parsed).value().signed_part, written.signed_part);
}

TEST_F(Tuf, AThresholdCountsEachKeyOnce) {
  const Root two = root(1, 2, {&a, &b, &c});
  EXPECT_EQ(id_of(tuf::open_first_root(document(two, {}), "r")), "tuf-not-signed");
  EXPECT_EQ(id_of(tuf::open_first_root(document(two, {&a}), "r")), "tuf-not-signed");
  EXPECT_EQ(id_of(tuf::open_first_root(document(two, {&a, &a}), "r")), "tuf-not-signed");
  EXPECT_EQ(id_of(tuf::open_first_root(document(two, {&a, &online}), "r")), "tuf-not-signed")
      << "a key of the document, but not of the role";
  EXPECT_EQ(id_of(tuf::open_first_root(document(two, {&a, &c}), "r")), "");

  Metadata twice = document(two, {&a});
  twice.signatures.push_back(twice.signatures[0]);
  EXPECT_EQ(id_of(tuf::open_first_root(twice, "r")), "tuf-not-signed") << "the same, twice there";
  Metadata borrowed = document(two, {&a, &b});
  borrowed.signatures[1].sig = borrowed.signatures[0].sig;
  EXPECT_EQ(id_of(tuf::open_first_root(borrowed, "r")), "tuf-not-signed") << "in another's name";
  Metadata changed = document(two, {&a, &b});
  changed.signed_part.replace(changed.signed_part.find("\"threshold\":2"), 13, "\"threshold\":1");
  EXPECT_EQ(id_of(tuf::open_first_root(changed, "r")), "tuf-not-signed");
  Metadata wrong_first = document(two, {&a, &b});
  wrong_first.signatures.insert(wrong_first.signatures.begin(),
                                {wrong_first.signatures[0].keyid, {}});
  EXPECT_EQ(id_of(tuf::open_first_root(wrong_first, "r")), "") << "a wrong one takes nothing away";
}

TEST_F(Tuf, ANextRootIsSignedByTheOneBeforeAndByItself) {
  const Root first = root(1, 2, {&a, &b});
  const Root second = root(2, 2, {&b, &c});
  EXPECT_EQ(id_of(tuf::open_next_root(first, document(second, {&b, &c}), "r")), "tuf-not-signed");
  EXPECT_EQ(id_of(tuf::open_next_root(first, document(second, {&a, &b}), "r")), "tuf-not-signed");
  EXPECT_EQ(id_of(tuf::open_next_root(first, document(second, {&a, &b, &c}), "r")), "");
  for (const std::uint64_t version : {1u, 3u})
    EXPECT_EQ(
        id_of(tuf::open_next_root(first, document(root(version, 1, {&a, &b}), {&a, &b}), "r")),
        "tuf-version-wrong");
}

TEST_F(Tuf, ADocumentEndsAtTheVerySecondThatItNames) {
  const Time end{std::chrono::seconds(1'800'000'000)};
  EXPECT_FALSE(tuf::is_expired(end, end - std::chrono::seconds(1)));
  EXPECT_TRUE(tuf::is_expired(end, end));
  EXPECT_TRUE(tuf::is_expired(end, end + std::chrono::seconds(1)));
}

TEST_F(Tuf, HostileRootsAreRefused) {
  const Json good = Json::parse(document(root(1, 1, {&a, &b}), {&a}).signed_part);
  const std::string id = tuf::key_id(a.public_key());
  const auto judged = [](const Json& json) {
    const auto text = canonical_json(json);
    if (!text) return text.error().id;
    const auto root = tuf::parse_root(Metadata{*text}, "1.root.json");
    if (root) return std::string();
    EXPECT_NE(root.error().message.find("1.root.json"), std::string::npos) << root.error().message;
    return root.error().id;
  };
  EXPECT_EQ(judged(good), "");
  Json unknown = good;
  unknown["x-note"] = "others may say more";
  EXPECT_EQ(judged(unknown), "") << "8: an unknown member is no fault";

  const std::vector<std::pair<std::string, Json>> changes{
      {"/_type", "targets"},
      {"/spec_version", "2.0.0"},
      {"/spec_version", 1},
      {"/version", 0},
      {"/version", "1"},
      {"/version", -1},
      {"/version", 4294967296},
      {"/expires", "2027-01-01"},
      {"/expires", "2027-13-01T00:00:00Z"},
      {"/expires", "2027-01-01T00:00:00+05:30"},
      {"/consistent_snapshot", false},
      {"/keys", Json::array()},
      {"/keys/" + id + "/keyval/public", std::string(64, '0')},
      {"/keys/" + id + "/keyval/public", std::string(64, 'A')},
      {"/keys/" + id + "/keyval/public", "00"},
      {"/keys/" + id + "/keytype", "rsa"},
      {"/keys/" + id + "/scheme", "ed25519ph"},
      {"/keys/" + std::string(64, '0'), good["keys"][id]},
      {"/keys/short", good["keys"][id]},
      {"/roles/root/threshold", 0},
      {"/roles/root/threshold", 3},
      {"/roles/root/threshold", -1},
      {"/roles/root/keyids", Json::array()},
      {"/roles/root/keyids", Json::array({id, id})},
      {"/roles/root/keyids", Json::array({std::string(64, '0')})},
      {"/roles/root/keyids", id},
      {"/roles/timestamp", nullptr}};
  for (const auto& [place, value] : changes) {
    Json json = good;
    json[Json::json_pointer(place)] = value;
    EXPECT_EQ(judged(json), "tuf-metadata-invalid") << place << value;
  }
  for (const auto& [name, member] : good.items()) {
    Json json = good;
    json.erase(name);
    EXPECT_EQ(judged(json), "tuf-metadata-invalid") << "without " << name;
  }
}

TEST_F(Tuf, HostileEnvelopesAreRefused) {
  const std::string sig(128, '0'), id(64, 'a');
  const auto judged = [](const std::string& text) {
    const auto metadata = tuf::parse_metadata(text, "1.root.json", {.json_size = 1 << 16});
    return metadata ? std::to_string(metadata->signatures.size()) : metadata.error().id;
  };
  const auto with = [&](const std::string& keyid, const std::string& value) {
    return "{\"signed\":{},\"signatures\":[{\"keyid\":\"" + keyid + "\",\"sig\":\"" + value +
           "\"}]}";
  };
  EXPECT_EQ(judged(with(id, sig)), "1");
  EXPECT_EQ(judged(with(id, "")), "0") << "a place that others leave for one to come";
  EXPECT_EQ(judged(with(id, sig + "00")), "tuf-metadata-invalid");
  EXPECT_EQ(judged(with(id, std::string(128, 'A'))), "tuf-metadata-invalid");
  EXPECT_EQ(judged(with("root", sig)), "tuf-metadata-invalid");
  EXPECT_EQ(judged(""), "json-invalid");
  EXPECT_EQ(judged("[]"), "tuf-metadata-invalid");
  EXPECT_EQ(judged("{\"signed\":[],\"signatures\":[]}"), "tuf-metadata-invalid");
  EXPECT_EQ(judged("{\"signed\":{}}"), "tuf-metadata-invalid");
  EXPECT_EQ(judged("{\"signed\":{},\"signed\":{},\"signatures\":[]}"), "json-member-twice");
  EXPECT_EQ(judged("{\"signed\":{\"version\":1.5},\"signatures\":[]}"), "json-not-canonical");
  EXPECT_EQ(judged("{\"signed\":{\"a\":\"" + std::string(1 << 16, 'a') + "\"},\"signatures\":[]}"),
            "json-too-large");
  std::string many = "{\"signed\":{},\"signatures\":[";
  for (int i = 0; i < 65; ++i)
    many += (i ? "," : "") + std::string("{\"keyid\":\"") + id + "\",\"sig\":\"\"}";
  EXPECT_EQ(judged(many + "]}"), "tuf-metadata-invalid");
}

// TAP 15: the leftmost bits of the SHA-256 of the path.
TEST_F(Tuf, BinsShareOutAllPaths) {
  const std::string path = "org.example.first-aid/1.0.0.zip";
  const std::string hash = haat::to_hex(sha256(path));
  const tuf::SuccinctRoles eight{.bit_length = 8};
  EXPECT_EQ(eight.count(), 256u);
  EXPECT_EQ(eight.name(eight.bin_of(path)), "bin-" + hash.substr(0, 2));
  EXPECT_EQ(eight.first_hash(0x0f), "0f000000");
  const tuf::SuccinctRoles ten{.bit_length = 10, .name_prefix = "b"};
  EXPECT_EQ(ten.name(1023), "b-3ff");
  EXPECT_EQ(ten.name(3), "b-003");
  EXPECT_EQ(ten.bin_of(path), std::stoull(hash.substr(0, 8), nullptr, 16) >> 22);
  for (const unsigned bits : {1u, 3u, 8u, 14u}) {
    const tuf::SuccinctRoles bins{.bit_length = bits};
    const std::uint64_t bin = bins.bin_of(path);
    EXPECT_LE(bins.first_hash(bin), hash);
    if (bin + 1 < bins.count()) {
      EXPECT_GT(bins.first_hash(bin + 1), hash);
    }
  }
}

TEST_F(Tuf, TargetsSnapshotAndTimestampAreWhatTheSpecificationShows) {
  const Time end{std::chrono::seconds(1'800'000'000)};
  const std::string head = "\"expires\":\"2027-01-15T08:00:00Z\",";
  const tuf::Targets bin{.version = 3,
                         .expires = end,
                         .targets = {{"c/1.zip", {5, sha256("hello"), {{"package", "ab"}}}}}};
  EXPECT_EQ(tuf::metadata_of(bin).value().signed_part,
            "{\"_type\":\"targets\"," + head +
                "\"spec_version\":\"1.0.33\",\"targets\":{\"c/1.zip\":{\"custom\":{\"package\":"
                "\"ab\"},\"hashes\":{\"sha256\":\"" +
                to_hex(sha256("hello")) + "\"},\"length\":5}},\"version\":3}");
  EXPECT_EQ(
      tuf::metadata_of(tuf::Snapshot{2, end, {{"bin-00", 4}, {"targets", 1}}}).value().signed_part,
      "{\"_type\":\"snapshot\"," + head +
          "\"meta\":{\"bin-00.json\":{\"version\":4},\"targets.json\":{\"version\":1}},"
          "\"spec_version\":\"1.0.33\",\"version\":2}");
  EXPECT_EQ(tuf::metadata_of(tuf::Timestamp{9, end, 2, "hello"}).value().signed_part,
            "{\"_type\":\"timestamp\"," + head +
                "\"meta\":{\"snapshot.json\":{\"hashes\":{\"sha256\":\"" + to_hex(sha256("hello")) +
                "\"},\"length\":5,\"version\":2}},\"spec_version\":\"1.0.33\",\"version\":9}");
}

TEST_F(Tuf, TheTopLevelTargetsDelegateAndListNothing) {
  tuf::Targets top{.expires = Time{std::chrono::seconds(1'800'000'000)}};
  const std::string id = tuf::key_id(online.public_key());
  top.delegations = tuf::SuccinctRoles{.keys = {{id, online.public_key()}}, .role = {{id}, 1}};
  const auto parsed = tuf::parse_delegating_targets(tuf::metadata_of(top).value(), "t");
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->delegations->role, top.delegations->role);
  EXPECT_EQ(tuf::metadata_of(*parsed).value().signed_part,
            tuf::metadata_of(top).value().signed_part);

  tuf::Targets listing = top;
  listing.targets["c/1.zip"] = {};
  EXPECT_FALSE(tuf::parse_delegating_targets(tuf::metadata_of(listing).value(), "t"));
  for (const unsigned bits : {0u, 15u, 33u}) {
    tuf::Targets wide = top;
    wide.delegations->bit_length = bits;
    EXPECT_FALSE(tuf::parse_delegating_targets(tuf::metadata_of(wide).value(), "t")) << bits;
  }
}

}  // namespace
}  // namespace haat::test
