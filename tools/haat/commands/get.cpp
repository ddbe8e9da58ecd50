#include <filesystem>
#include <memory>
#include <ostream>

#include "core/signing/verify.hpp"
#include "sdk/authoring/log_client.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/home.hpp"
#include "tools/haat/log_proof.hpp"
#include "tools/haat/present.hpp"
#include "tools/haat/progress.hpp"
#include "tools/haat/tidy_end.hpp"
#include "tools/haat/verdict.hpp"

namespace haat::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string id;
  std::string output;
  std::string server;
};

// The package is looked at before it gets its name, so that what bears the name is what the
// catalogue promised.
class Unproven {
 public:
  explicit Unproven(const std::string& output) : path_(output + ".unverified") {}
  ~Unproven() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  Unproven(const Unproven&) = delete;
  Unproven& operator=(const Unproven&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Result<Verification> verified(const std::string& path, const CatalogueCourse& course, Io& io) {
  HAAT_TRY(const Trust trust, known_trust(present()));
  HAAT_TRY(const Package package, open_package(path));
  ProgressBar bar(io, "Verifying");
  HAAT_TRY(Verification verification, verify_package(package, trust, bar.progress()));
  if (!verification.intact())
    return fail(Errc::corrupt, "package-changed",
                course.id + " is not what its inventory says: " +
                    verification.violations.front().message + "; nothing was written");
  if (to_hex(verification.digest) != course.digest)
    return fail(Errc::corrupt, "package-digest-wrong",
                course.id + " has the digest " + to_hex(verification.digest) +
                    ", but the catalogue promised " + course.digest + "; nothing was written");
  return verification;
}

// So that the package can be proved to be in the log later, without the marketplace. It carries
// its proof, unless it was released by a marketplace that did not put it in yet.
Result<void> attach_proof(const std::string& server, const Sha256& package,
                          const std::string& path) {
  HAAT_TRY(const Package released, open_package(path));
  HAAT_TRY(const auto carried, log_proofs_in(released));
  if (!carried.empty()) return {};
  HAAT_TRY(LogClient client, LogClient::create(server));
  const Result<std::string> text = client.release(package);
  if (!text && text.error().kind == Errc::not_found) return {};  // released before there was a log
  if (!text) return tl::unexpected<Error>(text.error());
  HAAT_TRY(const LogProof proof, parse_log_proof(*text));
  HAAT_TRY(const std::string log, log_id(proof));
  return attach_log_proof(path, path, log, *text);
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const CatalogueCourse course, client.course(options.id));
  if (options.output.empty() && course.id.find('/') != std::string::npos)
    return fail(Errc::corrupt, "answer-invalid",
                "the server's course id is no file name; give --output");
  const std::string output = options.output.empty() ? course.id + ".zip" : options.output;
  end_tidily();
  const Unproven unproven(output);
  {
    ProgressBar bar(io, "Downloading");
    HAAT_TRY_VOID(client.download_course(course.id, unproven.path(), bar.progress()));
  }
  HAAT_TRY(const Verification verification, verified(unproven.path(), course, io));
  HAAT_TRY_VOID(attach_proof(client.server(), verification.digest, unproven.path()));
  std::error_code problem;
  fs::rename(unproven.path(), output, problem);
  if (problem)
    return fail(Errc::unavailable, "file-not-written",
                output + " cannot be written: " + problem.message());
  print_verdict(io, output, verification);
  // The file is there and is what the catalogue promised; whether that is worth anything, a trusted
  // key has to say.
  if (verification.proves(Statement::Kind::released)) return 0;
  const Verdict verdict = verification.verdict();
  return exit_code(verdict == Verdict::genuine ? Verdict::untrusted : verdict);
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("ID", options->id, "the course, as haat search shows it");
  syntax.option("--output", options->output, "write here; else ID.zip");
  define_server(syntax, options->server);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command get_command;
const Command get_command{
    .name = "get",
    .summary = "Download a course, and prove on the way that it is the one that was released.",
    .examples = "haat get org.example.first-aid --output first-aid.zip\n",
    .define = define,
};

}  // namespace haat::cli
