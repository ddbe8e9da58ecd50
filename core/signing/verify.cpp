#include "core/signing/verify.hpp"

#include <algorithm>

#include "core/package/entry_name.hpp"
#include "core/signing/inventory.hpp"

namespace haat {
namespace {

SignatureVerdict::Trust trust_of(Timeliness timeliness) {
  switch (timeliness) {
    case Timeliness::fits:
      return SignatureVerdict::Trust::trusted;
    case Timeliness::expired:
      return SignatureVerdict::Trust::expired;
    case Timeliness::not_yet:
      return SignatureVerdict::Trust::not_yet;
    case Timeliness::revoked:
      return SignatureVerdict::Trust::revoked;
  }
  return SignatureVerdict::Trust::wrong;
}

class Verifier {
 public:
  Verifier(const Package& package, const Trust& trust, const Progress& progress)
      : package_(package), trust_(trust), progress_(progress) {}

  Result<Verification> run() {
    // What two readers could read differently is refused before anything in it is believed.
    for (const auto& defect : package_.defects()) violate(defect.id, defect.path, defect.message);
    if (!result_.intact()) return std::move(result_);

    if (package_.find(inventory_path) == nullptr)
      return fail(Errc::invalid_argument, "package-unsealed",
                  package_.name() + " has no " + std::string(inventory_path) +
                      ", so nothing can be proved about it; pack it with \"haat pack\"");
    HAAT_TRY_VOID(take_digest());
    const auto actual = take_inventory(package_, progress_);
    if (!actual && actual.error().kind != Errc::corrupt) return tl::unexpected(actual.error());
    if (!actual) {
      // A checksum of the zip that is wrong is a changed byte like any other.
      violate(actual.error().id, "", actual.error().message);
    } else if (digest_of(*actual) != result_.digest) {
      // Equal bytes: of what is as it was listed, the list need not be read.
      const auto compared = compare_with(*actual);
      if (!compared && compared.error().id != "inventory-invalid")
        return tl::unexpected(compared.error());
      if (!compared) {
        forget_violations();
        violate(compared.error().id, inventory_path, compared.error().message);
        return std::move(result_);
      }
    }
    HAAT_TRY_VOID(judge_signatures());
    return std::move(result_);
  }

 private:
  void violate(std::string id, std::string_view path, const std::string& message) {
    if (result_.violations.size() < Verification::most_violations)
      result_.violations.push_back({std::move(id), printable(path), printable(message)});
    else
      ++result_.violations_left_out;
  }
  void forget_violations() {
    result_.violations.clear();
    result_.violations_left_out = 0;
  }

  Result<void> take_digest() {
    if (package_.find(inventory_path)->size > limits_.inventory_size)
      return tl::unexpected(package_.read(inventory_path, limits_.inventory_size).error());
    Hasher hasher;
    HAAT_TRY_VOID(
        package_.read_pieces(inventory_path, [&](std::string_view piece, bool) -> Result<void> {
          hasher.update(piece);
          return {};
        }));
    result_.digest = hasher.finish();
    for (const RevokedPackage& one : trust_.revoked)
      if (one.package == result_.digest) result_.revoked = one;
    return {};
  }

  // Both lists are sorted by path.
  Result<void> compare_with(const Inventory& actual) {
    auto next = actual.files.begin();
    const auto add_until = [&](auto end) {
      for (; next != end; ++next)
        violate(
            "file-not-in-inventory", next->path,
            next->path + " was added after the package was made: the inventory does not list it");
    };
    HAAT_TRY_VOID(read_inventory(
        package_,
        [&](const Inventory::File& expected) -> Result<void> {
          add_until(std::find_if(next, actual.files.end(), [&](const Inventory::File& file) {
            return file.path >= expected.path;
          }));
          if (next == actual.files.end() || next->path != expected.path)
            violate("file-missing", expected.path,
                    expected.path + " is in the inventory, but not in the package");
          else if (*next++ != expected)
            violate("file-changed", expected.path,
                    expected.path +
                        " was changed after the package was made: its digest is not the one in the "
                        "inventory");
          return {};
        },
        limits_));
    add_until(actual.files.end());
    return {};
  }

