#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string name;
  std::vector<std::string> scopes;
  int days = 0;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const NewToken made, client.new_token(options.name, options.scopes, options.days));
  if (options.json) {
    io.out << made.json << "\n";
    return 0;
  }
  io.err << "The token " << made.access.id << " is good until " << printable(made.access.expires_at)
         << ".\nKeep it now, it is not shown again:\n";
  io.out << printable(made.token) << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("NAME", options->name, "what you call it, such as where it is used");
  syntax.list("--scope", options->scopes,
              "what it is good for: read, submissions:write, ...; what your own token is, if it is "
              "not given");
  syntax.number("--days", options->days, "after how many days it expires; 90, if it is not given");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command token_new_command;
const Command token_new_command{
    .name = "token new",
    .summary = "Make another token for yourself, for a program or a machine, and print it.",
    .examples = "haat token new build-machine --scope read --scope submissions:write --days 30\n",
    .define = define,
};

}  // namespace haat::cli
