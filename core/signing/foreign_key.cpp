#include "core/signing/foreign_key.hpp"

#include <algorithm>

#include "core/package/digest.hpp"
#include "core/signing/base64.hpp"

namespace haat {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view ours = "haat-ed25519 ", openssh = "ssh-ed25519 ",
                           minisign_comment = "untrusted comment: ";
// RFC 8709: the length and the name of the algorithm, then the length of the key.
constexpr std::string_view openssh_head = "\0\0\0\x0bssh-ed25519\0\0\0\x20"sv;
// minisign: "Ed", and 8 bytes that its owner's files know the key by.
constexpr std::string_view minisign_head = "Ed";
constexpr std::size_t minisign_number = 8, key_size = 32;

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string raw(const PublicKey& key) {
  return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
}

// Through our own line, so that there is one judge of keys and names.
Result<PublicKey> key_of(std::string_view bytes, std::string_view name) {
  return parse_public_key(std::string(ours) + to_base64(bytes) + " " + std::string(name));
}

tl::unexpected<Error> unknown(std::string_view line) {
  return fail(Errc::invalid_argument, "public-key-invalid",
              "\"" + std::string(line.substr(0, 80)) +
                  "\" is no Ed25519 public key of Haat, OpenSSH or minisign");
}

}  // namespace

Result<PublicKey> read_public_key(std::string_view text, std::string_view name) {
  std::string_view line = take_line(text);
  if (line.starts_with(ours)) return parse_public_key(line);
  if (line.starts_with(openssh)) {
    const std::string_view rest = line.substr(openssh.size());
    const auto blank = std::min(rest.find(' '), rest.size());
    const auto bytes = from_base64(rest.substr(0, blank));
    if (!bytes || bytes->size() != openssh_head.size() + key_size ||
        !bytes->starts_with(openssh_head))
      return unknown(line);
    const std::string_view comment = rest.substr(std::min(blank + 1, rest.size()));
    return key_of(bytes->substr(openssh_head.size()), comment.empty() ? name : comment);
  }
  if (line.starts_with(minisign_comment)) line = take_line(text);
  const auto bytes = from_base64(line);
  if (!bytes || bytes->size() != minisign_head.size() + minisign_number + key_size ||
      !bytes->starts_with(minisign_head))
    return unknown(line);
  return key_of(bytes->substr(minisign_head.size() + minisign_number), name);
}

std::string to_openssh(const PublicKey& key) {
  return std::string(openssh) + to_base64(std::string(openssh_head) + raw(key)) + " " + key.name +
         "\n";
}

std::string to_minisign(const PublicKey& key) {
  const auto digest = sha256(raw(key));
  const std::string number(reinterpret_cast<const char*>(digest.data()), minisign_number);
  return std::string(minisign_comment) + "haat public key " + key.name + "\n" +
         to_base64(std::string(minisign_head) + number + raw(key)) + "\n";
}

}  // namespace haat
