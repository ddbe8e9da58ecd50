#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string provider;
  std::string certificate;
  std::string server;
  bool json = false;
};

// Exit code 1 for one that nobody stands by, so that a script need not read.
Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const CertificateVerdict verdict,
           client.verify_certificate(options.provider, options.certificate));
  if (options.json) {
    io.out << verdict.json << "\n";
  } else {
    io.out << verdict.verdict << ": " << printable(verdict.sentence) << "\n";
    for (const auto& [name, value] : verdict.facts)
      io.out << "  " << printable(name) << ": " << printable(value) << "\n";
  }
  return verdict.verdict == "valid" ? 0 : 1;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PROVIDER", options->provider, "its id, as haat provider list shows it");
  syntax.required("CERTIFICATE", options->certificate, "what was presented: its id, or its text");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command provider_verify_certificate_command;
const Command provider_verify_certificate_command{
    .name = "provider verify-certificate",
    .summary = "Ask a provider whether a certificate is its partner's.",
    .examples = "haat provider verify-certificate drop-folder ACME-2026-0815\n",
    .define = define,
};

}  // namespace haat::cli
