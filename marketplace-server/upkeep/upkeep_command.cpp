#include "marketplace-server/upkeep/upkeep_command.hpp"

#include <Poco/Util/Option.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/OptionSet.h>

#include <charconv>
#include <filesystem>
#include <map>
#include <set>

#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "marketplace-server/blobs/blobs.hpp"
#include "marketplace-server/configuration/configuration.hpp"
#include "marketplace-server/places.hpp"
#include "marketplace-server/store/open_database.hpp"
#include "marketplace-server/store/store.hpp"
#include "marketplace-server/store/transfer.hpp"
#include "marketplace-server/upkeep/fsck.hpp"
#include "marketplace-server/upkeep/gc.hpp"
#include "marketplace-server/upkeep/move.hpp"

namespace haat::server {
namespace {

namespace fs = std::filesystem;
namespace util = Poco::Util;

constexpr int found_wrong = 1, usage = 2, could_not = 3;
constexpr const char* own_options[] = {"idle", "to-database", "to-blobs"};

struct Asked {
  std::map<std::string, std::string> options;
  fs::path data;
  Places places;

  std::string option(const std::string& name, const std::string& otherwise = "") const {
    const auto found = options.find(name);
    return found == options.end() ? otherwise : found->second;
  }
  std::string database() const { return database_of(data, places); }
};

tl::unexpected<Error> wrong_usage(const std::string& what) {
  return fail(Errc::invalid_argument, "usage", what);
}

// A marketplace that is there: nothing is made for one that is not.
Result<void> must_be_there(const Asked& asked) {
  std::error_code error;
  if (!fs::is_directory(asked.data, error))
    return fail(Errc::unavailable, "data-folder-unusable",
                asked.data.string() + " is no data folder; name it with --data");
  if (const fs::path file = asked.database();
      asked.database().find("://") == std::string::npos && !fs::exists(file, error))
    return fail(Errc::unavailable, "database-unusable",
                "there is no database " + file.string() + "; name it with --database");
  return {};
}

struct Kept {
  std::unique_ptr<Store> store;
  std::unique_ptr<Blobs> blobs;
};

Result<Kept> open(const Asked& asked) {
  HAAT_TRY_VOID(must_be_there(asked));
  Kept kept;
  {
    HAAT_TRY(const auto database, open_database(asked.database()));
    HAAT_TRY_VOID(must_have_our_form(*database, asked.database()));
  }
  HAAT_TRY(kept.store, Store::open(asked.database()));
  HAAT_TRY(kept.blobs, Blobs::open(asked.data / "blobs", asked.places.blobs, false));
  return kept;
}

Result<int> run_fsck(const Asked& asked, std::ostream& out) {
  HAAT_TRY(const Kept kept, open(asked));
  HAAT_TRY(const bool well, fsck(*kept.store, *kept.blobs, out));
  return well ? 0 : found_wrong;
}

Result<int> run_gc(const Asked& asked, std::ostream& out) {
  const std::string text = asked.option("idle", "24");
  unsigned hours = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), hours);
  if (error != std::errc() || end != text.data() + text.size() || hours > 24 * 366)
    return wrong_usage("--idle is a number of hours, not \"" + text + "\"");
  HAAT_TRY(const Kept kept, open(asked));
  const Time now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  HAAT_TRY_VOID(gc(*kept.store, *kept.blobs, now - std::chrono::hours(hours), out));
  return 0;
}

