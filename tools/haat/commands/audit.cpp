#include <memory>
#include <ostream>
#include <utility>

#include "core/json/json.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string cursor;
  std::string server;
};

// The log is shown as the server gives it, row by row: whoever checks its chain of hashes needs
// every member.
Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  std::string cursor = options.cursor;
  do {
    HAAT_TRY(const std::string text, client.audit(cursor));
    HAAT_TRY(const Json page, parse_json(text, "the server's answer"));
    const std::string before = std::exchange(cursor, {});
    for (const auto& [name, value] : page.items()) {
      if (name == "next" && value.is_string()) cursor = value.get<std::string>();
      if (!value.is_array()) continue;
      for (const Json& row : value) io.out << row.dump() << "\n";
    }
    if (!cursor.empty() && cursor == before)
      return fail(Errc::corrupt, "answer-invalid",
                  client.server() + " answers every page of the log with the same one");
  } while (!cursor.empty() && io.out);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.option("--from", options->cursor, "begin at this cursor");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command audit_command;
const Command audit_command{
    .name = "audit",
    .summary = "Print the log of every change, one JSON object a line.",
    .examples = "haat audit\n",
    .define = define,
};

}  // namespace haat::cli