  Result<void> judge_signatures() {
    for (const auto& entry : package_.entries()) {
      if (!entry.path.starts_with(signatures_folder)) continue;
      const auto text = package_.read(entry.path, limits_.json_size);
      if (!text && text.error().kind == Errc::unavailable) return tl::unexpected(text.error());
      if (text && entry.path.ends_with(log_proof_ending))
        judge_log_proof(entry.path, *text);
      else if (text)
        judge_signature_file(entry.path, *text);
      else
        violate(text.error().id, entry.path, text.error().message);
    }
    return {};
  }

  // Whether it proves anything is for whoever knows the log; nothing else passes for one.
  void judge_log_proof(const std::string& path, const std::string& text) {
    if (!text.starts_with(std::string(log_proof_head) + "\n") || text.size() > largest_log_proof)
      violate(
          "log-proof-invalid", path,
          path + " is no tlog-proof of at most " + std::to_string(largest_log_proof) + " bytes");
  }

  void judge_signature_file(const std::string& path, const std::string& text) {
    const auto envelope = parse_envelope(text, limits_);
    if (!envelope)
      return violate(envelope.error().id, path, path + ": " + envelope.error().message);
    if (path != std::string(signatures_folder) + envelope->key_id + ".json")
      return violate("signature-name-wrong", path,
                     path + " holds a signature by the key " +
                         printable(envelope->key_id.substr(0, 64)) +
                         ", so that should be its name");
    judge_signature(path, *envelope);
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

    if (const TrustedKey* trusted = trust_.find(envelope.key_id)) {
      verdict.key_name = trusted->key.name;
      if (verify(envelope, trusted->key)) {
        verdict.trust = trust_of(judge_time(*trusted, statement->time, trust_));
      } else {
        verdict.trust = SignatureVerdict::Trust::wrong;
        violate("signature-wrong", path,
                path + " is not a signature by \"" + trusted->key.name + "\", although it says so");
      }
    }
    if (statement->package != result_.digest)
      violate("signature-for-other-content", path,
              path + " was made for another package: it speaks of the digest " +
                  to_hex(statement->package));
    result_.signatures.push_back(std::move(verdict));
  }

  const Package& package_;
  const Trust& trust_;
  const Progress& progress_;
  const Limits limits_;
  Verification result_;
};

}  // namespace

bool Verification::proves(Statement::Kind kind) const {
  return intact() &&
         std::any_of(signatures.begin(), signatures.end(), [&](const SignatureVerdict& signature) {
           return signature.trust == SignatureVerdict::Trust::trusted &&
                  signature.statement.kind == kind;
         });
}

Verdict Verification::verdict() const {
  using Believed = SignatureVerdict::Trust;
  if (!intact()) return Verdict::tampered;
  const auto any = [&](Believed wanted) {
    return std::any_of(signatures.begin(), signatures.end(),
                       [&](const SignatureVerdict& one) { return one.trust == wanted; });
  };
  if (revoked) return Verdict::revoked;
  if (any(Believed::trusted)) return Verdict::genuine;
  if (any(Believed::revoked)) return Verdict::revoked;
  if (any(Believed::expired) || any(Believed::not_yet)) return Verdict::expired;
  return signatures.empty() ? Verdict::unsigned_ : Verdict::untrusted;
}

const char* to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::genuine:
      return "genuine";
    case Verdict::tampered:
      return "tampered";
    case Verdict::revoked:
      return "revoked";
    case Verdict::expired:
      return "expired";
    case Verdict::untrusted:
      return "untrusted";
    case Verdict::unsigned_:
      return "unsigned";
  }
  return "tampered";
}

Result<Verification> verify_package(const Package& package, const Trust& trust,
                                    const Progress& progress) {
  return Verifier(package, trust, progress).run();
}

}  // namespace haat
