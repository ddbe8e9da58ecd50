#include "tools/haat/trust.hpp"

#include <algorithm>
#include <sstream>

#include "tools/haat/home.hpp"

namespace haat::cli {

namespace fs = std::filesystem;

Result<fs::path> trust_file() {
  HAAT_TRY(const fs::path home, haat_home());
  return home / "trusted_keys";
}

Result<std::vector<TrustedKey>> read_keys(const fs::path& path) {
  HAAT_TRY(const std::string text, read_text(path));
  std::istringstream lines(text);
  std::vector<TrustedKey> keys;
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    Result<TrustedKey> key = parse_trusted_key(line);
    if (!key) return fail_within(path.string() + ":" + std::to_string(number), key.error());
    keys.push_back(*std::move(key));
  }
  return keys;
}

Result<std::vector<TrustedKey>> trusted_keys() {
  HAAT_TRY(const fs::path path, trust_file());
  Result<std::vector<TrustedKey>> keys = read_keys(path);
  if (!keys && keys.error().id == "file-missing") return std::vector<TrustedKey>{};
  return keys;
}

Result<void> write_trusted(const std::vector<TrustedKey>& keys) {
  HAAT_TRY(const fs::path path, trust_file());
  std::string text =
      "# Keys whose signatures count for haat verify and haat get. Written by haat trust.\n";
  for (const TrustedKey& key : keys) text += key.line() + "\n";
  return write_text(path, text);
}

Result<TrustedKey*> find_trusted(std::vector<TrustedKey>& keys, const std::string& which) {
  TrustedKey* found = nullptr;
  int count = 0;
  for (TrustedKey& one : keys) {
    if (one.key.id() != which && one.key.name != which) continue;
    found = &one;
    ++count;
  }
  if (count == 1) return found;
  if (count == 0)
    return fail(Errc::not_found, "key-not-trusted",
                "no trusted key has the id or name \"" + which + "\"; haat trust list shows them");
  return fail(Errc::invalid_argument, "key-ambiguous",
              std::to_string(count) + " trusted keys are called \"" + which +
                  "\"; give the id, which haat trust list shows");
}

Result<void> follow_own(const KeyChange& change) {
  HAAT_TRY(std::vector<TrustedKey> keys, trusted_keys());
  auto key = std::find_if(keys.begin(), keys.end(),
                          [&](const TrustedKey& one) { return one.key.id() == change.key.id(); });
  if (key == keys.end()) key = keys.insert(key, TrustedKey{.key = change.key});
  if (!follow(change, *key, change.time)) return {};  // it says here already that it is revoked
  return write_trusted(keys);
}

}  // namespace haat::cli
