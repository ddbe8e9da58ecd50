#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace haat {

using Signature = std::array<std::uint8_t, 64>;

// An Ed25519 public key (RFC 8032) with the name that its owner gave it.
struct PublicKey {
  std::array<std::uint8_t, 32> bytes{};
  std::string name;

  std::string id() const;  // 32 lower-case hex digits: the first half of SHA-256 over the 32 bytes
  std::string line() const;  // "haat-ed25519 <base64> <name>"
};

Result<PublicKey> parse_public_key(std::string_view line);  // ("public-key-invalid")

bool verify(const PublicKey& key, std::string_view message, const Signature& signature);

// An Ed25519 secret key. It lives in locked memory and is wiped when it goes.
class SecretKey {
 public:
  static Result<SecretKey> generate(std::string name);
  // The file that seal() made. permission_denied ("passphrase-wrong") where the passphrase does not
  // open it.
  static Result<SecretKey> unseal(std::string_view file, std::string_view passphrase);

  SecretKey(SecretKey&&) noexcept;
  SecretKey& operator=(SecretKey&&) noexcept;
  ~SecretKey();

  const PublicKey& public_key() const;
  Signature sign(std::string_view message) const;
  // 32 bytes that only who has this key can know, the same for each purpose: to seal what is kept
  // beside the key. Nothing of the key can be learned from them. (BLAKE2b, keyed)
  std::string derive(std::string_view purpose) const;

  // The key encrypted: argon2id and XSalsa20-Poly1305 (core/signing/README.md). An empty passphrase
  // is allowed and weak: for keys of servers, which nobody can ask.
  Result<std::string> seal(std::string_view passphrase) const;

 private:
  struct Locked;
  explicit SecretKey(std::unique_ptr<Locked> locked);
  std::unique_ptr<Locked> locked_;
};

// A key file readable by its owner only; refuses to overwrite ("key-exists") and to read one that
// others can read
// ("key-file-open").
Result<void> write_key_file(const std::filesystem::path& path, const SecretKey& key,
                            std::string_view passphrase);
Result<SecretKey> read_key_file(const std::filesystem::path& path, std::string_view passphrase);

// From the system's generator.
std::string random_bytes(std::size_t count);
std::string random_hex(std::size_t bytes);  // 2 digits a byte

// Equal or not in a time that does not depend on where they differ.
bool equal_secrets(std::string_view a, std::string_view b);

// Argon2id hash of a password, as a string that carries its own parameters; and its check.
Result<std::string> hash_password(std::string_view password);
bool check_password(std::string_view hash, std::string_view password);

}  // namespace haat
