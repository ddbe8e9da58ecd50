#include <malloc.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <ostream>

#include "core/nearest.hpp"
#include "core/package/entry_name.hpp"
#include "core/version.hpp"
#include "tools/haat/commands.hpp"
#include "tools/haat/help.hpp"
#include "tools/haat/output.hpp"
#include "tools/haat/progress.hpp"
#include "tools/haat/syntax.hpp"
#include "tools/haat/tidy_end.hpp"

namespace haat::cli {
namespace {

constexpr int usage_exit = 2;

int exit_code(Errc kind) {
  switch (kind) {
    case Errc::invalid_argument:
      return usage_exit;
    case Errc::unauthenticated:
    case Errc::permission_denied:
    case Errc::not_found:
    case Errc::conflict:
    case Errc::corrupt:
    case Errc::too_large:
    case Errc::unsupported:
    case Errc::unavailable:
    case Errc::internal:
      return 3;
  }
  return 3;
}

// Messages carry names from packages and servers, so control characters are shown, not obeyed.
void complain(Io& io, const std::string& message, const std::string& id = {}) {
  const bool colour = io.colour && io.err_is_terminal;
  io.err << (colour ? "\x1b[31m" : "") << "haat: " << (colour ? "\x1b[0m" : "")
         << printable(message);
  if (!id.empty()) io.err << " [" << printable(id) << "]";
  io.err << "\n";
}

int unknown_command(Io& io, const std::vector<std::string>& words) {
  if (!commands_under(words[0]).empty()) {  // "haat review", or "haat review lst"
    if (words.size() == 1) {
      complain(io, "\"" + words[0] + "\" needs one word more");
      print_group(io.err, io.colour && io.err_is_terminal, words[0]);
      return usage_exit;
    }
  }
  const std::string typed = words.size() > 1 ? words[0] + " " + words[1] : words[0];
  std::vector<std::string> names{"help"};
  for (const CommandRow& row : all_commands()) names.emplace_back(row.command->name);
  std::string meant = nearest(typed, names);
  if (meant.empty()) meant = nearest(words[0], names);
  complain(
      io,
      "there is no command \"" + (commands_under(words[0]).empty() ? words[0] : typed) + "\"; " +
          (meant.empty() ? "haat help shows them all" : "did you mean \"haat " + meant + "\"?"));
  return usage_exit;
}

int help(Io& io, std::vector<std::string> words) {
  if (words.empty()) return print_overview(io.out, io.colour), 0;
  if (words[0] == "--markdown") return print_manual(io.out), 0;
  const std::vector<std::string> asked = words;
  if (const Command* command = take_command(words))
    return print_page(io.out, io.colour, *command), 0;
  if (asked.size() == 1 && !commands_under(asked[0]).empty())
    return print_group(io.out, io.colour, asked[0]), 0;
  return unknown_command(io, asked);
}

int run(Io& io, std::vector<std::string> words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h") return help(io, {});
  if (words[0] == "help") return help(io, {words.begin() + 1, words.end()});
  if (words[0] == "--version") {
    io.out << "haat " << version() << "\n";
    return 0;
  }
  const std::vector<std::string> asked = words;
  const Command* command = take_command(words);
  if (!command) {
    if (asked.size() > 1 && (asked[1] == "--help" || asked[1] == "-h")) return help(io, {asked[0]});
    return unknown_command(io, asked);
  }
  const Result<Call> call = parse(*command, words);
  if (!call) {
    complain(io, call.error().message);
    io.err << "  haat help " << command->name << " shows what can be given\n";
    return exit_code(call.error().kind);
  }
  if (call->help) return print_page(io.out, io.colour, *command), 0;
  const Result<int> done = call->action(io);
  if (done) return *done;
  complain(io, done.error().message, done.error().id);
  if (done.error().id == "interrupted") end_as_told();
  if (done.error().kind == Errc::unauthenticated) io.err << "  haat login URL signs you in\n";
  return exit_code(done.error().kind);
}

bool wants_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return !(no_colour && *no_colour) && !(term && std::strcmp(term, "dumb") == 0);
}

}  // namespace
}  // namespace haat::cli

int main(int argc, char** argv) {
  using namespace haat::cli;
  std::signal(SIGPIPE, SIG_IGN);
  // What is large goes back to the system as soon as it is done with: glibc would keep it from the
  // second time on.
  mallopt(M_MMAP_THRESHOLD, 1 << 17);
  Output out_bytes(STDOUT_FILENO), err_bytes(STDERR_FILENO);
  std::ostream out(&out_bytes), err(&err_bytes);
  err << std::unitbuf;
  err.tie(&out);  // so that both streams in one terminal stand in order
  const bool out_is_terminal = isatty(STDOUT_FILENO) == 1;
  const bool err_is_terminal = isatty(STDERR_FILENO) == 1;
  Io io{.out = out,
        .err = err,
        .in = std::cin,
        .out_is_terminal = out_is_terminal,
        .err_is_terminal = err_is_terminal,
        .colour = out_is_terminal && wants_colour(),
        .columns = columns_of(STDOUT_FILENO)};
  int code = 3;
  try {
    code = run(io, {argv + 1, argv + argc});
  } catch (const std::exception& problem) {  // the last resort: a mistake of ours, or no memory
    complain(io, std::string("this is a mistake in haat itself: ") + problem.what(), "internal");
  }
  out.flush();
  if (const int problem = out_bytes.problem(); problem != 0 && problem != EPIPE) {
    complain(io, std::string("the output could not be written: ") + std::strerror(problem),
             "output-failed");
    return 3;
  }
  return code;
}
