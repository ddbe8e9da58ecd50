#include "marketplace-server/configuration/manual.hpp"

#include "marketplace-server/configuration/members.hpp"

namespace haat::server {

std::string configuration_manual() {
  std::string text =
      "# Configuration\n\n"
      "Written by `haat-server config manual` from `configuration.schema.json`; a test holds it to "
      "be current.\n\n"
      "`haat-server --config FILE` reads one JSON object. A variable of the environment wins over "
      "the file, an option over both; an empty variable counts for nothing, and a list's items "
      "stand between commas in both. Relative paths of the file begin at the file.\n\n"
      "    haat-server config check FILE    what is wrong with it, sentence by sentence\n"
      "    haat-server config show          what counts, and where it comes from; takes the "
      "server's options\n"
      "    haat-server config schema        the JSON Schema\n\n"
      "| member | option | variable | left out | what |\n|---|---|---|---|---|\n";
  for (const Member& member : members())
    text += "| `" + member.name + "` | " +
            (member.secret ? "" : "`--" + member.option + " " + member.argument + "`") + " | `" +
            member.variable + "` | " +
            (member.otherwise.empty() ? "" : "`" + member.otherwise + "`") + " | " +
            member.description + " |\n";
  return text + "\nA secret has no option, since every process of a machine can read them.\n";
}

}  // namespace haat::server
