#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/transfers.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string course;
  std::string to;
  std::string reason;
  std::string server;
};

Result<int> run(const Options& options, Io& io) {
  if (options.to.empty())
    return fail(Errc::invalid_argument, "usage",
                "--to is missing: the partner whose the course shall be");
  HAAT_TRY(TransferClient client, connect_transfers(options.server));
  HAAT_TRY(const CourseTransfer offered, client.offer(options.course, options.to, options.reason));
  io.out << printable(offered.course) << " is offered to " << printable(offered.to) << " until "
         << printable(offered.expires_at) << "; they accept it with: haat course transfer accept "
         << printable(offered.id) << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("COURSE", options->course, "the id of a course that was published");
  syntax.option("--to", options->to, "the partner whose it shall be");
  syntax.option("--reason", options->reason,
                "why; an admin, who offers it for a partner that is gone, has to say so");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command course_transfer_offer_command;
const Command course_transfer_offer_command{
    .name = "course transfer offer",
    .summary = "Offer a course to another partner.",
    .examples = "haat course transfer offer org.example.first-aid --to their-institute\n",
    .define = define,
};

}  // namespace haat::cli
