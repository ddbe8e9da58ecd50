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

#include "core/package/entry_name.hpp"
#include "marketplace-server/config_command.hpp"
#include "marketplace-server/configuration.hpp"
#include "marketplace-server/review/workflow_page.hpp"
#include "marketplace-server/serve.hpp"
#include "marketplace-server/tuf/root_command.hpp"

namespace {

namespace util = Poco::Util;
using haat::server::Configuration;

constexpr int usage = 2;
constexpr int could_not = 3;

sigset_t awaited() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGQUIT, SIGHUP}) sigaddset(&signals, signal);
  return signals;
}

class Server final : public util::ServerApplication {
 public:
  using util::ServerApplication::run;

 protected:
  void defineOptions(util::OptionSet& options) override {
    add(options, "config", "FILE",
        "JSON file with what else may be chosen (haat-server config schema)");
    add(options, "data", "DIR", "where everything is kept (haat-data)");
    add(options, "listen", "HOST:PORT",
        "address to listen on (127.0.0.1:8080); port 0 takes a free one");
    add(options, "providers", "FILE", "JSON file with the providers to run");
    add(options, "policy", "FILE", "JSON file with what is asked for before a course is published");
    add(options, "worker", "PATH", "the haat-provider-worker program (beside this one)");
    add(options, "max-upload", "BYTES", "largest package that is taken (2147483648)");
    options.addOption(util::Option("help", "", "this text")
                          .callback(util::OptionCallback<Server>(this, &Server::take)));
  }

  int main(const std::vector<std::string>& rest) override {
    if (help_) return print_help();
    if (!rest.empty()) {
      std::cerr << "haat-server takes no argument \"" << haat::printable(rest.front())
                << "\"; try --help\n";
      return usage;
    }
    Configuration configuration = read_configuration(choices_);
    if (!configuration.faults.empty()) return tell(configuration.faults);
    auto running = haat::server::serve(configuration.settings);
    if (!running) return tell({running.error()});
    while (wait_for_signal() == SIGHUP) running->reload(read_configuration(choices_));
    return 0;
  }

 private:
  void add(util::OptionSet& options, const char* name, const char* argument, const char* help) {
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

  static int wait_for_signal() {
    const sigset_t signals = awaited();
    int signal = 0;
    while (::sigwait(&signals, &signal) != 0) {
    }
    return signal;
  }

  int print_help() {
    util::HelpFormatter help(options());
    help.setCommand("haat-server");
    help.setUnixStyle(true);
    help.setUsage("[--config FILE] [--data DIR] [--listen HOST:PORT] ...");
    help.setHeader("The marketplace: takes in courses, has them reviewed, and gives them out.");
    help.setFooter(
        "Environment variables such as HAAT_SERVER_LISTEN win over the file, options over both.\n"
        "SIGHUP reads the file, the policy and the providers again.\n"
        "haat-server config --help: what may be chosen, and what is wrong with what was.\n"
        "haat-server root --help: the keys that are kept offline.\n"
        "haat-server workflow: what can become of a submission.");
    help.format(std::cout);
    return 0;
  }

  haat::server::Choices choices_{.environment = haat::server::environment_words()};
  bool help_ = false;
};

// They are waited for in one place; every thread that is started from here on inherits that.
void hold_back_signals() {
  const sigset_t signals = awaited();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

int main(int argc, char** argv) {
  ::umask(0077);
  if (argc > 1 && std::string_view(argv[1]) == "root")
    return haat::server::root_command({argv + 2, argv + argc}, std::cout, std::cerr);
  if (argc == 2 && std::string_view(argv[1]) == "workflow") {
    std::cout << haat::server::workflow_page();
    return 0;
  }
  if (argc > 1 && std::string_view(argv[1]) == "config")
    return haat::server::config_command({argv + 2, argv + argc}, std::cout, std::cerr);
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
