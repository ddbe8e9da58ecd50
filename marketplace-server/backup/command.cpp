#include "marketplace-server/backup/command.hpp"

#include <ostream>

#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "marketplace-server/backup/backup.hpp"

namespace haat::server {
namespace {

constexpr int found_broken = 1;
constexpr int usage = 2;
constexpr int could_not = 3;

int tell(const Result<Whole>& result, const std::string& what, std::ostream& out,
         std::ostream& err) {
  if (!result) {
    err << "haat-server: " << printable(result.error().message) << " [" << result.error().id
        << "]\n";
    const bool broken =
        result.error().kind == Errc::corrupt || result.error().id == "package-missing";
    return broken ? found_broken : could_not;
  }
  out << printable(what) << ": " << counted(result->packages, "package") << ", "
      << counted(result->audit_rows, "row") << " of the audit log and " << result->log_entries
      << " of the transparency log, all whole\n";
  return 0;
}

}  // namespace

bool is_backup_command(const std::string& word) {
  return word == "backup" || word == "restore" || word == "verify";
}

int backup_command(const std::vector<std::string>& words, const std::filesystem::path& data,
                   Time now, std::ostream& out, std::ostream& err) {
  const std::string& command = words.at(0);
  if (command == "verify" && words.size() <= 2) {
    const std::filesystem::path folder = words.size() == 2 ? std::filesystem::path(words[1]) : data;
    return tell(verify_data(folder), folder.string(), out, err);
  }
  if (command == "backup" && words.size() == 2)
    return tell(back_up(data, words[1], now), words[1], out, err);
  if (command == "restore" && words.size() == 2)
    return tell(restore(words[1], data), data.string(), out, err);
  err << "haat-server backup DIR     copies the data folder, also while a server works on it\n"
         "haat-server restore DIR    makes a data folder, which must not be there yet, of a "
         "backup\n"
         "haat-server verify [DIR]   reads a backup, or the data folder, whole\n"
         "The data folder is that of --data, or of --config.\n";
  return usage;
}

}  // namespace haat::server
