#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"

namespace haat::cli {
namespace {

struct Options {
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const KeptRegistration kept, read_registration());
  HAAT_TRY(PeopleClient client, PeopleClient::create(kept.server, ""));
  HAAT_TRY(const ClaimedRegistration claimed, client.claim(kept.id, kept.secret));
  if (options.json) {
    io.out << claimed.json << "\n";
    return 0;
  }
  const Registration& registration = claimed.registration;
  if (registration.state == "rejected") {
    io.out << "rejected: " << printable(registration.reason) << "\n";
    return 1;
  }
  if (claimed.token.empty()) {
    io.out << "nobody has decided yet\n";
    return 1;
  }
  io.err << printable(registration.name) << " is a partner of " << kept.server
         << ".\nThis is the token; keep it now, it is not shown again. haat login takes it:\n";
  io.out << printable(claimed.token) << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command partner_claim_command;
const Command partner_claim_command{
    .name = "partner claim",
    .summary = "See what became of your registration, and, once, print the token of your account.",
    .examples = "haat partner claim\n",
    .define = define,
};

}  // namespace haat::cli
