#include "core/log/merkle.hpp"

#include <algorithm>
#include <bit>
#include <string>

namespace haat {
namespace {

std::string_view text_of(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// RFC 9162, 2.1.1: the largest power of two smaller than n, which is at least 2.
std::uint64_t split_of(std::uint64_t n) {
  return std::bit_floor(n - 1);
}

tl::unexpected<Error> out_of_range(std::uint64_t what, std::uint64_t size) {
  return fail(
      Errc::invalid_argument, "log-out-of-range",
      "the log has " + std::to_string(size) + " entries; " + std::to_string(what) + " is beyond");
}

// The leaves [from, to), where `from` is a multiple of the largest power of two up to their number.
Result<Sha256> hash_of(std::uint64_t from, std::uint64_t to, const NodeAt& node_at) {
  const std::uint64_t size = to - from;
  if (std::has_single_bit(size)) {
    const auto level = static_cast<unsigned>(std::countr_zero(size));
    return node_at(level, from >> level);
  }
  const std::uint64_t middle = from + split_of(size);
  HAAT_TRY(const Sha256 left, hash_of(from, middle, node_at));
  HAAT_TRY(const Sha256 right, hash_of(middle, to, node_at));
  return node_hash(left, right);
}

}  // namespace

Sha256 leaf_hash(std::string_view entry) {
  Hasher hasher;
  hasher.update(std::string_view("\0", 1));  // so that no entry can pass for a node
  hasher.update(entry);
  return hasher.finish();
}

Sha256 node_hash(const Sha256& left, const Sha256& right) {
  Hasher hasher;
  hasher.update("\x01");
  hasher.update(text_of(left));
  hasher.update(text_of(right));
  return hasher.finish();
}

Sha256 empty_root() {
  return sha256("");
}

Result<Sha256> root_of(std::uint64_t size, const NodeAt& node_at) {
  if (size == 0) return empty_root();
  return hash_of(0, size, node_at);
}

Result<std::vector<Sha256>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                            const NodeAt& node_at) {
  if (index >= size) return out_of_range(index, size);
  std::vector<Sha256> proof;
  std::uint64_t from = 0, to = size;
  while (to - from > 1) {
    const std::uint64_t middle = from + split_of(to - from);
    const bool left = index < middle;
    HAAT_TRY(const Sha256 sibling,
             left ? hash_of(middle, to, node_at) : hash_of(from, middle, node_at));
    proof.push_back(sibling);
    (left ? to : from) = middle;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<std::vector<Sha256>> consistency_proof(std::uint64_t size, std::uint64_t whole,
                                              const NodeAt& node_at) {
  if (size > whole) return out_of_range(size, whole);
  std::vector<Sha256> proof;
  if (size == 0 || size == whole) return proof;
  // RFC 9162, 2.1.4.1, SUBPROOF(m, D_n, b); b: the old tree is this very subtree.
  std::uint64_t from = 0, to = whole;
  bool known = true;
  while (size != to) {
    const std::uint64_t middle = from + split_of(to - from);
    const bool left = size <= middle;
    HAAT_TRY(const Sha256 sibling,
             left ? hash_of(middle, to, node_at) : hash_of(from, middle, node_at));
    proof.push_back(sibling);
    known = known && left;
    (left ? to : from) = middle;
  }
  if (!known) {
    HAAT_TRY(const Sha256 last, hash_of(from, to, node_at));
    proof.push_back(last);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

bool proves_inclusion(std::span<const Sha256> proof, const Sha256& leaf, std::uint64_t index,
                      std::uint64_t size, const Sha256& root) {
  if (index >= size) return false;
  std::uint64_t fn = index, sn = size - 1;
  Sha256 hash = leaf;
  for (const Sha256& sibling : proof) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      hash = node_hash(sibling, hash);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && hash == root;
}

bool proves_consistency(std::span<const Sha256> proof, std::uint64_t from, const Sha256& from_root,
                        std::uint64_t to, const Sha256& to_root) {
  if (from > to) return false;
  if (from == to) return proof.empty() && from_root == to_root;
  if (from == 0) return proof.empty() && from_root == empty_root();
  const bool whole = std::has_single_bit(from);  // then the old root is a node of the new tree
  if (!whole && proof.empty()) return false;
  std::uint64_t fn = from - 1, sn = to - 1;
  while ((fn & 1) != 0) {
    fn >>= 1;
    sn >>= 1;
  }
  Sha256 old_hash = whole ? from_root : proof.front();
  Sha256 new_hash = old_hash;
  for (const Sha256& sibling : proof.subspan(whole ? 0 : 1)) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      old_hash = node_hash(sibling, old_hash);
      new_hash = node_hash(sibling, new_hash);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      new_hash = node_hash(new_hash, sibling);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && old_hash == from_root && new_hash == to_root;
}

}  // namespace haat
