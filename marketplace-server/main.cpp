#include <Poco/Exception.h>
#include <Poco/Util/HelpFormatter.h>
#include <Poco/Util/IntValidator.h>
#include <Poco/Util/Option.h>
#include <Poco/Util/OptionCallback.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionSet.h>
#include <Poco/Util/ServerApplication.h>
#include <signal.h>
#include <sys/stat.h>

#include <charconv>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <string_view>
#include <utility>

#include "core/package/entry_name.hpp"
#include "marketplace-server/endpoints/api_page.hpp"
#include "marketplace-server/review/workflow_page.hpp"
#include "marketplace-server/serve.hpp"
#include "marketplace-server/settings.hpp"
#include "marketplace-server/tuf/root_command.hpp"
#include "marketplace-server/upkeep/upkeep_command.hpp"

namespace {

namespace util = Poco::Util;
using haat::server::Settings;

constexpr int usage = 2;
constexpr int could_not = 3;

class Server final : public util::ServerApplication {
 public:
  using util::ServerApplication::run;

 protected:
  void defineOptions(util::OptionSet& options) override {
    add(options, "data", "DIR", "where everything is kept (haat-data)");
    add(options, "database", "URL",
        "postgresql://USER@HOST/NAME, for what is known (a file in DIR); HAAT_DATABASE says it, "
        "too, and keeps a password out of sight");
    add(options, "blobs", "URL",
        "s3://BUCKET?endpoint=https://HOST:PORT&region=NAME, for the packages (a folder in DIR); "
        "HAAT_BLOBS says it, too; its keys are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    add(options, "listen", "HOST:PORT",
        "address to listen on (127.0.0.1:8080); port 0 takes a free one");
    add(options, "providers", "FILE", "JSON file with the providers to run");
    add(options, "policy", "FILE", "JSON file with what is asked for before a course is published");
    add(options, "worker", "PATH", "the haat-provider-worker program (beside this one)");
    add(options, "max-upload", "BYTES", "largest package that is taken (2147483648)");
    add(options, "public-url", "URL",
        "how clients reach the server, for the links in its feeds (as each of them does)");
    add(options, "admin-email", "ADDRESS",
        "whom libraries that harvest the catalogue may write to");
    options.addOption(util::Option("help", "", "this text")
                          .callback(util::OptionCallback<Server>(this, &Server::take)));
  }

  int main(const std::vector<std::string>& rest) override {
    if (settings_.help) return print_help();
    if (!rest.empty()) {
      std::cerr << "haat-server takes no argument \"" << haat::printable(rest.front())
                << "\"; try --help\n";
      return usage;
    }
    auto running = haat::server::serve(settings_);
    if (!running) {
      std::cerr << "haat-server: " << haat::printable(running.error().message) << " ["
                << running.error().id << "]\n";
      return could_not;
    }
    waitForTerminationRequest();
    return 0;
  }

 private:
  void add(util::OptionSet& options, const char* name, const char* argument, const char* help) {
    options.addOption(util::Option(name, "", help)
                          .argument(argument)
                          .callback(util::OptionCallback<Server>(this, &Server::take)));
  }

  void take(const std::string& name, const std::string& value) {
    if (name == "data") settings_.data = value;
    if (name == "database") settings_.elsewhere.database = value;
    if (name == "blobs") settings_.elsewhere.blobs = value;
    if (name == "listen") settings_.listen = value;
    if (name == "providers") settings_.providers = value;
    if (name == "policy") settings_.policy = value;
    if (name == "worker") settings_.worker = value;
    if (name == "max-upload") take_size(value);
    if (name == "public-url") take_url(value);
    if (name == "admin-email") settings_.admin_email = value;
    if (name == "help") {
      settings_.help = true;
      stopOptionsProcessing();
    }
  }

  void take_size(const std::string& value) {
    const char* end = value.data() + value.size();
    const auto [at, error] = std::from_chars(value.data(), end, settings_.max_upload);
    if (error != std::errc{} || at != end || settings_.max_upload == 0)
      throw util::InvalidArgumentException("--max-upload takes a number of bytes");
  }

  void take_url(const std::string& value) {
    if (!value.starts_with("http://") && !value.starts_with("https://"))
      throw util::InvalidArgumentException("--public-url takes https://HOST");
    settings_.public_url = value.substr(0, value.find_last_not_of('/') + 1);
  }

  int print_help() {
    util::HelpFormatter help(options());
    help.setCommand("haat-server");
    help.setUnixStyle(true);
    help.setUsage("[--data DIR] [--listen HOST:PORT] [--providers FILE] ...");
    help.setHeader("The marketplace: takes in courses, has them reviewed, and gives them out.");
    help.setFooter(
        "haat-server root --help: the keys that are kept offline.\n"
        "haat-server fsck, gc, move (--help): looks after what is kept.\n"
        "haat-server workflow: what can become of a submission.\n"
        "haat-server routes: the API.");
    help.format(std::cout);
    return 0;
  }

  Settings settings_;
};

// Written from tables, for the folders that these stand in.
constexpr std::pair<const char*, std::string (*)()> pages[] = {
    {"workflow", haat::server::workflow_page}, {"routes", haat::server::api_page}};

// They are waited for in one place; every thread that is started from here on inherits that.
void hold_back_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGQUIT}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

int main(int argc, char** argv) {
  ::umask(0077);
  if (argc > 1 && std::string_view(argv[1]) == "root")
    return haat::server::root_command({argv + 2, argv + argc}, std::cout, std::cerr);
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
