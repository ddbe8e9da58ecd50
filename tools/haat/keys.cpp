#include "tools/haat/keys.hpp"

#include <algorithm>

#include "core/ascii.hpp"
#include "tools/haat/home.hpp"

namespace haat::cli {
namespace {

namespace fs = std::filesystem;

bool is_name(std::string_view name) {
  const auto fine = [](char c) {
    return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.' || c == '@';
  };
  return !name.empty() && name.size() <= 64 && name[0] != '.' && name[0] != '-' &&
         std::all_of(name.begin(), name.end(), fine);
}

tl::unexpected<Error> unknown(const std::string& name) {
  return fail(Errc::not_found, "key-unknown",
              "there is no key \"" + name + "\"; haat key list shows yours, haat key new " + name +
                  " makes it");
}

Result<void> make_folder(const fs::path& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem)
    return fail(Errc::unavailable, "file-not-written",
                folder.string() + " cannot be made: " + problem.message());
  return {};
}

}  // namespace

Result<fs::path> key_file(const std::string& name) {
  if (!is_name(name))
    return fail(
        Errc::invalid_argument, "key-name-invalid",
        "\"" + name +
            "\" is no name for a key: use up to 64 letters, digits and . _ - @, beginning with a "
            "letter, digit or _");
  HAAT_TRY(const fs::path home, haat_home());
  return home / "keys" / (name + ".key");
}

Result<PublicKey> make_key(const std::string& name, const PassphraseSource& source) {
  HAAT_TRY(const fs::path path, key_file(name));
  std::error_code ignored;
  if (fs::exists(path, ignored))  // before the passphrase is asked for
    return fail(Errc::conflict, "key-exists",
                path.string() + " exists already and is not overwritten; choose another name");
  HAAT_TRY(const SecretText passphrase, new_passphrase(source));
  HAAT_TRY(const SecretKey key, SecretKey::generate(name));
  HAAT_TRY_VOID(keep_key(key, passphrase));
  return key.public_key();
}

Result<void> keep_key(const SecretKey& key, const SecretText& passphrase) {
  HAAT_TRY(fs::path path, key_file(key.public_key().name));
  HAAT_TRY_VOID(make_folder(path.parent_path()));
  HAAT_TRY_VOID(write_key_file(path, key, passphrase.view()));
  return write_text(path.replace_extension(".pub"), key.public_key().line() + "\n");
}

Result<fs::path> retire_key(const std::string& name) {
  HAAT_TRY(const PublicKey key, public_key_of(name));
  HAAT_TRY(fs::path from, key_file(name));
  fs::path to = from.parent_path() / "retired" / (name + "." + key.id() + ".key");
  HAAT_TRY_VOID(make_folder(to.parent_path()));
  for (const char* ending : {".pub", ".key"}) {  // without .pub the key is no longer offered
    std::error_code problem;
    fs::rename(from.replace_extension(ending), to.replace_extension(ending), problem);
    if (problem)
      return fail(Errc::unavailable, "file-not-written",
                  from.string() + " cannot be put aside: " + problem.message());
  }
  return to;
}

Result<SecretKey> open_key(const std::string& name, const PassphraseSource& source) {
  HAAT_TRY(const fs::path path, key_file(name));
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return unknown(name);
  if (!passphrase_given(source)) {  // a key that was made without one opens without a question
    Result<SecretKey> key = read_key_file(path, "");
    if (key || key.error().id != "passphrase-wrong") return key;
  }
  HAAT_TRY(const SecretText passphrase, passphrase_of(source, name));
  return read_key_file(path, passphrase.view());
}

Result<PublicKey> public_key_of(const std::string& name) {
  HAAT_TRY(fs::path path, key_file(name));
  const Result<std::string> line = read_text(path.replace_extension(".pub"));
  if (!line && line.error().kind == Errc::not_found) return unknown(name);
  if (!line) return tl::unexpected<Error>(line.error());
  return parse_public_key(std::string_view(*line).substr(0, line->find('\n')));
}

Result<std::vector<PublicKey>> own_keys() {
  HAAT_TRY(const fs::path home, haat_home());
  std::vector<std::string> names;
  std::error_code problem;
  for (fs::directory_iterator it(home / "keys", problem), end; !problem && it != end;
       it.increment(problem))
    if (it->path().extension() == ".pub") names.push_back(it->path().stem().string());
  std::sort(names.begin(), names.end());
  std::vector<PublicKey> keys;
  for (const std::string& name : names) {
    HAAT_TRY(PublicKey key, public_key_of(name));
    keys.push_back(std::move(key));
  }
  return keys;
}

Result<std::string> choose_key(const std::string& asked) {
  if (!asked.empty()) return asked;
  HAAT_TRY(const std::vector<PublicKey> keys, own_keys());
  if (keys.size() == 1) return keys.front().name;
  return fail(Errc::invalid_argument, "key-not-chosen",
              keys.empty() ? "there is no key yet; haat key new NAME makes one"
                           : "there are " + std::to_string(keys.size()) +
                                 " keys; --key NAME says which (haat key list shows them)");
}

}  // namespace haat::cli
