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
  std::string reason;
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  if (options.reason.find_first_not_of(" \t") == std::string::npos)
    return fail(Errc::invalid_argument, "reason-missing",
                "--reason is missing: why not, for those who offered it");
  HAAT_TRY(TransferClient client, connect_transfers(options.server));
  HAAT_TRY(const CourseTransfer declined, client.decline(options.id, options.reason));
  io.out << printable(declined.course) << " stays " << printable(declined.from) << "'s\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("ID", options->id, "the transfer, as haat course transfer list shows it");
  syntax.option("--reason", options->reason, "why not");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command course_transfer_decline_command;
const Command course_transfer_decline_command{
    .name = "course transfer decline",
    .summary = "Decline a course that another partner offers you; they are told why.",
    .examples =
        "haat course transfer decline 3f9c2a7d10b84e65 --reason \"We teach no first aid\"\n",
    .define = define,
};

}  // namespace haat::cli
