#include "core/log/checkpoint.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/package/entry_name.hpp"
#include "core/signing/base64.hpp"
#include "core/signing/hex.hpp"
#include "core/signing/inventory.hpp"

namespace haat {
namespace {

constexpr std::string_view dash = "\u2014 ";  // an em dash and a blank begin each signature
constexpr char ed25519_kind = 1;
constexpr std::size_t number_size = 4, most_signatures = 16, most_bytes = 1 << 16, most_path = 64;
constexpr std::string_view extra_word = "extra ", index_word = "index ";

template <std::size_t size>
std::string text_of(const std::array<std::uint8_t, size>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), size};
}

template <std::size_t size>
std::optional<std::array<std::uint8_t, size>> bytes_of(std::string_view base64) {
  const auto text = from_base64(base64);
  if (!text || text->size() != size) return std::nullopt;
  std::array<std::uint8_t, size> bytes{};
  std::copy(text->begin(), text->end(), bytes.begin());
  return bytes;
}

// The one spelling of a number: digits, without a zero in front.
std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return std::to_string(value) == text ? std::optional(value) : std::nullopt;
}

bool is_origin(std::string_view text) {
  return !text.empty() && is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '+';
  });
}

// Takes a line, without its end; nothing if there is none that ends.
std::optional<std::string_view> take_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

// C2SP signed-note: the first bytes of a hash over the key and its name, to find it by.
std::string key_number(std::string_view name, const PublicKey& key) {
  const auto hash = sha256(std::string(name) + "\n" + ed25519_kind + text_of(key.bytes));
  return text_of(hash).substr(0, number_size);
}

std::string body_of(const Checkpoint& checkpoint) {
  return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
         to_base64(text_of(checkpoint.root)) + "\n";
}

std::optional<Checkpoint> parse_body(std::string_view text) {
  const auto origin = take_line(text), size = take_line(text), root = take_line(text);
  if (!origin || !size || !root || !is_origin(*origin)) return std::nullopt;
  const auto number = number_of(*size);
  const auto hash = bytes_of<sizeof(Sha256)>(*root);
  if (!number || !hash) return std::nullopt;
  return Checkpoint{std::string(*origin), *number, *hash};
}

tl::unexpected<Error> invalid(const std::string& why) {
  return fail(Errc::corrupt, "checkpoint-invalid", "the log's checkpoint cannot be used: " + why);
}
tl::unexpected<Error> proof_invalid() {
  return fail(Errc::corrupt, "log-proof-invalid",
              "the proof that the log holds this cannot be used: it is no tlog-proof");
}

constexpr std::string_view origin_head = "haat/";

}  // namespace

std::string log_origin(const PublicKey& key) {
  return std::string(origin_head) + key.id();
}

std::string log_key_id(std::string_view origin) {
  return origin.starts_with(origin_head) ? std::string(origin.substr(origin_head.size())) : "";
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SecretKey& key) {
  const std::string body = body_of(checkpoint);
  return body + "\n" + std::string(dash) + checkpoint.origin + " " +
         to_base64(key_number(checkpoint.origin, key.public_key()) + text_of(key.sign(body))) +
         "\n";
}

Result<Checkpoint> open_checkpoint(std::string_view note, const PublicKey& key) {
  if (note.size() > most_bytes || !is_utf8(note)) return invalid("it is too large, or not UTF-8");
  // The text ends with the last empty line, so that nothing of it can pass for a signature.
  const auto blank = note.rfind("\n\n");
  if (blank == std::string_view::npos) return invalid("it is not signed");
  const std::string_view body = note.substr(0, blank + 1);
  const auto checkpoint = parse_body(body);
  if (!checkpoint) return invalid("it does not tell an origin, a size and a root");

  std::string_view rest = note.substr(blank + 2);
  bool is_signed = false;
  for (std::size_t count = 0; !rest.empty(); ++count) {
    const auto line = take_line(rest);
    if (!line || !line->starts_with(dash) || count == most_signatures)
      return invalid("its signatures are malformed, or too many");
    const std::string_view words = line->substr(dash.size());
    const auto space = words.find(' ');
    const auto bytes =
        space == std::string_view::npos ? std::nullopt : from_base64(words.substr(space + 1));
    if (!bytes || bytes->size() <= number_size || !is_origin(words.substr(0, space)))
      return invalid("its signatures are malformed, or too many");
    Signature signature{};
    if (words.substr(0, space) != checkpoint->origin ||
        bytes->size() != number_size + signature.size() ||
        !bytes->starts_with(key_number(checkpoint->origin, key)))
      continue;
    std::copy(bytes->begin() + number_size, bytes->end(), signature.begin());
    if (!verify(key, body, signature))
      return fail(
          Errc::permission_denied, "checkpoint-not-signed",
          "the log's checkpoint has a wrong signature in the name of " + checkpoint->origin);
    is_signed = true;
  }
  if (!is_signed)
    return fail(Errc::permission_denied, "checkpoint-not-signed",
                "the log's checkpoint is not signed by the key " + key.id());
  return *checkpoint;
}

std::string note_key(const std::string& origin, const PublicKey& key) {
  return origin + "+" + to_hex(key_number(origin, key)) + "+" +
         to_base64(ed25519_kind + text_of(key.bytes));
}

std::string to_text(const LogProof& proof) {
  std::string text = std::string(log_proof_head) + "\n";
  if (!proof.entry.empty()) text += std::string(extra_word) + to_base64(proof.entry) + "\n";
  text += std::string(index_word) + std::to_string(proof.index) + "\n";
  for (const Sha256& hash : proof.path) text += to_base64(text_of(hash)) + "\n";
  return text + "\n" + proof.note;
}

Result<LogProof> parse_log_proof(std::string_view text) {
  if (text.size() > largest_log_proof || take_line(text) != log_proof_head) return proof_invalid();
  LogProof proof{.path = {}, .note = {}};
  auto line_of_index = take_line(text);
  if (line_of_index && line_of_index->starts_with(extra_word)) {
    const auto entry = from_base64(line_of_index->substr(extra_word.size()));
    if (!entry || entry->empty()) return proof_invalid();
    proof.entry = *entry;
    line_of_index = take_line(text);
  }
  const auto index = line_of_index && line_of_index->starts_with(index_word)
                         ? number_of(line_of_index->substr(index_word.size()))
                         : std::nullopt;
  if (!index) return proof_invalid();
  proof.index = *index;
  for (auto line = take_line(text);; line = take_line(text)) {
    if (!line) return proof_invalid();
    if (line->empty()) break;
    const auto hash = bytes_of<sizeof(Sha256)>(*line);
    if (!hash || proof.path.size() == most_path) return proof_invalid();
    proof.path.push_back(*hash);
  }
  proof.note = text;
  return proof;
}

Result<Checkpoint> check_log_proof(const LogProof& proof, std::string_view entry,
                                   const PublicKey& key) {
  HAAT_TRY(Checkpoint checkpoint, open_checkpoint(proof.note, key));
  if (!proves_inclusion(proof.path, leaf_hash(entry), proof.index, checkpoint.size,
                        checkpoint.root))
    return fail(Errc::corrupt, "log-proof-wrong",
                "the proof does not lead to the root that " + checkpoint.origin + " has signed");
  return checkpoint;
}

}  // namespace haat
