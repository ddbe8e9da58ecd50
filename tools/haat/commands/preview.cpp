#include <csignal>
#include <memory>
#include <ostream>
#include <string>

#include "core/package/entry_name.hpp"
#include "sdk/authoring/packaging.hpp"
#include "sdk/authoring/preview/preview.hpp"
#include "tools/haat/browser.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string path;
  std::string standard;
  int port = 8717;
  bool no_open = false;
};

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  return signals;
}

Result<int> run(const Options& options, Io& io) {
  if (options.port < 0 || options.port > 65535)
    return fail(Errc::invalid_argument, "port-invalid",
                "--port " + std::to_string(options.port) + " is not 0 to 65535");
  // Held back before the server's threads start, so that none of them gets it: this one waits for
  // it.
  const sigset_t signals = ending_signals();
  sigset_t before;
  pthread_sigmask(SIG_BLOCK, &signals, &before);
  auto preview =
      Preview::start(options.path, options.standard, static_cast<std::uint16_t>(options.port));
  if (!preview) {
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return tl::unexpected(std::move(preview).error());
  }
  for (const std::string& remark : (*preview)->remarks()) io.err << remark << "\n";
  io.out << (*preview)->address() << std::endl;
  io.err << "Preview of \"" << printable((*preview)->title()) << "\" ("
         << to_string((*preview)->standard()) << "). Ctrl-C ends it.\n";
  io.err.flush();
  if (!options.no_open) open_browser((*preview)->address());
  int received = 0;
  sigwait(&signals, &received);
  preview->reset();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  io.err << "\nThe preview has ended.\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PATH", options->path, "a course project, a package zip or a package folder");
  syntax.choice("--standard", options->standard, packaging_names(), "what to build a project for");
  syntax.number("--port", options->port, "8717 unless said; 0 takes any that is free");
  syntax.flag("--no-open", options->no_open, "only print the address");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command preview_command;
const Command preview_command{
    .name = "preview",
    .summary = "Take a course as a learner does, and see every call that it makes to the platform.",
    .examples = "haat preview my-course\nhaat preview my-course.zip --no-open --port 0\n",
    .define = define,
};

}  // namespace haat::cli
