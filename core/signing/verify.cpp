#include "core/signing/verify.hpp"

#include <algorithm>
#include <map>

#include "core/package/entry_name.hpp"
#include "core/signing/inventory.hpp"

namespace haat {
namespace {

class Verifier {
 public:
  Verifier(const Package& package, const std::vector<PublicKey>& trusted, const Progress& progress)
      : package_(package), trusted_(trusted), progress_(progress) {}

  Result<Verification> run() {
    // What two readers could read differently is refused before anything in it is believed.
    for (const auto& defect : package_.defects()) violate(defect.id, defect.path, defect.message);
    if (!result_.intact()) return std::move(result_);

    if (package_.find(inventory_path) == nullptr)
      return fail(Errc::invalid_argument, "package-unsealed",
                  package_.name() + " has no " + std::string(inventory_path) +
                      ", so nothing can be proved about it; pack it with \"haat pack\"");
    HAAT_TRY(const std::string text, package_.read(inventory_path, limits_.entries * 512));
    result_.digest = sha256(text);
    const auto inventory = parse_inventory(text, limits_);
    if (!inventory) {
      violate(inventory.error().id, inventory_path, inventory.error().message);
      return std::move(result_);
    }
    HAAT_TRY_VOID(compare(*inventory));
    judge_signatures();
    return std::move(result_);
  }

 private:
  void violate(std::string id, std::string_view path, const std::string& message) {
    result_.violations.push_back({std::move(id), printable(path), printable(message)});
  }

  Result<void> compare(const Inventory& inventory) {
    std::map<std::string_view, const Inventory::File*> expected;
    for (const auto& file : inventory.files) expected.emplace(file.path, &file);
    std::uint64_t done = 0, total = 0;
    for (const auto& entry : package_.entries()) total += entry.size;

    auto hasher = std::make_unique<Hasher>();
    auto scanned =
        package_.scan([&](const Entry& entry, std::string_view piece, bool last) -> Result<void> {
          done += piece.size();
          if (progress_) progress_(done, total);
          if (entry.path.starts_with(signatures_folder)) {
            if (entry.size > limits_.json_size)
              return fail(Errc::too_large, "signature-too-large",
                          entry.path + " has " + std::to_string(entry.size) +
                              " bytes; the limit is " + std::to_string(limits_.json_size));
            signatures_[entry.path] += piece;
            return {};
          }
          hasher->update(piece);
          if (!last) return {};
          judge_file(expected, entry, hasher->finish());
          hasher = std::make_unique<Hasher>();
          return {};
        });
    // A checksum of the zip that is wrong is a changed byte like any other.
    if (!scanned && scanned.error().kind == Errc::corrupt) {
      violate(scanned.error().id, "", scanned.error().message);
      return {};
    }
    if (!scanned) return scanned;
    for (const auto& [path, file] : expected)
      violate("file-missing", path,
              std::string(path) + " is in the inventory, but not in the package");
    return {};
  }

  void judge_file(std::map<std::string_view, const Inventory::File*>& expected, const Entry& entry,
                  const Sha256& digest) {
    if (entry.path == inventory_path) return;
    const auto at = expected.find(entry.path);
    if (at == expected.end()) {
      violate("file-not-in-inventory", entry.path,
              entry.path + " was added after the package was made: the inventory does not list it");
      return;
    }
    if (at->second->size != entry.size || at->second->sha256 != digest)
      violate("file-changed", entry.path,
              entry.path +
                  " was changed after the package was made: its digest is not the one in the "
                  "inventory");
    expected.erase(at);
  }

  void judge_signatures() {
    for (const auto& [path, text] : signatures_) {
      const auto envelope = parse_envelope(text, limits_);
      if (!envelope) {
        violate(envelope.error().id, path, path + ": " + envelope.error().message);
        continue;
      }
      if (path != std::string(signatures_folder) + envelope->key_id + ".json") {
        violate("signature-name-wrong", path,
                path + " holds a signature by the key " +
                    printable(envelope->key_id.substr(0, 64)) + ", so that should be its name");
        continue;
      }
      judge_signature(path, *envelope);
    }
  }

  void judge_signature(const std::string& path, const Envelope& envelope) {
    SignatureVerdict verdict{.key_id = envelope.key_id,
                             .key_name = "",
                             .trust = SignatureVerdict::Trust::unknown_key,
                             .statement = {}};
    const auto statement = parse_statement(envelope.payload, limits_);
    if (!statement)
      return violate(statement.error().id, path, path + ": " + statement.error().message);
    verdict.statement = *statement;

    const auto key = std::find_if(trusted_.begin(), trusted_.end(),
                                  [&](const PublicKey& k) { return k.id() == envelope.key_id; });
    if (key != trusted_.end()) {
      verdict.key_name = key->name;
      const bool right = verify(envelope, *key);
      verdict.trust = right ? SignatureVerdict::Trust::trusted : SignatureVerdict::Trust::wrong;
      if (!right)
        violate("signature-wrong", path,
                path + " is not a signature by \"" + key->name + "\", although it says so");
    }
    if (statement->package != result_.digest)
      violate("signature-for-other-content", path,
              path + " was made for another package: it speaks of the digest " +
                  to_hex(statement->package));
    result_.signatures.push_back(std::move(verdict));
  }

  const Package& package_;
  const std::vector<PublicKey>& trusted_;
  const Progress& progress_;
  const Limits limits_;
  Verification result_;
  std::map<std::string, std::string> signatures_;  // path -> bytes, sorted by key id
};

}  // namespace

bool Verification::proves(Statement::Kind kind) const {
  return intact() &&
         std::any_of(signatures.begin(), signatures.end(), [&](const SignatureVerdict& signature) {
           return signature.trust == SignatureVerdict::Trust::trusted &&
                  signature.statement.kind == kind;
         });
}

Result<Verification> verify_package(const Package& package, const std::vector<PublicKey>& trusted,
                                    const Progress& progress) {
  return Verifier(package, trusted, progress).run();
}

}  // namespace haat
