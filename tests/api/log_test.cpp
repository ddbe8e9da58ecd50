#include <gtest/gtest.h>

#include "core/json/json.hpp"
#include "core/log/checkpoint.hpp"
#include "core/log/tile.hpp"
#include "tests/api/marketplace.hpp"

namespace haat::test {
namespace {

class Log : public ::testing::Test {
 protected:
  PublicKey key() {
    return parse_public_key(Json::parse(market.get("/api/v1/key").body)["key"].get<std::string>())
        .value();
  }
  Checkpoint checkpoint() {
    const Answer answer = market.get("/api/v1/log/checkpoint");
    EXPECT_EQ(answer.status, 200);
    return open_checkpoint(answer.body, key()).value();
  }
  NodeAt nodes(std::uint64_t size) {
    return node_from_tiles(size, [this](const Tile& tile) -> Result<std::string> {
      const Answer answer = market.get("/api/v1/log/" + tile.path());
      EXPECT_EQ(answer.status, 200) << tile.path();
      return answer.body;
    });
  }
  std::vector<std::string> entries(std::uint64_t size) {
    Tile tile{.kind = Tile::Kind::entries, .number = 0, .width = size};
    return parse_bundle(market.get("/api/v1/log/" + tile.path()).body).value();
  }

  Marketplace market;
};

TEST_F(Log, HoldsEachActThatConcernsEverybody) {
  const Checkpoint before = checkpoint();
  ASSERT_GT(before.size, 0u);  // accounts and keys
  const std::string id = market.submit(market.package());
  EXPECT_EQ(checkpoint().size, before.size) << "a submission is nobody's business yet";
  market.accept(id);
  const Checkpoint after = checkpoint();
  ASSERT_EQ(after.size, before.size + 2);  // the decision, and its publication

  const auto all = entries(after.size);
  ASSERT_EQ(all.size(), after.size);
  const Json decision = Json::parse(all.at(before.size));
  EXPECT_EQ(decision["act"], "submission.accepted");
  EXPECT_EQ(decision["by"], "cura");
  EXPECT_EQ(decision["details"]["course"], "org.example.first-aid");
  EXPECT_EQ(decision["details"]["statement"].get<std::string>().size(), 64u);
  EXPECT_EQ(decision["details"].count("reason"), 0u) << "what curators write is not for everybody";
  const Json last = Json::parse(all.back());
  EXPECT_EQ(last["act"], "submission.published");
  EXPECT_EQ(last["by"], "marketplace");

  // Read from the tiles, the tree is what was signed, and the old one is its beginning.
  const NodeAt at = nodes(after.size);
  EXPECT_EQ(root_of(after.size, at).value(), after.root);
  EXPECT_TRUE(proves_consistency(consistency_proof(before.size, after.size, at).value(),
                                 before.size, before.root, after.size, after.root));
  for (std::uint64_t i = 0; i < after.size; ++i)
    EXPECT_TRUE(proves_inclusion(inclusion_proof(i, after.size, at).value(), leaf_hash(all[i]), i,
                                 after.size, after.root));
}

TEST_F(Log, ProvesEachRelease) {
  market.accept(market.submit(market.package()));
  const Json course =
      Json::parse(market.get("/api/v1/courses/org.example.first-aid").body)["course"];
  const std::string digest = course["digest"];
  const auto proof = parse_log_proof(market.get("/api/v1/log/releases/" + digest).body);
  ASSERT_TRUE(proof);
  EXPECT_TRUE(check_log_proof(*proof, proof->entry, key()));
  EXPECT_EQ(Json::parse(proof->entry)["details"]["package"], digest);
  EXPECT_EQ(market.get("/api/v1/log/releases/" + std::string(64, '0')).problem(),
            "log-entry-unknown");
}

TEST_F(Log, HasNoTileButThoseOfItsSize) {
  const auto size = std::to_string(checkpoint().size);
  for (const std::string& path :
       std::vector<std::string>{"tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1", "tile/0/000.p/0",
                                "tile/0/000.p/0" + size, "tile/x/000", "tile/0", "tile/entries/000",
                                "tile/0/000.p/255", "tile/0/000.p/1/2"})
    EXPECT_EQ(market.get("/api/v1/log/" + path).problem(), "log-tile-unknown") << path;
  EXPECT_EQ(market.get("/api/v1/log/tile").status, 404);
  EXPECT_EQ(market.get("/api/v1/log/tile/0/000.p/1").status, 200) << "an older tile stays";
}

}  // namespace
}  // namespace haat::test
