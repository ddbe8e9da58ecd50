#include "marketplace-server/upkeep/gc.hpp"

#include <algorithm>
#include <vector>

#include "core/wording.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

Result<std::vector<Blob>> candidates(Store& store, Blobs& blobs, Time before) {
  HAAT_TRY(const auto named, store.view([](Session& session) { return session.named_blobs(); }));
  std::vector<Blob> found;
  HAAT_TRY_VOID(blobs.each([&](const KeptBlob& kept) -> Result<void> {
    if (kept.since < before && !std::binary_search(named.begin(), named.end(), kept.blob.name))
      found.push_back(kept.blob);
    return {};
  }));
  return found;
}

Result<bool> remove_unless_named(Store& store, Blobs& blobs, const std::string& name, Time before) {
  return store.change([&](Session& session) -> Result<bool> {
    HAAT_TRY(const bool named, session.names_blob(name));
    if (named) return false;
    HAAT_TRY(const auto kept, blobs.look(name));
    if (!kept || kept->since >= before) return false;  // brought again
    HAAT_TRY_VOID(blobs.remove(name));
    return true;
  });
}

}  // namespace

Result<void> gc(Store& store, Blobs& blobs, Time before, std::ostream& out) {
  HAAT_TRY(const auto found, candidates(store, blobs, before));
  std::size_t removed = 0;
  std::uint64_t bytes = 0;
  for (const Blob& blob : found) {
    HAAT_TRY(const bool gone, remove_unless_named(store, blobs, blob.name, before));
    if (!gone) continue;
    ++removed;
    bytes += blob.size;
    out << "removed  " << blob.name << std::endl;
  }
  out << counted(removed, "package") << " removed, " << counted(bytes, "byte") << std::endl;
  return {};
}

}  // namespace haat::server
