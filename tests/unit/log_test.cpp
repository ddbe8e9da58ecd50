#include <gtest/gtest.h>

#include <map>
#include <random>

#include "core/log/checkpoint.hpp"
#include "core/log/merkle.hpp"
#include "core/log/tile.hpp"
#include "core/signing/base64.hpp"

namespace haat::test {
namespace {

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

// RFC 9162, 2.1.1, word for word: slow, and right beyond doubt.
Sha256 plain_root(const std::vector<std::string>& entries) {
  if (entries.empty()) return sha256("");
  if (entries.size() == 1) return leaf_hash(entries[0]);
  std::size_t k = 1;
  while (k * 2 < entries.size()) k *= 2;
  const auto middle = entries.begin() + static_cast<std::ptrdiff_t>(k);
  return node_hash(plain_root({entries.begin(), middle}), plain_root({middle, entries.end()}));
}

// Every node of a tree, as a log keeps them.
class Nodes {
 public:
  explicit Nodes(const std::vector<std::string>& entries) {
    for (std::uint64_t i = 0; i < entries.size(); ++i) {
      nodes_[{0, i}] = leaf_hash(entries[i]);
      for (unsigned level = 0; (i >> level & 1) != 0; ++level) {
        const std::uint64_t right = i >> level;
        nodes_[{level + 1, right / 2}] =
            node_hash(nodes_.at({level, right - 1}), nodes_.at({level, right}));
      }
    }
  }
  NodeAt at() const {
    return [this](unsigned level, std::uint64_t index) -> Result<Sha256> {
      return nodes_.at({level, index});
    };
  }
  std::string tile(const Tile& tile) const {
    std::string bytes;
    for (std::uint64_t i = 0; i < tile.width; ++i) {
      const auto& hash = nodes_.at({tile.level * tile_height, tile.number * tile_width + i});
      bytes.append(reinterpret_cast<const char*>(hash.data()), hash.size());
    }
    return bytes;
  }

