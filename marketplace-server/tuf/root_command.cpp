#include "marketplace-server/tuf/root_command.hpp"

#include <Poco/Util/Option.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/OptionSet.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "marketplace-server/data_folder.hpp"
#include "marketplace-server/settings.hpp"
#include "marketplace-server/tuf/ceremony.hpp"
#include "marketplace-server/tuf/passphrase.hpp"
#include "marketplace-server/tuf/repository.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;
namespace util = Poco::Util;

constexpr unsigned most_bits = 14;
constexpr int incomplete = 1, usage = 2, could_not = 3;

struct Words {
  std::map<std::string, std::string> options;
  std::vector<std::string> rest;

  std::string option(const std::string& name, const std::string& otherwise) const {
    const auto found = options.find(name);
    return found == options.end() ? otherwise : found->second;
  }
  fs::path folder() const { return option("folder", "."); }
  fs::path data() const { return option("data", "haat-data"); }
};

struct Io {
  std::ostream& out;
  std::ostream& err;
};

struct Subcommand {
  const char* name;
  const char* arguments;
  const char* summary;
  std::size_t least, most;  // arguments
  Result<int> (*run)(const Words& words, Io io);
};

Time now() {
  return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
}

Result<unsigned> number(const std::string& text, unsigned most, const std::string& what) {
  unsigned value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size() || value == 0 || value > most)
    return fail(Errc::invalid_argument, "usage",
                what + " is a number from 1 to " + std::to_string(most) + ", not \"" + text + "\"");
  return value;
}

Result<Time> expiry(const Words& words) {
  HAAT_TRY(const unsigned days, number(words.option("days", "365"), 3650, "--days"));
  return now() + std::chrono::days(days);
}

Result<PublicKey> public_key_in(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string line;
  if (!in.is_open() || !std::getline(in, line))
    return fail(Errc::unavailable, "file-unreadable",
                file.string() + " cannot be read; haat key export NAME writes such a file");
  auto key = parse_public_key(line);
  if (!key) return fail_within(file.string(), std::move(key).error());
  return key;
}

// A key that was made without a passphrase opens without a question.
Result<SecretKey> secret_key_in(const fs::path& file) {
  auto key = read_key_file(file, "");
  if (key || key.error().id != "passphrase-wrong") return key;
  HAAT_TRY(const SecretText passphrase, passphrase_of(file.string()));
  return read_key_file(file, passphrase.view());
}

Result<DataFolder> open_data(const Words& words, std::ostream& err) {
  const char* passphrase = std::getenv("HAAT_KEY_PASSPHRASE");
  HAAT_TRY(DataFolder data, DataFolder::open(words.data(), places_of_environment(),
                                             passphrase ? passphrase : "", now));
  if (!data.new_admin_token().empty())
    err << "the token of the new account \"admin\" is in " << data.new_admin_token().string()
        << "\n";
  return data;
}

int tell(const Ceremony& ceremony, std::ostream& out) {
  const auto missing = ceremony.missing();
  for (const std::string& each : missing) out << "missing  " << each << "\n";
  if (missing.empty())
    out << "root " << ceremony.root().version << " is complete: haat-server root install\n";
  else
    out << "next     haat-server root sign KEY-FILE, by whoever holds a key\n";
  return missing.empty() ? 0 : incomplete;
}

// A draft is as it should be, so changing it is a success.
Result<int> changed(const Ceremony& ceremony, std::ostream& out) {
  out << "root " << ceremony.root().version << " is drafted\n";
  tell(ceremony, out);
  return 0;
}

// Drafts what `change` makes of the newest root.
template <class Change>
Result<int> draft(const Words& words, Io io, Change change) {
  HAAT_TRY(const Time expires, expiry(words));
  HAAT_TRY(Ceremony ceremony, Ceremony::open(words.folder()));
  HAAT_TRY_VOID(change(ceremony, expires));
  return changed(ceremony, io.out);
}

Result<int> online_key(const Words& words, Io io) {
  HAAT_TRY(const DataFolder data, open_data(words, io.err));
  io.out << data.online_key().public_key().line() << "\n";
  return 0;
}

