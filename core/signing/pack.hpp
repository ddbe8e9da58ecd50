#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "core/package/digest.hpp"
#include "core/package/package.hpp"
#include "core/result.hpp"
#include "core/signing/key.hpp"
#include "core/signing/progress.hpp"
#include "core/signing/statement.hpp"

namespace haat {

struct Packed {
  Sha256 digest{};  // of the inventory: the package's digest
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;  // of the zip
};

// Writes `content`, with `extra` files (path -> bytes; they win over files of the same path) and
// the inventory over all of them, as a zip. Signatures in `content` are left out: they were made
// for other bytes. Equal files give equal bytes, whatever the number of threads. Refuses content
// that has defects.
Result<Packed> pack(const Package& content, const std::map<std::string, std::string>& extra,
                    const std::filesystem::path& zip, const Progress& progress = {},
                    unsigned threads = useful_threads());

// Puts a signature into a packed zip, beside those that are there; one by the same key is replaced.
// The content is taken over unchanged, byte for byte. `from` and `to` may be one path. Refuses a
// package whose content is not what its inventory says. With the signature goes a proof that the
// log of the same key holds the statement, unless `log_proof` is empty.
Result<void> sign(const std::filesystem::path& from, const std::filesystem::path& to,
                  const Statement& statement, const SecretKey& key,
                  const std::string& log_proof = {});

// Puts the proof that a log holds the release into a package, in place of one of the same log;
// nothing that is signed changes. `log` is the id of the log's key. `from` and `to` may be one
// path.
Result<void> attach_log_proof(const std::filesystem::path& from, const std::filesystem::path& to,
                              const std::string& log, const std::string& proof);

}  // namespace haat
