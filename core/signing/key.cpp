#include "core/signing/key.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/json/json.hpp"
#include "core/package/digest.hpp"
#include "core/signing/base64.hpp"
#include "core/signing/hex.hpp"

namespace haat {
namespace {

static_assert(crypto_sign_BYTES == sizeof(Signature) && crypto_sign_PUBLICKEYBYTES == 32);

constexpr std::string_view line_prefix = "haat-ed25519 ";
constexpr std::string_view file_format = "haat-key/1";
constexpr std::size_t name_limit = 200;

// libsodium wants to be started once, and may be asked again from any thread.
bool sodium_ready() {
  static const bool ready = sodium_init() >= 0;
  return ready;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t size>
std::string text_of(const std::array<std::uint8_t, size>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), size};
}

template <std::size_t size>
bool take(std::string_view base64, std::array<std::uint8_t, size>& into) {
  const auto bytes = from_base64(base64);
  if (!bytes || bytes->size() != size) return false;
  std::copy(bytes->begin(), bytes->end(), into.begin());
  return true;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= name_limit &&
         std::none_of(name.begin(), name.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

using WrappingKey = std::array<std::uint8_t, crypto_secretbox_KEYBYTES>;
using Salt = std::array<std::uint8_t, crypto_pwhash_SALTBYTES>;
using Nonce = std::array<std::uint8_t, crypto_secretbox_NONCEBYTES>;
constexpr std::size_t secret_size = crypto_sign_SECRETKEYBYTES;
using Box = std::array<std::uint8_t, secret_size + crypto_secretbox_MACBYTES>;

struct Wiped : WrappingKey {
  Wiped() : WrappingKey{} {}
  ~Wiped() { sodium_memzero(data(), size()); }
};

bool stretch(Wiped& key, std::string_view passphrase, const Salt& salt,
             unsigned long long operations, std::size_t memory) {
  return crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), salt.data(),
                       operations, memory, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

tl::unexpected<Error> file_invalid(const std::string& why) {
  return fail(Errc::invalid_argument, "key-file-invalid",
              "this is not a key file of Haat's: " + why);
}

}  // namespace

std::string PublicKey::id() const {
  return to_hex(sha256(text_of(bytes))).substr(0, 32);
}

std::string PublicKey::line() const {
  return std::string(line_prefix) + to_base64(text_of(bytes)) + " " + name;
}

Result<PublicKey> parse_public_key(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  PublicKey key;
  bool right = line.starts_with(line_prefix);
  if (right) {
    line.remove_prefix(line_prefix.size());
    const auto blank = line.find(' ');
    right = blank != std::string_view::npos && take(line.substr(0, blank), key.bytes) &&
            is_name(line.substr(blank + 1));
    if (right) key.name = line.substr(blank + 1);
  }
  // A point of small order has a signature for everything.
  if (right && (!sodium_ready() || crypto_core_ed25519_is_valid_point(key.bytes.data()) == 0))
    return fail(Errc::invalid_argument, "public-key-invalid",
                "the public key of \"" + key.name + "\" is not a point that anybody can sign with");
  if (!right)
    return fail(
        Errc::invalid_argument, "public-key-invalid",
        "\"" + std::string(line.substr(0, 80)) +
            "\" is not a public key; one looks like \"haat-ed25519 <44 characters> <name>\"");
  return key;
}

bool verify(const PublicKey& key, std::string_view message, const Signature& signature) {
  return sodium_ready() && crypto_sign_verify_detached(signature.data(), bytes_of(message),
                                                       message.size(), key.bytes.data()) == 0;
}

struct SecretKey::Locked {
  PublicKey public_key;
  unsigned char* secret = nullptr;

  Locked()
      : secret(sodium_ready() ? static_cast<unsigned char*>(sodium_malloc(secret_size)) : nullptr) {
  }
  ~Locked() { sodium_free(secret); }  // wipes it
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;
};

SecretKey::SecretKey(std::unique_ptr<Locked> locked) : locked_(std::move(locked)) {}
SecretKey::SecretKey(SecretKey&&) noexcept = default;
SecretKey& SecretKey::operator=(SecretKey&&) noexcept = default;
SecretKey::~SecretKey() = default;

Result<SecretKey> SecretKey::generate(std::string name) {
  if (!is_name(name))
    return fail(Errc::invalid_argument, "key-name-invalid",
                "the name of a key has 1 to " + std::to_string(name_limit) +
                    " bytes and no control characters");
  auto locked = std::make_unique<Locked>();
  if (locked->secret == nullptr)
    return fail(Errc::unavailable, "no-locked-memory",
                "there is no memory that can be locked for a secret key");
  locked->public_key.name = std::move(name);
  crypto_sign_keypair(locked->public_key.bytes.data(), locked->secret);
  return SecretKey(std::move(locked));
}

const PublicKey& SecretKey::public_key() const {
  return locked_->public_key;
}

Signature SecretKey::sign(std::string_view message) const {
  Signature signature{};
  [[maybe_unused]] const int status = crypto_sign_detached(
      signature.data(), nullptr, bytes_of(message), message.size(), locked_->secret);
  return signature;
}

std::string SecretKey::derive(std::string_view purpose) const {
  std::string derived(crypto_generichash_BYTES, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(derived.data()), derived.size(),
                     bytes_of(purpose), purpose.size(), locked_->secret, crypto_sign_SEEDBYTES);
  return derived;
}

Result<std::string> SecretKey::seal(std::string_view passphrase) const {
  // An empty passphrase protects nothing, so it need not be slow.
  const unsigned long long operations =
      passphrase.empty() ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_MODERATE;
  const std::size_t memory =
      passphrase.empty() ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_MODERATE;
  Salt salt{};
  Nonce nonce{};
  Box box{};
  Wiped key;
  randombytes_buf(salt.data(), salt.size());
  randombytes_buf(nonce.data(), nonce.size());
  if (!stretch(key, passphrase, salt, operations, memory))
    return fail(Errc::unavailable, "no-memory",
                "deriving a key from the passphrase needs " + std::to_string(memory >> 20) +
                    " MiB of memory");
  crypto_secretbox_easy(box.data(), locked_->secret, secret_size, nonce.data(), key.data());
  const nlohmann::ordered_json file{{"format", file_format},
                                    {"public", public_key().line()},
                                    {"kdf", "argon2id13"},
                                    {"operations", operations},
                                    {"memory", memory},
                                    {"salt", to_base64(text_of(salt))},
                                    {"cipher", "xsalsa20-poly1305"},
                                    {"nonce", to_base64(text_of(nonce))},
                                    {"secret", to_base64(text_of(box))}};
  return file.dump(2) + "\n";
}

Result<SecretKey> SecretKey::unseal(std::string_view file, std::string_view passphrase) {
  const auto json = parse_json(file, "the key file", Limits{.json_size = 1 << 16});
  if (!json) return file_invalid(json.error().message);
  const auto text = [&](const char* member) {
    return json->is_object() && json->contains(member) && (*json)[member].is_string()
               ? (*json)[member].get<std::string>()
               : std::string();
  };
  const auto number = [&](const char* member) {
    return json->contains(member) && (*json)[member].is_number_unsigned()
               ? (*json)[member].get<std::uint64_t>()
               : 0;
  };
  if (text("format") != file_format)
    return file_invalid("its format is \"" + text("format") + "\", not \"" +
                        std::string(file_format) + "\"");
  const auto public_key = parse_public_key(text("public"));
  if (!public_key) return file_invalid(public_key.error().message);

  Salt salt{};
  Nonce nonce{};
  Box box{};
  if (text("kdf") != "argon2id13" || text("cipher") != "xsalsa20-poly1305" ||
      !take(text("salt"), salt) || !take(text("nonce"), nonce) || !take(text("secret"), box))
    return file_invalid("its encrypted part is incomplete");
  // A file of a stranger must not take all memory or run for hours.
  const auto operations = number("operations");
  const auto memory = number("memory");
  if (operations < crypto_pwhash_OPSLIMIT_MIN || operations > crypto_pwhash_OPSLIMIT_SENSITIVE ||
      memory < crypto_pwhash_MEMLIMIT_MIN || memory > crypto_pwhash_MEMLIMIT_SENSITIVE)
    return file_invalid("its costs (" + std::to_string(operations) + " operations, " +
                        std::to_string(memory) + " bytes) are out of bounds");

  auto locked = std::make_unique<Locked>();
  if (locked->secret == nullptr)
    return fail(Errc::unavailable, "no-locked-memory",
                "there is no memory that can be locked for a secret key");
  Wiped key;
  if (!stretch(key, passphrase, salt, operations, memory))
    return fail(Errc::unavailable, "no-memory",
                "deriving a key from the passphrase needs " + std::to_string(memory >> 20) +
                    " MiB of memory");
  if (crypto_secretbox_open_easy(locked->secret, box.data(), box.size(), nonce.data(),
                                 key.data()) != 0)
    return fail(Errc::permission_denied, "passphrase-wrong",
                "the passphrase does not open the key \"" + public_key->name + "\"");
  locked->public_key = *public_key;
  // The public half stands unencrypted in the file: it must be the one of this secret.
  std::array<std::uint8_t, 32> derived{};
  crypto_sign_ed25519_sk_to_pk(derived.data(), locked->secret);
  if (derived != public_key->bytes) return file_invalid("its public half belongs to another key");
  return SecretKey(std::move(locked));
}

Result<void> write_key_file(const std::filesystem::path& path, const SecretKey& key,
                            std::string_view passphrase) {
  HAAT_TRY(const std::string text, key.seal(passphrase));
  const int descriptor =
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0 && errno == EEXIST)
    return fail(Errc::conflict, "key-exists",
                path.string() + " exists already; a key is never overwritten");
  const bool written =
      descriptor >= 0 &&
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      fsync(descriptor) == 0;
  const int problem = errno;
  if (descriptor >= 0) close(descriptor);
  if (written) return {};
  if (descriptor >= 0) unlink(path.c_str());
  return fail(Errc::unavailable, "file-unwritable",
              path.string() + " cannot be written: " + std::strerror(problem));
}

Result<SecretKey> read_key_file(const std::filesystem::path& path, std::string_view passphrase) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return fail(errno == ENOENT ? Errc::not_found : Errc::unavailable,
                errno == ENOENT ? "key-not-found" : "file-unreadable",
                path.string() + (errno == ENOENT
                                     ? " does not exist; make a key with \"haat key new\""
                                     : std::string(" cannot be read: ") + std::strerror(errno)));
  struct stat facts {};
  std::string text(1 << 16, '\0');
  const bool known = fstat(descriptor, &facts) == 0;
  const auto got = ::read(descriptor, text.data(), text.size());
  close(descriptor);
  if (!known || got < 0)
    return fail(Errc::unavailable, "file-unreadable",
                path.string() + " cannot be read: " + std::strerror(errno));
  if ((facts.st_mode & 077) != 0)
    return fail(Errc::permission_denied, "key-file-open",
                path.string() + " can be read by others; run: chmod 600 " + path.string());
  text.resize(static_cast<std::size_t>(got));
  auto key = SecretKey::unseal(text, passphrase);
  if (!key) return fail_within(path.string(), std::move(key).error());
  return key;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  if (!sodium_ready()) std::abort();  // no generator, no secrets
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string random_hex(std::size_t bytes) {
  return to_hex(random_bytes(bytes));
}

bool equal_secrets(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Result<std::string> hash_password(std::string_view password) {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (!sodium_ready() || crypto_pwhash_str(hash.data(), password.data(), password.size(),
                                           crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                           crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    return fail(Errc::unavailable, "no-memory", "there is no memory to hash a password");
  hash.resize(std::strlen(hash.c_str()));
  return hash;
}

bool check_password(std::string_view hash, std::string_view password) {
  const std::string terminated(hash);
  return sodium_ready() && hash.size() < crypto_pwhash_STRBYTES &&
         crypto_pwhash_str_verify(terminated.c_str(), password.data(), password.size()) == 0;
}

}  // namespace haat
