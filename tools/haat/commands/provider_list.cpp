#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string server;
  bool json = false;
};

constexpr const char* held_back = "held back";

std::string state_of(const ProviderStatus& one) {
  return one.state == "running" && one.held_back ? held_back : one.state;
}

const char* colour_of(const std::string& state) {
  if (state == "running") return "\x1b[32m";
  const bool may_be_well = state == "starting" || state == "restarting" || state == held_back;
  return may_be_well ? "\x1b[33m" : "\x1b[31m";
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const Page<ProviderStatus> page, client.providers());
  if (options.json) {
    io.out << page.json << "\n";
    return 0;
  }
  if (page.rows.empty()) {
    io.err << "The server has no providers; its option --providers names a file that lists them.\n";
    return 0;
  }
  Table table(
      {"PROVIDER", "STATE", "COURSES", "RESTARTS", "WHAT IS THE MATTER", "CATALOGUE", "PARTNER"});
  for (const ProviderStatus& one : page.rows)
    table.add({one.id, state_of(one), std::to_string(one.courses), std::to_string(one.restarts),
               one.sentence, one.ingest,
               one.partner.empty() ? "" : one.partner + ": " + one.partner_sentence});
  table.paint(1, colour_of);
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

extern const Command provider_list_command;
const Command provider_list_command{
    .name = "provider list",
    .summary = "List the providers that are plugged in, and how they are.",
    .examples = "haat provider list\n",
    .define = define,
};

}  // namespace haat::cli