 private:
  std::map<std::pair<unsigned, std::uint64_t>, Sha256> nodes_;
};

std::vector<std::string> numbered(std::size_t count) {
  std::vector<std::string> entries;
  for (std::size_t i = 0; i < count; ++i) entries.push_back("entry " + std::to_string(i));
  return entries;
}

// The tree of the reference implementation of RFC 6962 (certificate-transparency's merkletree
// tests).
TEST(Merkle, has_the_roots_of_the_reference_tree) {
  const std::vector<std::string> leaves{"",
                                        "00",
                                        "10",
                                        "2021",
                                        "3031",
                                        "40414243",
                                        "5051525354555657",
                                        "606162636465666768696a6b6c6d6e6f"};
  const std::vector<std::string> roots{
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  std::vector<std::string> entries;
  for (std::size_t size = 0; size < roots.size(); ++size) {
    const Nodes nodes(entries);
    EXPECT_EQ(to_hex(root_of(size, nodes.at()).value()), roots[size]) << size;
    if (size < leaves.size()) entries.push_back(from_hex(leaves[size]));
  }
}

TEST(Merkle, proves_each_leaf_of_each_small_tree_and_nothing_else) {
  for (std::size_t size = 1; size <= 70; ++size) {
    const auto entries = numbered(size);
    const Nodes nodes(entries);
    const Sha256 root = root_of(size, nodes.at()).value();
    ASSERT_EQ(root, plain_root(entries)) << size;
    for (std::size_t index = 0; index < size; ++index) {
      auto proof = inclusion_proof(index, size, nodes.at()).value();
      const Sha256 leaf = leaf_hash(entries[index]);
      ASSERT_TRUE(proves_inclusion(proof, leaf, index, size, root)) << index << " of " << size;
      EXPECT_FALSE(proves_inclusion(proof, leaf_hash("other"), index, size, root));
      EXPECT_FALSE(proves_inclusion(proof, leaf, index, size, empty_root()));
      if (size > 1) {
        EXPECT_FALSE(proves_inclusion(proof, leaf, (index + 1) % size, size, root));
      }
      proof.push_back(leaf);
      EXPECT_FALSE(proves_inclusion(proof, leaf, index, size, root)) << "a hash too many";
      proof.resize(proof.size() - 1);
      if (!proof.empty()) {
        proof.pop_back();
        EXPECT_FALSE(proves_inclusion(proof, leaf, index, size, root)) << "a hash too few";
      }
    }
    EXPECT_EQ(inclusion_proof(size, size, nodes.at()).error().id, "log-out-of-range");
  }
}

TEST(Merkle, proves_that_each_small_tree_grew_from_each_smaller_one) {
  const auto entries = numbered(70);
  const Nodes nodes(entries);
  for (std::size_t to = 0; to <= entries.size(); ++to)
    for (std::size_t from = 0; from <= to; ++from) {
      const Sha256 old_root = root_of(from, nodes.at()).value();
      const Sha256 new_root = root_of(to, nodes.at()).value();
      auto proof = consistency_proof(from, to, nodes.at()).value();
      ASSERT_TRUE(proves_consistency(proof, from, old_root, to, new_root)) << from << " to " << to;
      const Sha256 other = leaf_hash("other");
      EXPECT_FALSE(proves_consistency(proof, from, other, to, new_root));
      if (from < to && from > 0) {
        EXPECT_FALSE(proves_consistency(proof, from, old_root, to, other));
      }
      if (!proof.empty()) {
        proof.front()[0] ^= 1;
        EXPECT_FALSE(proves_consistency(proof, from, old_root, to, new_root));
        proof.front()[0] ^= 1;
        proof.pop_back();
        EXPECT_FALSE(proves_consistency(proof, from, old_root, to, new_root));
      }
    }
  EXPECT_EQ(consistency_proof(3, 2, nodes.at()).error().id, "log-out-of-range");
}

// Trees of any size, entries of any bytes, and an old tree of which one entry was another.
TEST(Merkle, finds_a_rewritten_past_in_random_trees) {
  std::mt19937_64 random(20261125);
  for (int round = 0; round < 200; ++round) {
    const std::size_t to = 1 + random() % 1500, from = 1 + random() % to;
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < to; ++i)
      entries.push_back(std::string(random() % 40, static_cast<char>(random())));
    const Nodes nodes(entries);
    const Sha256 root = root_of(to, nodes.at()).value();
    ASSERT_EQ(root, plain_root(entries));
    const std::size_t index = random() % to;
    ASSERT_TRUE(proves_inclusion(inclusion_proof(index, to, nodes.at()).value(),
                                 leaf_hash(entries[index]), index, to, root));
    const auto proof = consistency_proof(from, to, nodes.at()).value();
    ASSERT_TRUE(proves_consistency(proof, from, root_of(from, nodes.at()).value(), to, root));
    auto past = std::vector<std::string>(entries.begin(),
                                         entries.begin() + static_cast<std::ptrdiff_t>(from));
    past[random() % from] += "?";
    ASSERT_FALSE(proves_consistency(proof, from, plain_root(past), to, root));
  }
}

TEST(Tile, has_one_path) {
  const std::pair<Tile, const char*> cases[] = {
      {{.level = 0, .number = 0}, "tile/0/000"},
      {{.level = 3, .number = 67}, "tile/3/067"},
      {{.level = 0, .number = 1234067}, "tile/0/x001/x234/067"},
      {{.level = 1, .number = 0, .width = 7}, "tile/1/000.p/7"},
      {{.kind = Tile::Kind::entries, .number = 1000, .width = 255}, "tile/entries/x001/000.p/255"},
  };
  for (const auto& [tile, path] : cases) {
    EXPECT_EQ(tile.path(), path);
    EXPECT_EQ(parse_tile_path(path), tile) << path;
  }
  for (const char* bad : {"",
                          "tile",
                          "tile/0",
                          "tile/0/",
                          "tile/0/0",
                          "tile/0/0000",
                          "tile/00/000",
                          "tile/8/000",
                          "tile/-1/000",
                          "tile/0/x000/000",
                          "tile/0/001/000",
                          "tile/0/x001/x000",
                          "tile/0/000.p/0",
                          "tile/0/000.p/256",
                          "tile/0/000.p/01",
                          "tile/0/000.p/",
                          "tile/0/000/",
                          "tile/x/000",
                          "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                          "tile/0/../000"})
    EXPECT_FALSE(parse_tile_path(bad)) << bad;
}

TEST(Tile, is_enough_to_prove_with) {
  const auto entries = numbered(70000);
  const Nodes nodes(entries);
  std::size_t fetched = 0;
  const NodeAt at = node_from_tiles(entries.size(), [&](const Tile& tile) -> Result<std::string> {
    ++fetched;
    return nodes.tile(tile);
  });
  const Sha256 root = root_of(entries.size(), at).value();
  EXPECT_EQ(root, root_of(entries.size(), nodes.at()).value());
  EXPECT_LE(fetched, 5u);
  for (const std::uint64_t index : {0u, 255u, 256u, 65535u, 65536u, 69999u})
    EXPECT_TRUE(proves_inclusion(inclusion_proof(index, entries.size(), at).value(),
                                 leaf_hash(entries[index]), index, entries.size(), root));
  EXPECT_TRUE(proves_consistency(consistency_proof(300, entries.size(), at).value(), 300,
                                 root_of(300, nodes.at()).value(), entries.size(), root));
  const NodeAt cut =
      node_from_tiles(300, [](const Tile&) -> Result<std::string> { return std::string("short"); });
  EXPECT_EQ(root_of(300, cut).error().id, "log-tile-invalid");
}

// A log could show the tree that it signed above, and other entries below.
TEST(Tile, is_what_the_one_above_says) {
  const auto entries = numbered(70000);
  const Nodes nodes(entries);
  for (const Tile forged : {Tile{.level = 0, .number = 3}, Tile{.level = 1, .number = 0}}) {
    const NodeAt at = node_from_tiles(entries.size(), [&](const Tile& tile) -> Result<std::string> {
      std::string bytes = nodes.tile(tile);
      if (tile == forged) bytes[5] ^= 1;
      return bytes;
    });
    EXPECT_EQ(root_of(entries.size(), at).value(), root_of(entries.size(), nodes.at()).value());
    const auto leaf = at(0, 3 * tile_width + 7);
    ASSERT_FALSE(leaf);
    EXPECT_EQ(leaf.error().id, "log-tile-invalid");
    EXPECT_TRUE(at(0, 69999));
  }
}

TEST(Tile, keeps_entries_behind_their_length) {
  const std::vector<std::string> entries{"", "a", std::string(65535, 'x')};
  EXPECT_EQ(parse_bundle(to_bundle(entries).value()).value(), entries);
  EXPECT_EQ(to_bundle({std::string(65536, 'x')}).error().id, "log-entry-too-large");
  for (const std::string& bad : {std::string("\0", 1), std::string("\0\2a", 3)})
    EXPECT_EQ(parse_bundle(bad).error().id, "log-bundle-invalid");
}

const SecretKey log_key = SecretKey::generate("log").value();

Checkpoint some_checkpoint() {
  return {"market.example/log", 3, leaf_hash("root")};
}

TEST(Checkpoint, is_opened_by_its_key_only) {
  const std::string note = sign_checkpoint(some_checkpoint(), log_key);
  const auto read = open_checkpoint(note, log_key.public_key());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->origin, "market.example/log");
  EXPECT_EQ(read->size, 3u);
  EXPECT_EQ(read->root, some_checkpoint().root);
  const auto other = SecretKey::generate("other").value();
  EXPECT_EQ(open_checkpoint(note, other.public_key()).error().id, "checkpoint-not-signed");
  // A witness's signature beside the log's is none of our business.
  const std::string witnessed = note + "\u2014 witness.example AAAAAAAA\n";
  EXPECT_TRUE(open_checkpoint(witnessed, log_key.public_key()));
  for (std::size_t at = 0; at < note.size(); ++at) {
    std::string changed = note;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(open_checkpoint(changed, log_key.public_key())) << at;
  }
}

// The verifier's key of the tests of Go's sumdb/note, where signed notes come from.
TEST(Checkpoint, names_its_key_as_others_do) {
  const std::string theirs = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  PublicKey key;
  const std::string raw = from_base64(theirs.substr(theirs.rfind('+') + 1)).value();
  ASSERT_EQ(raw.size(), 33u);
  std::copy(raw.begin() + 1, raw.end(), key.bytes.begin());
  EXPECT_EQ(note_key("PeterNeumann", key), theirs);
}

TEST(Checkpoint, refuses_what_has_two_readings) {
  const auto resigned = [](const std::string& body) {
    const std::string good = sign_checkpoint(some_checkpoint(), log_key);
    return body + good.substr(good.find("\n\n") + 1);
  };
  for (const char* body :
       {"", "market.example/log\n", "market.example/log\n03\nAAAA\n",
        "market.example/log\n-1\nAAAA\n", "a b\n3\nAAAA\n", "market.example/log\n3\nAAAA\n"})
    EXPECT_EQ(open_checkpoint(resigned(body), log_key.public_key()).error().id,
              "checkpoint-invalid")
        << body;
  for (const char* note : {"", "\n\n", "x", "market.example/log\n3\n"})
    EXPECT_EQ(open_checkpoint(note, log_key.public_key()).error().id, "checkpoint-invalid") << note;
}

TEST(LogProof, is_carried_as_text_and_checked_without_the_log) {
  const auto entries = numbered(1000);
  const Nodes nodes(entries);
  const Checkpoint checkpoint{"market.example/log", 1000, root_of(1000, nodes.at()).value()};
  const LogProof proof{.index = 777,
                       .path = inclusion_proof(777, 1000, nodes.at()).value(),
                       .note = sign_checkpoint(checkpoint, log_key)};
  const std::string text = to_text(proof);
  const auto read = parse_log_proof(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(to_text(*read), text);
  EXPECT_TRUE(check_log_proof(*read, entries[777], log_key.public_key()));
  EXPECT_EQ(check_log_proof(*read, entries[778], log_key.public_key()).error().id,
            "log-proof-wrong");
  auto carrying = proof;
  carrying.entry = entries[777];
  const auto carried = parse_log_proof(to_text(carrying));
  ASSERT_TRUE(carried) << carried.error().message;
  EXPECT_EQ(carried->entry, entries[777]);
  EXPECT_EQ(carried->index, 777u);
  for (const char* extra : {"extra \n", "extra !\n", "extra AA==\nextra AA==\n"}) {
    auto other = text;
    other.insert(other.find("index "), extra);
    EXPECT_EQ(parse_log_proof(other).error().id, "log-proof-invalid") << extra;
  }
  for (std::size_t cut = 0; cut < text.size(); cut += 7) {
    const auto part = parse_log_proof(text.substr(0, cut));
    EXPECT_FALSE(part && check_log_proof(*part, entries[777], log_key.public_key())) << cut;
  }
}

}  // namespace
}  // namespace haat::test
