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

// The proof beside the package, else the one that the marketplace gives.
Result<std::string> log_proof_of(const Options& options, const Sha256& package) {
  Result<std::string> kept = read_text(log_proof_file(options.package));
  if (kept || kept.error().id != "file-missing") return kept;
  HAAT_TRY(const MarketplaceClient market, connect(options.server));
  HAAT_TRY(LogClient client, LogClient::create(market.server()));
  return client.release(package);
}

// Said to people only: whoever asks as a program goes by the exit code.
Result<int> judge_log(const Options& options, const Verification& verification, const Trust& trust,
                      Io& io) {
  HAAT_TRY(const std::string proof, log_proof_of(options, verification.digest));
  const auto logged = check_logged(proof, verification.digest, trust);
  std::ostream& out = options.json ? io.err : io.out;
  if (!logged) {
    out << "  - not proven to be in the log: " << printable(logged.error().message) << " ["
        << logged.error().id << "]\n";
    return exit_code(Verdict::tampered);
  }
  out << "  + in the log of " << printable(logged->log) << ", entry " << logged->index << " of "
      << logged->size << ", " << printable(logged->at) << "\n";
  return 0;
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
  return options.log && code == 0 ? judge_log(options, verification, trust, io) : code;
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
              "also prove that the release is in the marketplace's log: by PACKAGE.log.json, which "
              "haat get writes, else by asking");
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
