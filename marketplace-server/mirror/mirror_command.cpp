#include "marketplace-server/mirror/mirror_command.hpp"

#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/OptionSet.h>

#include <charconv>
#include <chrono>
#include <map>
#include <thread>

#include "core/package/entry_name.hpp"
#include "core/wording.hpp"
#include "marketplace-server/mirror/mirror.hpp"
#include "marketplace-server/mirror/written.hpp"

namespace haat::server {
namespace {

namespace util = Poco::Util;

constexpr std::uint64_t max_package = 10ull << 30;
constexpr int not_well = 1;
constexpr int usage = 2;
constexpr int could_not = 3;

constexpr const char* help =
    "usage: haat-server mirror URL --key KEY --into DIR [--every SECONDS]\n"
    "Copies what the marketplace at URL has published, and proves all of it on the way.\n\n"
    "  --key KEY         the marketplace's public key: a line \"haat-ed25519 ...\", or a file with "
    "it\n"
    "  --into DIR        where the copy is, or shall be; any web server can serve it\n"
    "  --every SECONDS   go on for ever, with so long a pause\n";

struct Words {
  std::vector<std::string> urls;
  std::map<std::string, std::string> options;
};

Words words_of(const std::vector<std::string>& arguments) {
  util::OptionSet options;
  for (const char* name : {"key", "into", "every"})
    options.addOption(util::Option(name, "").argument("VALUE"));
  options.addOption(util::Option("help", ""));
  util::OptionProcessor processor(options);
  processor.setUnixStyle(true);
  Words words;
  for (const std::string& argument : arguments) {
    std::string name, value;
    if (!processor.process(argument, name, value))
      words.urls.push_back(argument);
    else if (!name.empty())
      words.options[name] = value;
  }
  processor.checkRequired();
  return words;
}

Result<PublicKey> key_of(const std::string& text) {
  if (text.starts_with("haat-ed25519 ")) return parse_public_key(text);
  HAAT_TRY(std::string line, read_if_there(text));
  if (line.empty())
    return fail(Errc::not_found, "file-missing", text + " is no file, and no public key");
  line.erase(std::min(line.find_first_of("\r\n"), line.size()));
  return parse_public_key(line);
}

tl::unexpected<Error> wrong(const std::string& what) {
  return fail(Errc::invalid_argument, "usage", what + "; try --help");
}

int tell(const Result<Mirrored>& result, std::ostream& out, std::ostream& err) {
  if (!result) {
    err << "haat-server mirror: " << printable(result.error().message) << " [" << result.error().id
        << "]\n";
    const bool lied = result.error().kind == Errc::corrupt ||
                      result.error().kind == Errc::permission_denied;  // another's signature
    return lied ? not_well : could_not;
  }
  for (const std::string& each : result->missing)
    err << "haat-server mirror: " << printable(each) << "\n";
  out << counted(result->packages, "package") << " there, " << result->taken << " of them new, "
      << result->removed << " removed; " << result->entries << " entries of the log, all proved\n"
      << std::flush;
  return result->missing.empty() ? 0 : not_well;
}

Result<int> run(const Words& words, std::ostream& out, std::ostream& err) {
  const auto option = [&](const char* name) {
    const auto found = words.options.find(name);
    return found == words.options.end() ? std::string() : found->second;
  };
  if (words.urls.size() != 1) return wrong("name one marketplace by its URL");
  if (option("key").empty() || option("into").empty()) return wrong("--key and --into are needed");
  unsigned every = 0;
  if (const std::string text = option("every"); !text.empty()) {
    const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), every);
    if (bad != std::errc() || end != text.data() + text.size() || every == 0 || every > 86'400)
      return wrong("--every is a number of seconds from 1 to 86400, not \"" + text + "\"");
  }
  HAAT_TRY(Origin origin, Origin::at(words.urls.front()));
  MirrorOptions options;
  options.folder = option("into");
  HAAT_TRY(options.key, key_of(option("key")));
  options.max_package = max_package;
  options.tell = [&](const std::string& line) { out << printable(line) << "\n" << std::flush; };
  for (;;) {
    options.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const int code = tell(mirror_once(origin, options), out, err);
    if (every == 0) return code;
    std::this_thread::sleep_for(std::chrono::seconds(every));
  }
}

}  // namespace

int mirror_command(const std::vector<std::string>& arguments, std::ostream& out,
                   std::ostream& err) {
  try {
    const Words words = words_of(arguments);
    if (words.options.contains("help")) {
      out << help;
      return 0;
    }
    const auto done = run(words, out, err);
    if (done) return *done;
    err << "haat-server mirror: " << printable(done.error().message) << " [" << done.error().id
        << "]\n";
    return done.error().id == "usage" ? usage : could_not;
  } catch (const util::OptionException& exception) {
    err << "haat-server mirror: " << printable(exception.displayText()) << "; try --help\n";
    return usage;
  }
}

}  // namespace haat::server
