#include <memory>
#include <ostream>

#include "core/wording.hpp"
#include "tools/haat/all_pages.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string server;
  bool json = false;
};

std::string end_of(const AccessToken& token) {
  return token.revoked_at.empty() ? token.expires_at : "revoked " + token.revoked_at;
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const std::vector<AccessToken> all,
           all_pages([&](const std::string& cursor) { return client.tokens(cursor); }));
  if (options.json) {
    io.out << rows_json("tokens", all) << "\n";
    return 0;
  }
  Table table({"ID", "NAME", "SCOPES", "MADE", "LAST USED", "UNTIL"});
  for (const AccessToken& one : all) {
    table.add(
        {one.id, one.name, joined(one.scopes, " "), one.created_at, one.last_used_at, end_of(one)});
  }
  table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command token_list_command;
const Command token_list_command{
    .name = "token list",
    .summary = "List your tokens: what they are good for, and when they were last used.",
    .examples = "haat token list\n",
    .define = define,
};

}  // namespace haat::cli
