#include <memory>
#include <ostream>

#include "tools/haat/account.hpp"
#include "tools/haat/all_pages.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/table.hpp"
#include "tools/haat/transfers.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string state = "offered";
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(TransferClient client, connect_transfers(options.server));
  const std::string state = options.state == "all" ? "" : options.state;
  HAAT_TRY(const std::vector<CourseTransfer> all,
           all_pages([&](const std::string& cursor) { return client.transfers(state, cursor); }));
  if (options.json) {
    io.out << rows_json("transfers", all) << "\n";
    return 0;
  }
  Table table({"ID", "COURSE", "FROM", "TO", "STATE", "OFFERED"});
  for (const CourseTransfer& one : all)
    table.add({one.id, one.course, one.from, one.to, one.state, one.offered_at});
  table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.choice("--state", options->state,
                {"offered", "accepted", "declined", "withdrawn", "expired", "all"},
                "which; offered, if it is not given");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command course_transfer_list_command;
const Command course_transfer_list_command{
    .name = "course transfer list",
    .summary = "List courses that were offered to you, or by you, and what was said.",
    .examples =
        "haat course transfer list\n"
        "haat course transfer list --state all --json\n",
    .define = define,
};

}  // namespace haat::cli
