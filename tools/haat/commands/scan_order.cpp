#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {
namespace {

struct Options {
  ScanOrder order;
  std::string server;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const Scan scan, client.order_scan(options.order));
  if (options.json) {
    io.out << scan.json << "\n";
    return 0;
  }
  io.out << printable(scan.id) << "\n";
  io.err << "It runs in the marketplace; haat scan show " << printable(scan.id)
         << " tells how far it is.\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.list("--digest", options->order.digests, "the SHA-256 of a file, in hex");
  syntax.list("--word", options->order.words, "what stands in a file as it is");
  syntax.list("--rule", options->order.rules, "a rule whose findings count");
  syntax.flag("--clamd", options->order.clamd, "look with the marketplace's malware scanner");
  syntax.choice("--act", options->order.act, {"flag", "take-down"},
                "what to do with what is found; without it, it is told only");
  syntax.option("--reason", options->order.reason, "why");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command scan_order_command;
const Command scan_order_command{
    .name = "scan order",
    .summary = "Look at everything that was ever published for what has become known since.",
    .examples =
        "haat scan order --word \"evil.example\" --act take-down --reason \"It loads a miner.\"\n",
    .define = define,
};

}  // namespace haat::cli
