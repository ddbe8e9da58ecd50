#include <algorithm>
#include <memory>
#include <ostream>

#include "core/log/tile.hpp"
#include "core/wording.hpp"
#include "sdk/authoring/log_client.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/home.hpp"
#include "tools/haat/log_proof.hpp"
#include "tools/haat/present.hpp"
#include "tools/haat/seen_log.hpp"
#include "tools/haat/trust.hpp"
#include "tools/haat/verdict.hpp"

namespace haat::cli {
namespace {

// Whether the entries from `from` on are those that the tree is over; the releases that they
// revoke.
Result<std::vector<RevokedPackage>> check_entries(LogClient& client, std::uint64_t from,
                                                  std::uint64_t size, const NodeAt& node_at) {
  std::vector<RevokedPackage> revoked;
  while (from < size) {
    Tile tile{.kind = Tile::Kind::entries, .number = from / tile_width};
    tile.width = width_in(tile, size);
    HAAT_TRY(const std::string bytes, client.tile(tile));
    HAAT_TRY(const auto entries, proved_entries(tile, bytes, node_at));
    for (auto i = from % tile_width; i < tile.width; ++i)
      if (auto package = revoked_by_entry(entries[i])) revoked.push_back(std::move(*package));
    from = tile.number * tile_width + tile.width;
  }
  return revoked;
}

int tell_fork(Io& io, const std::string& why, const std::string& seen, const std::string& now) {
  io.out << "FORKED\n  - " << why << "\n"
         << "The marketplace has signed two histories that cannot both be true. Keep both "
            "checkpoints:\n\n"
         << seen << "\n"
         << now;
  return 1;
}

Result<int> run(const std::string& asked, Io& io) {
  HAAT_TRY(const MarketplaceClient market, connect(asked));
  HAAT_TRY(LogClient client, LogClient::create(market.server()));
  HAAT_TRY(const Trust trust, known_trust(present()));
  HAAT_TRY(const std::string note, client.checkpoint());
  HAAT_TRY(const TrustedCheckpoint trusted, open_trusted(note, trust));
  const Checkpoint& now = trusted.checkpoint;
  HAAT_TRY(const auto file, checkpoint_file(trusted.key));
  Result<std::string> seen = read_text(file);
  if (!seen && seen.error().id != "file-missing") return tl::unexpected<Error>(seen.error());

  Checkpoint before{now.origin, 0, empty_root()};
  if (seen) {
    HAAT_TRY(before, open_checkpoint(*seen, trusted.key));
  }
  if (now.size < before.size)
    return tell_fork(io,
                     "it had " + std::to_string(before.size) + " entries, and now has " +
                         std::to_string(now.size),
                     *seen, note);
  const NodeAt node_at =
      node_from_tiles(now.size, [&](const Tile& tile) { return client.tile(tile); });
  HAAT_TRY(const auto proof, consistency_proof(before.size, now.size, node_at));
  if (!proves_consistency(proof, before.size, before.root, now.size, now.root))
    return tell_fork(
        io,
        "its first " + std::to_string(before.size) + " entries are no longer those that they were",
        *seen, note);
  HAAT_TRY(const Sha256 root, root_of(now.size, node_at));
  if (root != now.root)
    return fail(Errc::corrupt, "log-tile-invalid",
                "the log serves another tree than the one that it has signed");
  HAAT_TRY(const auto revoked, check_entries(client, before.size, now.size, node_at));
  HAAT_TRY_VOID(remember_revoked(trusted.key, revoked));
  HAAT_TRY_VOID(write_text(file, note));
  io.out << "CONSISTENT  " << trusted.key.name << " (" << trusted.key.id() << ")\n"
         << "  " << now.size << " entries, " << now.size - before.size
         << (seen ? " of them new since the last visit\n" : " of them new: the first visit\n");
  if (!revoked.empty())
    io.out << "  " << counted(revoked.size(), "release")
           << " revoked in them: haat verify knows now\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto server = std::make_shared<std::string>();
  define_server(syntax, *server);
  return [server](Io& io) { return run(*server, io); };
}

}  // namespace

extern const Command log_audit_command;
const Command log_audit_command{
    .name = "log audit",
    .summary =
        "See that a marketplace's log still holds all that it held at the last visit, and "
        "remember what it holds now.",
    .examples = "haat log audit --server https://marketplace.example\n",
    .define = define,
};

}  // namespace haat::cli