Result<int> run_move(const Asked& asked, std::ostream& out) {
  const std::string to_database = asked.option("to-database"), to_blobs = asked.option("to-blobs");
  if (to_database.empty() && to_blobs.empty())
    return wrong_usage("move takes --to-database URL or --to-blobs URL, or both");
  HAAT_TRY(const Kept kept, open(asked));
  std::unique_ptr<Blobs> target;
  if (!to_blobs.empty()) {
    const bool is_s3 = to_blobs.starts_with("s3://");
    HAAT_TRY(target, Blobs::open(is_s3 ? asked.data / "blobs" : fs::path(to_blobs),
                                 is_s3 ? to_blobs : "", false));
  }
  std::set<std::string> done;
  const auto copy_blobs = [&]() -> Result<void> {
    if (!target) return {};
    HAAT_TRY(auto names, kept.store->view([](Session& session) { return session.named_blobs(); }));
    std::erase_if(names, [&](const std::string& name) { return done.contains(name); });
    HAAT_TRY_VOID(move_blobs(*kept.blobs, *target, names, out));
    done.insert(names.begin(), names.end());
    return {};
  };
  HAAT_TRY_VOID(copy_blobs());
  if (to_database.empty()) return 0;
  // What was brought while the packages were copied is copied when nothing is brought any more.
  HAAT_TRY(const TransferReport report, transfer(asked.database(), to_database, copy_blobs));
  out << counted(report.rows, "row") << " copied; the audit log's chain of "
      << counted(report.audit_rows, "row") << " holds, and so does the transparency log of "
      << report.log_entries << (report.log_entries == 1 ? " entry" : " entries")
      << "\nthe old database refuses every change now" << std::endl;
  return 0;
}

struct Command {
  const char* name;
  const char* options;
  const char* summary;
  Result<int> (*run)(const Asked&, std::ostream&);
};

constexpr Command commands[] = {
    {"fsck", "", "read every package that is named from where it is kept; 1: some are wrong",
     run_fsck},
    {"gc", "[--idle HOURS]", "remove what nothing has named for a day", run_gc},
    {"move", "[--to-database URL] [--to-blobs URL]",
     "copy what is known, what is kept, or both to another place", run_move},
};

// What of it the server has, too, is judged as the server judges it.
Result<Asked> asked_by(const std::vector<std::string>& arguments) {
  util::OptionSet options;
  for (const char* name : own_options) options.addOption(util::Option(name, "").argument("VALUE"));
  for (const char* name : {"config", "data", "database", "blobs"})
    options.addOption(util::Option(name, "").argument("VALUE"));
  options.addOption(util::Option("help", ""));
  util::OptionProcessor processor(options);
  processor.setUnixStyle(true);
  Asked asked;
  Choices choices{.environment = environment_words()};
  for (const std::string& argument : arguments) {
    std::string name, value;
    if (!processor.process(argument, name, value)) throw util::UnknownOptionException(argument);
    const bool of_server = name == "data" || name == "database" || name == "blobs";
    if (of_server)
      choices.options[name] = value;
    else if (name == "config")
      choices.file = value;
    else if (!name.empty())
      asked.options[name] = value;
  }
  processor.checkRequired();
  const Configuration configuration = read_configuration(choices);
  if (!configuration.faults.empty()) return tl::unexpected<Error>(configuration.faults.front());
  asked.data = configuration.settings.data;
  asked.places = configuration.settings.elsewhere;
  return asked;
}

void print_help(std::ostream& out) {
  out << "usage: haat-server COMMAND [--config FILE] [--data DIR] [--database URL] [--blobs URL] "
         "...\n"
         "Looks after what a marketplace keeps, while its servers run.\n\n";
  for (const Command& each : commands)
    out << "  " << each.name << (*each.options ? " " : "") << each.options << "\n      "
        << each.summary << "\n";
}

}  // namespace

bool is_upkeep_command(const std::string& name) {
  for (const Command& each : commands)
    if (name == each.name) return true;
  return false;
}

int upkeep_command(const std::vector<std::string>& arguments, std::ostream& out,
                   std::ostream& err) {
  for (const Command& each : commands) {
    if (arguments[0] != each.name) continue;
    Result<Asked> asked;
    try {
      asked = asked_by({arguments.begin() + 1, arguments.end()});
    } catch (const util::OptionException& exception) {
      err << "haat-server " << each.name << ": " << printable(exception.displayText())
          << "; try --help\n";
      return usage;
    }
    if (asked && asked->options.contains("help")) {
      print_help(out);
      return 0;
    }
    const auto done = asked ? each.run(*asked, out) : tl::unexpected<Error>(asked.error());
    if (done) return *done;
    err << "haat-server " << each.name << ": " << printable(done.error().message) << " ["
        << done.error().id << "]\n";
    return done.error().id == "usage" ? usage : could_not;
  }
  return usage;
}

}  // namespace haat::server
