// log_growth [MOST]: what a proof that an entry is in the transparency log costs, in a log of ten
// thousand entries and of ten times as many, up to MOST (10,000,000 unless said).
//
// The log is a store of the server's own, filled with a tree whose nodes are computed here.
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <vector>

#include "core/log/merkle.hpp"
#include "marketplace-server/store/store.hpp"

namespace {

namespace fs = std::filesystem;
using namespace haat;
using Clock = std::chrono::steady_clock;

constexpr int proofs = 2'000;

template <class T>
T must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::exit(1);
  }
  return *std::move(result);
}

std::string entry(std::uint64_t number) {
  return "entry " + std::to_string(number);
}

// Every node of the tree over `size` entries, level by level, straight into the tables.
void fill(const fs::path& database, std::uint64_t size) {
  sqlite3* db = nullptr;
  sqlite3_stmt *add_entry = nullptr, *add_node = nullptr;
  sqlite3_open(database.c_str(), &db);
  sqlite3_exec(db, "PRAGMA synchronous=OFF; BEGIN", nullptr, nullptr, nullptr);
  sqlite3_prepare_v2(db, "INSERT INTO log_entries(number, entry) VALUES(?, ?)", -1, &add_entry,
                     nullptr);
  sqlite3_prepare_v2(db, "INSERT INTO log_nodes(level, number, hash) VALUES(?, ?, ?)", -1,
                     &add_node, nullptr);
  std::vector<Sha256> level;
  for (std::uint64_t i = 0; i < size; ++i) {
    const std::string text = entry(i);
    sqlite3_bind_int64(add_entry, 1, static_cast<sqlite3_int64>(i));
    sqlite3_bind_text(add_entry, 2, text.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_step(add_entry);
    sqlite3_reset(add_entry);
    level.push_back(leaf_hash(text));
  }
  for (int height = 0; !level.empty(); ++height) {
    std::vector<Sha256> above;
    for (std::size_t i = 0; i < level.size(); ++i) {
      const std::string hash = to_hex(level[i]);
      sqlite3_bind_int(add_node, 1, height);
      sqlite3_bind_int64(add_node, 2, static_cast<sqlite3_int64>(i));
      sqlite3_bind_text(add_node, 3, hash.c_str(), -1, SQLITE_TRANSIENT);
      sqlite3_step(add_node);
      sqlite3_reset(add_node);
      if (i % 2 == 1) above.push_back(node_hash(level[i - 1], level[i]));
    }
    level = std::move(above);
  }
  sqlite3_finalize(add_entry);
  sqlite3_finalize(add_node);
  sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
  sqlite3_close(db);
}

void measure(std::uint64_t size) {
  const fs::path folder = fs::temp_directory_path() / ("log-growth-" + std::to_string(size));
  fs::remove_all(folder);
  fs::create_directories(folder);
  must(server::Store::open(folder / "haat.sqlite"));
  fill(folder / "haat.sqlite", size);
  const auto store = must(server::Store::open(folder / "haat.sqlite"));
  const auto root = must(
      store->view([&](server::Session& session) { return root_of(size, session.log_nodes()); }));
  std::mt19937_64 random(1);
  std::vector<double> made, checked;
  std::size_t hashes = 0;
  for (int i = 0; i < proofs; ++i) {
    const std::uint64_t index = random() % size;
    const auto begin = Clock::now();
    const auto proof = must(store->view([&](server::Session& session) {
      return inclusion_proof(index, size, session.log_nodes());
    }));
    const auto between = Clock::now();
    const bool right = proves_inclusion(proof, leaf_hash(entry(index)), index, size, root);
    const auto end = Clock::now();
    if (!right) {
      std::fprintf(stderr, "the proof of entry %llu of %llu is wrong\n",
                   static_cast<unsigned long long>(index), static_cast<unsigned long long>(size));
      std::exit(1);
    }
    made.push_back(std::chrono::duration<double, std::micro>(between - begin).count());
    checked.push_back(std::chrono::duration<double, std::micro>(end - between).count());
    hashes = std::max(hashes, proof.size());
  }
  std::sort(made.begin(), made.end());
  std::sort(checked.begin(), checked.end());
  std::printf("| %llu | %.0f | %.0f | %.0f | %zu |\n", static_cast<unsigned long long>(size),
              made[proofs / 2], made[proofs * 99 / 100], checked[proofs / 2], hashes * 32);
  std::fflush(stdout);
  fs::remove_all(folder);
}

}  // namespace

int main(int count, char** words) {
  const std::uint64_t most = count > 1 ? std::strtoull(words[1], nullptr, 10) : 10'000'000;
  std::printf(
      "| entries | proof, µs (median) | 99 of 100 within | check, µs | bytes |\n"
      "|---|---|---|---|---|\n");
  for (std::uint64_t size = 10'000; size <= most; size *= 10) measure(size);
}
