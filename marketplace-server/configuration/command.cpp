#include "marketplace-server/configuration/command.hpp"

#include <ostream>

#include "core/package/entry_name.hpp"
#include "marketplace-server/configuration/manual.hpp"
#include "marketplace-server/configuration/members.hpp"

namespace haat::server {
namespace {

constexpr int faulty = 1;
constexpr int usage = 2;

constexpr const char* help =
    "haat-server config check FILE    what is wrong with it\n"
    "haat-server config show          what counts, and where it comes from\n"
    "haat-server config schema        what may stand in the file, as JSON Schema\n"
    "haat-server config manual        the same for people\n";

int tell(const std::vector<Error>& faults, std::ostream& out) {
  for (const Error& fault : faults) out << printable(fault.message) << " [" << fault.id << "]\n";
  return faults.empty() ? 0 : faulty;
}

int check(const Choices& choices, std::ostream& out) {
  Configuration configuration = read_configuration(choices);
  auto faults = std::move(configuration.faults);
  for (Error& fault : faults_of(configuration.settings)) faults.push_back(std::move(fault));
  if (faults.empty()) out << "nothing is wrong\n";
  return tell(faults, out);
}

int show(const Choices& choices, std::ostream& out, std::ostream& err) {
  const Configuration configuration = read_configuration(choices);
  out << configuration.shown;
  return tell(configuration.faults, err);
}

}  // namespace

int config_command(const std::vector<std::string>& words, Choices choices, std::ostream& out,
                   std::ostream& err) {
  const std::string command = words.empty() ? "" : words[0];
  if (command == "check" && words.size() == 2) {
    choices.file = words[1];
    return check(choices, out);
  }
  if (command == "show" && words.size() == 1) return show(choices, out, err);
  if (command == "schema" && words.size() == 1) {
    out << configuration_schema();
    return 0;
  }
  if (command == "manual" && words.size() == 1) {
    out << configuration_manual();
    return 0;
  }
  err << help;
  return usage;
}

}  // namespace haat::server
