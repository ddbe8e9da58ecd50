#include "tools/haat/seen_log.hpp"

#include <sstream>

#include "core/log/entry.hpp"
#include "tools/haat/home.hpp"

namespace haat::cli {
namespace {

namespace fs = std::filesystem;

Result<fs::path> file_of(const PublicKey& key, const char* ending) {
  HAAT_TRY(const fs::path home, haat_home());
  return home / "logs" / (key.id() + ending);
}

Result<std::string> remembered(const fs::path& file) {
  auto text = read_text(file);
  if (!text && text.error().id == "file-missing") return std::string();
  return text;
}

tl::unexpected<Error> broken(const fs::path& file) {
  return fail(Errc::corrupt, "revoked-invalid",
              file.string() +
                  " is not as haat log audit wrote it; remove it and the .checkpoint "
                  "beside it, and run haat log audit again");
}

}  // namespace

Result<fs::path> checkpoint_file(const PublicKey& key) {
  return file_of(key, ".checkpoint");
}

std::optional<RevokedPackage> revoked_by_entry(const std::string& entry) {
  const auto told = parse_log_entry(entry);
  if (!told || told->act != "submission.taken_down") return std::nullopt;
  const auto named = told->details.find("package");
  if (named == told->details.end()) return std::nullopt;
  const auto package = parse_sha256(named->second);
  const auto at = parse_rfc3339(told->at);
  if (!package || !at) return std::nullopt;
  return RevokedPackage{*package, "", *at};
}

Result<void> remember_revoked(const PublicKey& key, const std::vector<RevokedPackage>& packages) {
  if (packages.empty()) return {};
  HAAT_TRY(const fs::path file, file_of(key, ".revoked"));
  HAAT_TRY(std::string text, remembered(file));
  for (const RevokedPackage& one : packages)
    text += to_hex(one.package) + " " + to_rfc3339(one.at) + "\n";
  return write_text(file, text);
}

Result<std::vector<RevokedPackage>> revoked_packages(const Trust& trust) {
  std::vector<RevokedPackage> packages;
  for (const TrustedKey& trusted : trust.keys) {
    if (judge_time(trusted, trust.now, trust) != Timeliness::fits) continue;
    HAAT_TRY(const fs::path file, file_of(trusted.key, ".revoked"));
    HAAT_TRY(const std::string text, remembered(file));
    std::istringstream lines(text);
    for (std::string digest, time; lines >> digest >> time;) {
      const auto package = parse_sha256(digest);
      const auto at = parse_rfc3339(time);
      if (!package || !at) return broken(file);
      packages.push_back({*package, trusted.key.name, *at});
    }
  }
  return packages;
}

}  // namespace haat::cli
