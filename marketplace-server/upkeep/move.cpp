#include "marketplace-server/upkeep/move.hpp"

#include "core/wording.hpp"
#include "marketplace-server/blobs/blobs.hpp"

namespace haat::server {
namespace {

Result<bool> is_there(Blobs& blobs, const std::string& name) {
  HAAT_TRY(const auto kept, blobs.look(name));
  if (!kept) return false;
  HAAT_TRY(const Sha256 digest, digest_of(blobs, name));
  return to_hex(digest) == name;
}

Result<void> copy(Blobs& from, Blobs& to, const std::string& name) {
  HAAT_TRY(IncomingFile incoming, read_into(to, from, name));
  if (to_hex(incoming.digest()) != name)
    return fail(Errc::corrupt, "blob-damaged",
                "the package " + name + " has other bytes than it was kept with");
  return to.keep(incoming.file()).map([](const Blob&) {});
}

}  // namespace

Result<void> move_blobs(Blobs& from, Blobs& to, const std::vector<std::string>& names,
                        std::ostream& out) {
  std::size_t copied = 0;
  for (const std::string& name : names) {
    HAAT_TRY(const bool there, is_there(to, name));
    if (there) continue;
    HAAT_TRY_VOID(copy(from, to, name));
    ++copied;
  }
  out << counted(copied, "package") << " copied, " << names.size() - copied << " were there"
      << std::endl;
  return {};
}

}  // namespace haat::server
