#include <memory>
#include <ostream>

#include "core/course/course.hpp"
#include "core/signing/inventory.hpp"
#include "core/signing/pack.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/keys.hpp"
#include "tools/haat/present.hpp"
#include "tools/haat/tidy_end.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string package;
  std::string output;
  std::string key;
  PassphraseSource passphrase;
};

// What the author says of the package: made by me, today.
Result<Statement> authored(const Package& package) {
  const Limits limits;
  const auto inventory = package.read(inventory_path, limits.inventory_size);
  if (!inventory)
    return fail(Errc::invalid_argument, "package-unsealed",
                package.name() + " has no " + std::string(inventory_path) +
                    ", so there is nothing to sign; haat pack writes packages that have one");
  HAAT_TRY(const std::string json, package.read(course_json_path, limits.course_size));
  HAAT_TRY(const Course course, parse_course(json, limits));
  return Statement{
      .kind = Statement::Kind::authored,
      .package = sha256(*inventory),
      .course = course.id,
      .version = course.version,
      .time = present(),
      .details = {},
  };
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const std::string name, choose_key(options.key));
  HAAT_TRY_VOID(public_key_of(name));
  HAAT_TRY(const Statement statement, open_package(options.package).and_then(authored));
  HAAT_TRY(const SecretKey key, open_key(name, options.passphrase));
  const std::string output = options.output.empty() ? options.package : options.output;
  end_tidily();
  HAAT_TRY_VOID(sign(options.package, output, statement, key));
  io.out << "signed " << output << "\n"
         << "  course  " << statement.course << " " << statement.version << "\n"
         << "  digest  " << to_hex(statement.package) << "\n"
         << "  key     " << name << " (" << key.public_key().id() << ")\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PACKAGE", options->package, "a zip that haat pack wrote");
  syntax.option("--key", options->key, "the name of your key; needed only if you have several");
  syntax.option("--output", options->output, "write here, and leave PACKAGE as it is");
  options->passphrase.define(syntax);
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command sign_command;
const Command sign_command{
    .name = "sign",
    .summary = "Sign a package: say that you made it, so that nobody can change it unnoticed.",
    .examples = "haat sign my-course.zip --key asha\n",
    .define = define,
};

}  // namespace haat::cli
