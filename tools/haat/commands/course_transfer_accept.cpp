#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/transfers.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string id;
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(TransferClient client, connect_transfers(options.server));
  HAAT_TRY(const CourseTransfer accepted, client.accept(options.id));
  io.out << printable(accepted.course) << " is yours now: who publishes for "
         << printable(accepted.to) << " brings its next version, signed with a key of theirs\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("ID", options->id, "the transfer, as haat course transfer list shows it");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command course_transfer_accept_command;
const Command course_transfer_accept_command{
    .name = "course transfer accept",
    .summary = "Take a course that another partner offers you.",
    .examples = "haat course transfer accept 3f9c2a7d10b84e65\n",
    .define = define,
};

}  // namespace haat::cli