Result<int> init(const Words& words, Io io) {
  Ceremony::Terms terms;
  const std::string online = words.option("online-key", "");
  if (online.empty())
    return fail(Errc::invalid_argument, "usage",
                "root init needs --online-key FILE, as haat-server root online-key prints it");
  HAAT_TRY(terms.online_key, public_key_in(online));
  for (const std::string& file : words.rest) {
    HAAT_TRY(PublicKey key, public_key_in(file));
    terms.keys.push_back(std::move(key));
  }
  HAAT_TRY(terms.threshold, number(words.option("threshold", "1"),
                                   static_cast<unsigned>(terms.keys.size()), "--threshold"));
  HAAT_TRY(terms.bit_length, number(words.option("bin-bits", "8"), most_bits, "--bin-bits"));
  HAAT_TRY(terms.expires, expiry(words));
  HAAT_TRY(const Ceremony ceremony, Ceremony::init(words.folder(), terms));
  return changed(ceremony, io.out);
}

Result<int> add_key(const Words& words, Io io) {
  HAAT_TRY(const PublicKey key, public_key_in(words.rest[0]));
  return draft(words, io, [&](Ceremony& last, Time until) { return last.add_key(key, until); });
}

Result<int> remove_key(const Words& words, Io io) {
  HAAT_TRY(const PublicKey key, public_key_in(words.rest[0]));
  return draft(words, io, [&](Ceremony& last, Time until) { return last.remove_key(key, until); });
}

Result<int> set_threshold(const Words& words, Io io) {
  return draft(words, io, [&](Ceremony& last, Time until) -> Result<void> {
    const auto keys = static_cast<unsigned>(last.root().root.keyids.size());
    HAAT_TRY(const unsigned threshold, number(words.rest[0], keys, "the threshold"));
    return last.set_threshold(threshold, until);
  });
}

Result<int> set_online_key(const Words& words, Io io) {
  HAAT_TRY(const PublicKey key, public_key_in(words.rest[0]));
  return draft(words, io,
               [&](Ceremony& last, Time until) { return last.set_online_key(key, until); });
}

Result<int> set_bin_bits(const Words& words, Io io) {
  HAAT_TRY(const unsigned bits, number(words.rest[0], most_bits, "the number of bits"));
  return draft(words, io,
               [&](Ceremony& last, Time until) { return last.set_bit_length(bits, until); });
}

Result<int> renew(const Words& words, Io io) {
  return draft(words, io, [](Ceremony& last, Time until) { return last.renew(until); });
}

Result<int> sign(const Words& words, Io io) {
  HAAT_TRY(Ceremony ceremony, Ceremony::open(words.folder()));
  HAAT_TRY(const SecretKey key, secret_key_in(words.rest[0]));
  HAAT_TRY_VOID(ceremony.sign(key));
  io.out << "signed   root " << ceremony.root().version << ", by " << key.public_key().name << "\n";
  tell(ceremony, io.out);
  return 0;
}

Result<int> show(const Words& words, Io io) {
  HAAT_TRY(const Ceremony ceremony, Ceremony::open(words.folder()));
  const tuf::Root& root = ceremony.root();
  io.out << "root     " << root.version << ", until " << to_rfc3339(root.expires) << "; "
         << root.root.threshold << " of " << root.root.keyids.size() << " keys sign it\n";
  const auto& before = ceremony.previous_keyids();
  const auto known = [](const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  for (const std::string& id : root.root.keyids)
    io.out << (ceremony.has_signed(id) ? "signed   " : "not yet  ") << id
           << (before.empty() || known(before, id) ? "" : "  (new)") << "\n";
  for (const std::string& id : before)
    if (!known(root.root.keyids, id))
      io.out << (ceremony.has_signed(id) ? "signed   " : "not yet  ") << id << "  (leaves)\n";
  for (const std::string& id : root.timestamp.keyids) io.out << "online   " << id << "\n";
  io.out << "bins     " << ceremony.targets().delegations->count() << "\n";
  return tell(ceremony, io.out);
}

Result<int> install(const Words& words, Io io) {
  HAAT_TRY(const Ceremony ceremony, Ceremony::open(words.folder()));
  HAAT_TRY(DataFolder data, open_data(words, io.err));
  HAAT_TRY_VOID(data.store().change([&](Session& session) -> Result<void> {
    HAAT_TRY(const auto installed, session.tuf_document("root"));
    const std::uint64_t version = installed ? installed->version : 0;
    const auto& roots = ceremony.roots();
    const auto first =
        roots.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(version, roots.size()));
    return Repository(session, data.online_key(), now())
        .install({first, roots.end()}, ceremony.targets_document());
  }));
  io.out << "root " << ceremony.root().version << " is installed in " << words.data().string()
         << "\n";
  return 0;
}

