#include <Poco/Exception.h>
#include <Poco/Util/HelpFormatter.h>
#include <Poco/Util/Option.h>
#include <Poco/Util/OptionCallback.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionSet.h>
#include <Poco/Util/ServerApplication.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <iostream>
#include <string_view>
#include <utility>

#include "core/package/entry_name.hpp"
#include "marketplace-server/backup/command.hpp"
#include "marketplace-server/configuration/command.hpp"
#include "marketplace-server/configuration/members.hpp"
#include "marketplace-server/endpoints/api_page.hpp"
#include "marketplace-server/mirror/mirror_command.hpp"
#include "marketplace-server/review/workflow_page.hpp"
#include "marketplace-server/serve.hpp"
#include "marketplace-server/tuf/root_command.hpp"
#include "marketplace-server/upkeep/upkeep_command.hpp"

namespace {

namespace util = Poco::Util;
using haat::server::Member;

constexpr int usage = 2;
constexpr int could_not = 3;

sigset_t awaited_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGQUIT, SIGHUP}) sigaddset(&signals, signal);
  return signals;
}

int wait_for_signal() {
  const sigset_t signals = awaited_signals();
  int signal = 0;
  while (::sigwait(&signals, &signal) != 0) {
  }
  return signal;
}

class Server final : public util::ServerApplication {
 public:
  using util::ServerApplication::run;

 protected:
  void defineOptions(util::OptionSet& options) override {
    add(options, "config", "FILE", "JSON file with any of these (see haat-server config manual)");
    for (const Member& member : haat::server::members())
      if (!member.secret)
        add(options, member.option, member.argument,
            member.description + (member.otherwise.empty() ? "" : " (" + member.otherwise + ")"));
    options.addOption(util::Option("help", "", "this text")
                          .callback(util::OptionCallback<Server>(this, &Server::take)));
  }

  int main(const std::vector<std::string>& rest) override {
    if (help_) return print_help();
    if (!rest.empty() && rest.front() == "config")
      return haat::server::config_command({rest.begin() + 1, rest.end()}, choices_, std::cout,
                                          std::cerr);
    const bool serves = rest.empty();
    if (!serves && !haat::server::is_backup_command(rest.front())) {
      std::cerr << "haat-server takes no argument \"" << haat::printable(rest.front())
                << "\"; try --help\n";
      return usage;
    }
    const auto configuration = haat::server::read_configuration(choices_);
    if (!configuration.faults.empty()) return tell(configuration.faults);
    if (!serves && (!configuration.settings.elsewhere.database.empty() ||
                    !configuration.settings.elsewhere.blobs.empty())) {
      std::cerr << "haat-server: " << rest.front()
                << " is for what is in the data folder; PostgreSQL's own tools (pg_dump, "
                   "pg_basebackup) copy the \"database\", and those of the object store the "
                   "\"blobs\" that are elsewhere [kept-elsewhere]\n";
      return could_not;
    }
    if (!serves)
      return haat::server::backup_command(rest, configuration.settings.data,
                                          haat::server::system_time(), std::cout, std::cerr);
    auto running = haat::server::serve(configuration);
    if (!running) return tell({running.error()});
    while (wait_for_signal() == SIGHUP) running->reload(haat::server::read_configuration(choices_));
    return 0;
  }

 private:
  void add(util::OptionSet& options, const std::string& name, const std::string& argument,
           const std::string& help) {
    options.addOption(util::Option(name, "", help)
                          .argument(argument)
                          .callback(util::OptionCallback<Server>(this, &Server::take)));
  }

  void take(const std::string& name, const std::string& value) {
    if (name == "help") {
      help_ = true;
      stopOptionsProcessing();
    } else if (name == "config") {
      choices_.file = value;
    } else {
      std::string member = name;
      std::replace(member.begin(), member.end(), '-', '_');
      choices_.options[member] = value;
    }
  }

  static int tell(const std::vector<haat::Error>& faults) {
    bool on_the_command_line = false;
    for (const haat::Error& fault : faults) {
      std::cerr << "haat-server: " << haat::printable(fault.message) << " [" << fault.id << "]\n";
      on_the_command_line = on_the_command_line || fault.id == "option-invalid";
    }
    return on_the_command_line ? usage : could_not;
  }

  int print_help() {
    util::HelpFormatter help(options());
    help.setCommand("haat-server");
    help.setUnixStyle(true);
    help.setUsage("[--config FILE] [--data DIR] [--listen HOST:PORT] ...");
    help.setHeader("The marketplace: takes in courses, has them reviewed, and gives them out.");
    help.setFooter(
        "SIGHUP reads the file, the policy and the providers again.\n"
        "haat-server config: what may be chosen in a file, and what is wrong with what was.\n"
        "haat-server backup DIR, restore DIR, verify [DIR]: copies of the data folder.\n"
        "haat-server root --help: the keys that are kept offline.\n"
        "haat-server fsck, gc, move (--help): looks after what is kept.\n"
        "haat-server workflow: what can become of a submission.\n"
        "haat-server routes: the API.");
    help.format(std::cout);
    return 0;
  }

  haat::server::Choices choices_{.environment = haat::server::environment_words()};
  bool help_ = false;
};

// Written from tables, for the folders that these stand in.
constexpr std::pair<const char*, std::string (*)()> pages[] = {
    {"workflow", haat::server::workflow_page}, {"routes", haat::server::api_page}};

// They are waited for in one place; every thread that is started from here on inherits that.
void hold_back_signals() {
  const sigset_t signals = awaited_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

int main(int argc, char** argv) {
  ::umask(0077);
  if (argc > 1 && std::string_view(argv[1]) == "root")
    return haat::server::root_command({argv + 2, argv + argc}, std::cout, std::cerr);
  if (argc > 1 && std::string_view(argv[1]) == "mirror") {
    ::umask(0022);  // what everybody may have is there for any web server to read
    return haat::server::mirror_command({argv + 2, argv + argc}, std::cout, std::cerr);
  }
  if (argc > 1 && haat::server::is_upkeep_command(argv[1]))
    return haat::server::upkeep_command({argv + 1, argv + argc}, std::cout, std::cerr);
  for (const auto& [name, page] : pages)
    if (argc == 2 && std::string_view(argv[1]) == name) {
      std::cout << page();
      return 0;
    }
  hold_back_signals();
  try {
    Server server;
    server.init(argc, argv);
    return server.run();
  } catch (const Poco::Exception& exception) {
    std::cerr << "haat-server: " << exception.message() << "; try --help\n";
    return usage;
  }
}
