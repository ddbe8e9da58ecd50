#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <thread>
#include <vector>

#include "core/package/digest.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "tests/api/object_store.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;
using namespace server;

std::unique_ptr<Blobs> open(const Scratch& scratch, const std::string& more = "") {
  return Blobs::open(scratch / "blobs", blobs_of(scratch.path(), s3_endpoint(), more)).value();
}

Blob keep(Blobs& blobs, const std::string& bytes) {
  IncomingFile incoming = blobs.begin().value();
  EXPECT_TRUE(incoming.write(bytes));
  const auto kept = blobs.keep(incoming.file());
  EXPECT_TRUE(kept) << kept.error().message;
  return kept.value_or(Blob{});
}

std::size_t copies(const Scratch& scratch) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(scratch / "blobs/cache"), fs::directory_iterator()));
}

TEST(S3Blobs, WhatIsKeptIsFoundByAnotherMachine) {
  Scratch here;
  const auto blobs = open(here);
  const Blob blob = keep(*blobs, std::string(100'000, 'x'));
  EXPECT_EQ(blob.name, to_hex(sha256(std::string(100'000, 'x'))));
  EXPECT_TRUE(blobs->confirm(blob));
  fs::remove_all(here / "blobs/cache");
  const auto there = open(here);
  const auto found = there->find(blob.name);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(Scratch::read(found->path), std::string(100'000, 'x'));
  EXPECT_EQ(there->find(std::string(64, '0')).error().id, "blob-missing");
  EXPECT_EQ(there->confirm({std::string(64, '0'), 1}).error().id, "blobs-unavailable");
  EXPECT_TRUE(there->remove(blob.name));
  EXPECT_FALSE(there->look(blob.name)->has_value());
}

TEST(S3Blobs, ACopyThatWasDamagedIsFetchedAnew) {
  Scratch scratch;
  const std::string bytes(5000, 'y');
  const Blob blob = keep(*open(scratch), bytes);
  std::ofstream(scratch / "blobs/cache" / (blob.name + ".zip")) << std::string(5000, 'z');
  const auto blobs = open(scratch);
  EXPECT_EQ(Scratch::read(blobs->find(blob.name)->path), bytes);
  std::ofstream(scratch / "blobs/cache" / (blob.name + ".zip")) << "short";
  EXPECT_EQ(Scratch::read(blobs->find(blob.name)->path), bytes);
}

TEST(S3Blobs, CopiesAreBoundedAndNoneGoesThatIsInUse) {
  Scratch scratch;
  const auto blobs = open(scratch, "&cache=25000");
  std::vector<Blob> kept;
  for (char c = 'a'; c < 'f'; ++c) kept.push_back(keep(*blobs, std::string(10'000, c)));
  EXPECT_EQ(copies(scratch), 2u);
  const auto held = blobs->find(kept[0].name);
  for (int round = 0; round < 2; ++round)
    for (std::size_t i = 1; i < kept.size(); ++i) EXPECT_TRUE(blobs->find(kept[i].name));
  EXPECT_EQ(Scratch::read(held->path), std::string(10'000, 'a'));
  EXPECT_EQ(copies(scratch), 2u);
}

TEST(S3Blobs, ManyMayWantTheSame) {
  Scratch scratch;
  const Blob blob = keep(*open(scratch), std::string(300'000, 'm'));
  fs::remove_all(scratch / "blobs/cache");
  const auto blobs = open(scratch);
  std::vector<std::thread> threads;
  std::atomic<int> whole = 0;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      const auto found = blobs->find(blob.name);
      whole += found && Scratch::read(found->path).size() == 300'000;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(whole, 8);
  EXPECT_EQ(copies(scratch), 1u);
}

std::size_t peak_kilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6));
  return 0;
}

// In parts of 64 MB, there and back, in memory that does not grow with it.
TEST(S3Blobs, LargeOnesGoInPartsInBoundedMemory) {
  Scratch scratch;
  const auto blobs = open(scratch);
  keep(*blobs, "small");  // what TLS, XML and libcurl need once
  const std::size_t before = peak_kilobytes();
  IncomingFile incoming = blobs->begin().value();
  std::string piece(1 << 20, '\0');
  for (int i = 0; i < 150; ++i) {
    std::fill(piece.begin(), piece.end(), static_cast<char>(i));
    ASSERT_TRUE(incoming.write(piece));
  }
  const auto blob = blobs->keep(incoming.file());
  ASSERT_TRUE(blob) << blob.error().message;
  EXPECT_EQ(blob->size, 150u << 20);
  EXPECT_TRUE(blobs->confirm(*blob));
  fs::remove_all(scratch / "blobs/cache");
  fs::create_directories(scratch / "blobs/cache");
  const auto found = blobs->find(blob->name);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(fs::file_size(found->path), 150u << 20);
  const std::size_t grew = peak_kilobytes() - before;
  RecordProperty("kilobytes", static_cast<int>(grew));
  std::cout << "150 MB there and back in " << grew << " kB more of memory\n";
  EXPECT_LT(grew, 8u << 10);
}

}  // namespace
}  // namespace haat::test
