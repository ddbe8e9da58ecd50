#include <memory>
#include <ostream>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/verify.hpp"
#include "sdk/authoring/log_client.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/home.hpp"
#include "tools/haat/log_proof.hpp"
#include "tools/haat/present.hpp"
#include "tools/haat/progress.hpp"
#include "tools/haat/trust.hpp"
#include "tools/haat/verdict.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string package;
  std::string keys;
  std::string at;
  std::string server;
  bool log = false;
  bool json = false;
};

Result<Trust> trust_of(const Options& options) {
  HAAT_TRY(const Time now, time_of(options.at));
  if (options.keys.empty()) return known_trust(now);
  Trust trust;
  trust.now = now;
  HAAT_TRY(trust.keys, read_keys(options.keys));
  return trust;
}

// Without an inventory there is nothing that could have been signed.
Result<Verification> judge(const Package& package, const Trust& trust, Io& io) {
  ProgressBar bar(io, "Verifying");
  auto verification = verify_package(package, trust, bar.progress());
  if (!verification && verification.error().id == "package-unsealed") return Verification{};
  return verification;
}

// The proofs that the package carries, else the one that the marketplace gives.
Result<std::vector<std::string>> log_proofs_of(const Options& options, const Package& package,
                                               const Sha256& digest) {
  HAAT_TRY(auto carried, log_proofs_in(package));
  if (!carried.empty()) return carried;
  HAAT_TRY(const MarketplaceClient market, connect(options.server));
  HAAT_TRY(LogClient client, LogClient::create(market.server()));
  HAAT_TRY(std::string proof, client.release(digest));
  return std::vector<std::string>{std::move(proof)};
}

// One proof that holds is enough: the others may be of logs that are not trusted here. Said to
// people only: whoever asks as a program goes by the exit code.
Result<int> judge_log(const Options& options, const Package& package,
                      const Verification& verification, const Trust& trust, Io& io) {
  HAAT_TRY(const auto proofs, log_proofs_of(options, package, verification.digest));
  std::ostream& out = options.json ? io.err : io.out;
  std::vector<Error> troubles;
  for (const std::string& proof : proofs) {
    const auto logged = check_logged(proof, verification.digest, trust);
    if (logged) {
      out << "  + in the log of " << printable(logged->log) << ", entry " << logged->index << " of "
          << logged->size << ", " << printable(logged->at) << "\n";
      return 0;
    }
    troubles.push_back(logged.error());
  }
  for (const Error& trouble : troubles)
    out << "  - not proven to be in the log: " << printable(trouble.message) << " [" << trouble.id
        << "]\n";
  return exit_code(Verdict::tampered);
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const Trust trust, trust_of(options));
  HAAT_TRY(const Package package, open_package(options.package));
  HAAT_TRY(const Verification verification, judge(package, trust, io));
  if (options.json)
    io.out << verdict_json(verification) << "\n";
  else
    print_verdict(io, options.package, verification);
  const int code = exit_code(verification.verdict());
  return options.log && code == 0 ? judge_log(options, package, verification, trust, io) : code;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PACKAGE", options->package, "the zip");
  syntax.option("--keys", options->keys,
                "trust the keys in this file only, instead of your own and those of haat trust");
  syntax.option(
      "--at", options->at,
      "judge as if it were this time, 2026-11-23T06:41:46Z or 2026-11-23; else the present");
  syntax.flag("--log", options->log,
              "also prove that the release is in the marketplace's log: by the proof that haat get "
              "puts into the package, else by asking");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command verify_command;
const Command verify_command{
    .name = "verify",
    .summary = "Prove who made a package, who checked it, and that nobody changed it since.",
    .examples = "haat verify my-course.zip\nhaat verify my-course.zip --log\n",
    .define = define,
};

}  // namespace haat::cli