constexpr Subcommand subcommands[] = {
    {"online-key", "[--data DIR]", "print the key that the server signs with, for init", 0, 0,
     online_key},
    {"init", "--online-key FILE [--threshold N] [--bin-bits N] KEY...",
     "draft root 1: its keys, and how many must sign", 1, 64, init},
    {"add-key", "KEY", "draft a root with one key more", 1, 1, add_key},
    {"remove-key", "KEY", "draft a root without this key", 1, 1, remove_key},
    {"set-threshold", "N", "draft a root that N of its keys sign", 1, 1, set_threshold},
    {"set-online-key", "KEY", "draft a root with another key for the server", 1, 1, set_online_key},
    {"set-bin-bits", "N", "draft a root whose server lists releases in 2^N bins", 1, 1,
     set_bin_bits},
    {"renew", "", "draft the same root for longer", 0, 0, renew},
    {"sign", "KEY-FILE", "sign the draft with a secret key", 1, 1, sign},
    {"show", "", "tell what the last root says and what it lacks", 0, 0, show},
    {"install", "[--data DIR]", "give a complete root to a server that is not running", 0, 0,
     install},
};

void print_help(std::ostream& out) {
  out << "usage: haat-server root COMMAND [--folder DIR] [--days N] ...\n"
         "The root of the TUF repository: keys that are kept offline say which key the server may "
         "sign with.\n"
         "All happens in files, N.root.json and N.targets.json, which are carried from one holder "
         "of a key to the next.\n\n";
  for (const Subcommand& each : subcommands)
    out << "  " << each.name << (*each.arguments ? " " : "") << each.arguments << "\n      "
        << each.summary << "\n";
  out << "\n  --folder DIR   where the files are (.)\n"
         "  --days N       how long a drafted root is good for (365)\n"
         "  --data DIR     the server's data folder (haat-data)\n"
         "KEY is a file with a public key (haat key export NAME), KEY-FILE one with a secret key "
         "(haat key new NAME tells where).\n"
         "The passphrase comes from HAAT_PASSPHRASE or the terminal.\n";
}

Words words_of(const std::vector<std::string>& arguments) {
  util::OptionSet options;
  for (const char* name : {"folder", "days", "data", "online-key", "threshold", "bin-bits"})
    options.addOption(util::Option(name, "").argument("VALUE"));
  util::OptionProcessor processor(options);
  processor.setUnixStyle(true);
  Words words;
  for (const std::string& argument : arguments) {
    std::string name, value;
    if (!processor.process(argument, name, value))
      words.rest.push_back(argument);
    else if (!name.empty())
      words.options[name] = value;
  }
  processor.checkRequired();
  return words;
}

}  // namespace

int root_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "help") {
    print_help(out);
    return arguments.empty() ? usage : 0;
  }
  for (const Subcommand& each : subcommands) {
    if (arguments[0] != each.name) continue;
    Words words;
    try {
      words = words_of({arguments.begin() + 1, arguments.end()});
    } catch (const util::OptionException& exception) {
      err << "haat-server root: " << exception.displayText() << "; try haat-server root --help\n";
      return usage;
    }
    if (words.rest.size() < each.least || words.rest.size() > each.most) {
      err << "haat-server root " << each.name << " takes " << each.arguments << "\n";
      return usage;
    }
    const auto done = each.run(words, {out, err});
    if (done) return *done;
    err << "haat-server root: " << printable(done.error().message) << " [" << done.error().id
        << "]\n";
    return done.error().id == "usage" ? usage : could_not;
  }
  err << "haat-server root has no command \"" << printable(arguments[0])
      << "\"; try haat-server root --help\n";
  return usage;
}

}  // namespace haat::server
