#include <memory>

#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string partner;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const NamespaceClaim claim, client.namespace_claim(options.partner));
  print_namespace_claim(io, claim, options.json);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PARTNER", options->partner, "whose namespace it is");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command partner_namespace_command;
const Command partner_namespace_command{
    .name = "partner namespace",
    .summary =
        "Show what a domain has to say so that a partner's namespace is proved, and whether it was "
        "seen.",
    .examples = "haat partner namespace example-institute\n",
    .define = define,
};

}  // namespace haat::cli
