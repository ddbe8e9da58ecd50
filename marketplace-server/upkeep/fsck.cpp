#include "marketplace-server/upkeep/fsck.hpp"

#include <algorithm>

#include "core/wording.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/store/store.hpp"

namespace haat::server {
namespace {

// What is wrong with it; empty: nothing.
Result<std::string> judge(Blobs& blobs, const std::string& name) {
  const auto digest = digest_of(blobs, name);
  if (!digest && digest.error().id == "blob-missing") return "missing  " + name;
  if (!digest) return tl::unexpected<Error>(digest.error());
  if (to_hex(*digest) == name) return std::string();
  return "damaged  " + name + "  its bytes have the SHA-256 " + to_hex(*digest);
}

}  // namespace

Result<bool> fsck(Store& store, Blobs& blobs, std::ostream& out) {
  HAAT_TRY(const auto named, store.view([](Session& session) { return session.named_blobs(); }));
  std::size_t wrong = 0, unnamed = 0;
  for (const std::string& name : named) {
    HAAT_TRY(const std::string fault, judge(blobs, name));
    if (fault.empty()) continue;
    ++wrong;
    out << fault << std::endl;
  }
  HAAT_TRY_VOID(blobs.each([&](const KeptBlob& kept) -> Result<void> {
    if (std::binary_search(named.begin(), named.end(), kept.blob.name)) return {};
    ++unnamed;
    out << "unnamed  " << kept.blob.name << "  " << counted(kept.blob.size, "byte") << ", since "
        << to_rfc3339(kept.since) << std::endl;
    return {};
  }));
  out << counted(named.size(), "package") << " named, " << wrong << " missing or damaged, "
      << unnamed << " kept without a name" << std::endl;
  return wrong == 0;
}

}  // namespace haat::server
