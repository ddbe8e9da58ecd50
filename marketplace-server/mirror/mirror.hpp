#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/signing/key.hpp"
#include "marketplace-server/mirror/origin.hpp"

namespace haat::server {

// A copy of what a marketplace has published, in a folder that any web server can serve, at the
// marketplace's own addresses, so that haat log audit and another mirror can read it, too:
//
//   api/v1/log/...                 its transparency log
//   api/v1/courses/<id>/package    the countersigned package of each course that is live
//   mirror.json                    the courses, and how far the log was read
//
// The log says what there is, and the key that signs it is all that is trusted: what the
// marketplace answers otherwise is not asked for. What the log takes away again is removed.
struct MirrorOptions {
  std::filesystem::path folder;
  PublicKey key;                  // the marketplace's
  std::uint64_t max_package = 0;  // bytes
  Time now{};                     // for the validity of signatures
  std::function<void(const std::string& line)> tell = {};
};

struct Mirrored {
  std::uint64_t entries = 0;   // of the log
  std::uint64_t packages = 0;  // that are there
  std::uint64_t taken = 0;     // of them, now
  std::uint64_t removed = 0;
  std::vector<std::string> missing;  // what could not be had or was wrong, a sentence each
};

// One round. An error is about the log, or the folder; a package that cannot be had is in
// `missing`, and tried again by the next round. Errors are those of LogCopy, and unavailable
// ("disk-failure").
Result<Mirrored> mirror_once(Origin& origin, const MirrorOptions& options);

}  // namespace haat::server
