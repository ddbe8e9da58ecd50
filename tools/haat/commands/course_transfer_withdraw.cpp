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
  HAAT_TRY(const CourseTransfer withdrawn, client.withdraw(options.id));
  io.out << printable(withdrawn.course) << " is not offered to " << printable(withdrawn.to)
         << " any more\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("ID", options->id, "the transfer, as haat course transfer list shows it");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command course_transfer_withdraw_command;
const Command course_transfer_withdraw_command{
    .name = "course transfer withdraw",
    .summary = "Take back the offer of a course that nobody has answered.",
    .examples = "haat course transfer withdraw 3f9c2a7d10b84e65\n",
    .define = define,
};

}  // namespace haat::cli
