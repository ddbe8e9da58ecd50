#include "marketplace-server/config_command.hpp"

#include <ostream>

#include "core/package/entry_name.hpp"
#include "marketplace-server/configuration.hpp"

namespace haat::server {
namespace {

constexpr int usage = 2;

constexpr const char* help =
    "usage: haat-server config check [FILE]   what is wrong with it, and with HAAT_SERVER_...\n"
    "       haat-server config schema         what may stand in it, as JSON Schema\n";

int check(const std::filesystem::path& file, std::ostream& out) {
  Configuration configuration =
      read_configuration({.file = file, .environment = environment_words()});
  auto faults = std::move(configuration.faults);
  for (Error& fault : faults_of(configuration.settings)) faults.push_back(std::move(fault));
  for (const Error& fault : faults) out << printable(fault.message) << " [" << fault.id << "]\n";
  if (faults.empty()) out << "nothing is wrong\n";
  return faults.empty() ? 0 : 1;
}

}  // namespace

int config_command(const std::vector<std::string>& words, std::ostream& out, std::ostream& err) {
  if (words.size() == 1 && words[0] == "schema") {
    out << configuration_schema();
    return 0;
  }
  if ((words.size() == 1 || words.size() == 2) && words[0] == "check")
    return check(words.size() == 2 ? words[1] : std::string(), out);
  const bool asked = words.size() == 1 && (words[0] == "--help" || words[0] == "help");
  (asked ? out : err) << help;
  return asked ? 0 : usage;
}

}  // namespace haat::server
