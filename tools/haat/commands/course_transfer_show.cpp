#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/transfers.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(TransferClient client, connect_transfers(options.server));
  HAAT_TRY(const CourseTransfer transfer, client.transfer(options.id));
  if (options.json)
    io.out << transfer.json << "\n";
  else
    print_transfer(io, transfer);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("ID", options->id, "the transfer, as haat course transfer list shows it");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command course_transfer_show_command;
const Command course_transfer_show_command{
    .name = "course transfer show",
    .summary = "Show the offer of a course to another partner, and what was said to it.",
    .examples = "haat course transfer show 3f9c2a7d10b84e65\n",
    .define = define,
};

}  // namespace haat::cli
