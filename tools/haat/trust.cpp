#include "tools/haat/trust.hpp"

#include <sstream>

#include "tools/haat/home.hpp"

namespace haat::cli {

namespace fs = std::filesystem;

Result<fs::path> trust_file() {
  HAAT_TRY(const fs::path home, haat_home());
  return home / "trusted_keys";
}

Result<std::vector<PublicKey>> read_keys(const fs::path& path) {
  HAAT_TRY(const std::string text, read_text(path));
  std::istringstream lines(text);
  std::vector<PublicKey> keys;
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    Result<PublicKey> key = parse_public_key(line);
    if (!key) return fail_within(path.string() + ":" + std::to_string(number), key.error());
    keys.push_back(*std::move(key));
  }
  return keys;
}

Result<std::vector<PublicKey>> trusted_keys() {
  HAAT_TRY(const fs::path path, trust_file());
  Result<std::vector<PublicKey>> keys = read_keys(path);
  if (!keys && keys.error().id == "file-missing") return std::vector<PublicKey>{};
  return keys;
}

Result<void> write_trusted(const std::vector<PublicKey>& keys) {
  HAAT_TRY(const fs::path path, trust_file());
  std::string text =
      "# Keys whose signatures count for haat verify and haat get. Written by haat trust.\n";
  for (const PublicKey& key : keys) text += key.line() + "\n";
  return write_text(path, text);
}

}  // namespace haat::cli
