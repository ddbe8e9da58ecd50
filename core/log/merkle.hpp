#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "core/package/digest.hpp"
#include "core/result.hpp"

namespace haat {

// The Merkle tree of RFC 9162, section 2.1, with SHA-256: a list that only grows, of which one hash
// tells everything. Pure functions; whoever keeps the list hands out its nodes.

Sha256 leaf_hash(std::string_view entry);
Sha256 node_hash(const Sha256& left, const Sha256& right);
Sha256 empty_root();

// The hash over the leaves [index << level, (index + 1) << level), all of which are there.
using NodeAt = std::function<Result<Sha256>(unsigned level, std::uint64_t index)>;

Result<Sha256> root_of(std::uint64_t size, const NodeAt& node_at);

// The siblings from a leaf up to the root of the first `size` leaves. Asks for at most 2 log2(size)
// nodes. invalid_argument ("log-out-of-range")
Result<std::vector<Sha256>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                            const NodeAt& node_at);
// That the first `from` leaves of the tree are still the ones that it had then.
Result<std::vector<Sha256>> consistency_proof(std::uint64_t from, std::uint64_t to,
                                              const NodeAt& node_at);

// RFC 9162, 2.1.3.2: whether the leaf stands at `index` among the `size` leaves under `root`.
bool proves_inclusion(std::span<const Sha256> proof, const Sha256& leaf, std::uint64_t index,
                      std::uint64_t size, const Sha256& root);
// RFC 9162, 2.1.4.2: whether the tree under `to_root` begins with the one under `from_root`. Every
// tree begins with the empty one.
bool proves_consistency(std::span<const Sha256> proof, std::uint64_t from, const Sha256& from_root,
                        std::uint64_t to, const Sha256& to_root);

}  // namespace haat
