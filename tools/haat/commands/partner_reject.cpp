#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string reason;
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  if (options.reason.find_first_not_of(" \t") == std::string::npos)
    return fail(Errc::invalid_argument, "reason-missing",
                "--reason is missing: why not; haat partner claim shows it to them");
  HAAT_TRY(PeopleClient client, connect_people(options.server));
  HAAT_TRY(const Registration rejected, client.reject(options.id, options.reason));
  io.out << printable(rejected.name) << " is rejected\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("ID", options->id, "the registration, as haat partner requests shows it");
  syntax.option("--reason", options->reason, "why not");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command partner_reject_command;
const Command partner_reject_command{
    .name = "partner reject",
    .summary = "Reject who asked to become a partner; they are told why.",
    .examples = "haat partner reject 3f9c2a7d10b84e65 --reason \"We could not reach you\"\n",
    .define = define,
};

}  // namespace haat::cli
