#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <ostream>
#include <random>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "sdk/authoring/file.hpp"
#include "sdk/host/kit/conformance.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/home.hpp"
#include "tools/haat/shell_word.hpp"
#include "tools/haat/worker.hpp"

namespace haat::cli {
namespace {

namespace fs = std::filesystem;
using kit::Trialled;

struct Options {
  std::string library;
  TrialOptions trial;
  RecordingOptions recording;
  std::string empty;
  std::string huge;
  std::vector<std::string> tests;
  int seed = 0;  // 0: any
  int deadline = 20;
  bool list = false;
  bool json = false;
};

int list_tests(Io& io) {
  for (const kit::TestName& test : kit::tests())
    io.out << test.name << "\n    " << test.summary << ".\n";
  return 0;
}

const char* paint_of(const Trialled& one) {
  return one.is_fault() ? "\x1b[31m" : "\x1b[32m";
}

constexpr const char* indent = "          ";
constexpr std::size_t names_shown = 4;

// Tests that were skipped for one reason are told of together, at the end.
using Skipped = std::vector<std::pair<std::string, std::vector<std::string>>>;

void put_aside(const Trialled& one, Skipped& skipped) {
  auto same = std::find_if(skipped.begin(), skipped.end(),
                           [&](const auto& each) { return each.first == one.sentence; });
  if (same == skipped.end()) same = skipped.insert(same, {one.sentence, {}});
  same->second.emplace_back(one.test.name);
}

void print(const Skipped& skipped, Io& io) {
  for (const auto& [why, names] : skipped) {
    io.out << (io.colour ? "\x1b[33m" : "") << "skipped " << (io.colour ? "\x1b[0m" : "") << "  ";
    for (std::size_t i = 0; i < std::min(names.size(), names_shown); ++i)
      io.out << (i == 0 ? "" : ", ") << names[i];
    if (names.size() > names_shown) io.out << " and " << names.size() - names_shown << " more";
    io.out << "\n" << indent << printable(why) << "\n";
  }
}

// The command that runs the test as it was run. Settings may hold secrets, so they are not said.
std::string again(const Trialled& one, const Options& options) {
  std::string line = "haat provider check " + shell_word(options.library) + " --test " +
                     std::string(one.test.name) + " --reproduce " + std::to_string(options.seed);
  if (options.deadline != Options().deadline)
    line += " --deadline " + std::to_string(options.deadline);
  const auto add = [&](const char* name, const std::vector<std::string>& values) {
    for (const std::string& value : values) line += std::string(name) + shell_word(value);
  };
  add(" --read ", options.trial.readable);
  add(" --host ", options.trial.hosts);
  add(" --private-host ", options.trial.private_hosts);
  if (!options.recording.replay.empty())
    line += " --replay " + shell_word(options.recording.replay);
  const std::string* const settings[] = {&options.trial.settings, &options.empty, &options.huge};
  if (std::any_of(std::begin(settings), std::end(settings),
                  [](const std::string* text) { return !text->empty(); }))
    line += ", with the same settings";
  return line;
}

void print(const Trialled& one, const Options& options, Io& io) {
  std::string word = to_string(one.outcome);
  word.resize(8, ' ');
  io.out << (io.colour ? paint_of(one) : "") << word << (io.colour ? "\x1b[0m" : "") << "  "
         << one.test.name << "\n";
  const bool passed = one.outcome == Trialled::Outcome::passed;
  if (!passed || !one.sentence.empty()) io.out << indent << printable(one.sentence) << "\n";
  if (passed) return;
  io.out << indent << "should be: " << one.test.summary << "\n";
  for (const std::string& line : one.output)
    io.out << indent << "it said: " << printable(line) << "\n";
  io.out << indent << "again: " << printable(again(one, options)) << "\n";
}

Json to_json(const Trialled& one) {
  return {{"test", one.test.name},
          {"outcome", to_string(one.outcome)},
          {"sentence", one.sentence},
          {"output", one.output},
          {"milliseconds", one.took.count()}};
}

Result<kit::Conformance> conformance_of(const Options& options) {
  kit::Conformance conformance;
  HAAT_TRY(conformance.worker, worker_program());
  HAAT_TRY(conformance.provider, provider_on_trial(options.library, options.trial));
  if (!options.empty.empty()) {
    HAAT_TRY(conformance.empty, settings_of("--empty", options.empty));
  }
  if (!options.huge.empty()) {
    HAAT_TRY(conformance.huge, settings_of("--huge", options.huge));
  }
  conformance.record = options.recording.record;
  conformance.replay = options.recording.replay;
  conformance.seed = static_cast<std::uint64_t>(options.seed);
  conformance.only = options.tests;
  if (options.deadline < 1)
    return fail(Errc::invalid_argument, "usage", "--deadline takes a number of seconds from 1");
  conformance.deadline = std::chrono::seconds(options.deadline);
  return conformance;
}

// Some seed, other than that of the last run: what is tried over and over is tried differently.
int any_seed() {
  std::random_device random;
  return std::uniform_int_distribution<int>(1, 999'999'999)(random);
}

// What is asked for depends on the seed, so a recording has it beside its exchanges.
constexpr const char* seed_file = "seed.txt";

std::optional<int> seed_of(const fs::path& recording) {
  int seed = 0;
  if (recording.empty() || !(std::ifstream(recording / seed_file) >> seed)) return std::nullopt;
  return seed;
}

Result<void> keep_seed(const Options& options) {
  if (options.recording.record.empty()) return {};
  return write_file(fs::path(options.recording.record) / seed_file,
                    std::to_string(options.seed) + "\n");
}

Result<int> run(Options options, Io& io) {
  if (options.list) return list_tests(io);
  HAAT_TRY_VOID(judge_recording(options.recording));
  if (options.seed == 0) options.seed = seed_of(options.recording.replay).value_or(any_seed());
  HAAT_TRY_VOID(keep_seed(options));
  HAAT_TRY(const kit::Conformance conformance, conformance_of(options));
  std::array<int, 5> counts{};
  int faults = 0;
  Json rows = Json::array();
  Skipped skipped;
  HAAT_TRY_VOID(kit::check_provider(conformance, [&](const Trialled& one) {
    ++counts[static_cast<std::size_t>(one.outcome)];
    faults += one.is_fault() ? 1 : 0;
    if (options.json)
      rows.push_back(to_json(one));
    else if (one.outcome == Trialled::Outcome::skipped)
      put_aside(one, skipped);
    else
      print(one, options, io);
    io.out.flush();
  }));
  if (options.json) {
    io.out << Json{{"library", options.library}, {"seed", options.seed}, {"tests", rows}}.dump(
                  2, ' ', false, Json::error_handler_t::replace)
           << "\n";
  } else {
    print(skipped, io);
    std::string summary;
    for (std::size_t i = 0; i < counts.size(); ++i)
      summary += (i == 0 ? "" : ", ") + std::to_string(counts[i]) + " " +
                 to_string(static_cast<Trialled::Outcome>(i));
    io.out << "\n"
           << printable(options.library) << ": " << summary << " (seed " << options.seed << ")\n";
  }
  return faults == 0 ? 0 : 1;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.optional("LIBRARY", options->library, "the provider's shared library");
  define_trial(syntax, options->trial);
  syntax.list("--test", options->tests, "run this test only");
  define_recording(syntax, options->recording);
  syntax.option(
      "--empty", options->empty,
      "settings with which the catalogue is empty, to try that, and what is told as gone");
  syntax.option("--huge", options->huge,
                "settings with which the catalogue has ten thousand courses or more, to try that");
  syntax.number("--deadline", options->deadline,
                "seconds that each test may take, 20 unless it is said; more for a slow partner");
  syntax.number("--reproduce", options->seed,
                "the seed that a run printed: what is random is as it was then");
  syntax.flag("--list", options->list, "list the tests instead");
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command provider_check_command;
const Command provider_check_command{
    .name = "provider check",
    .summary =
        "Put a provider's library on trial: all that its contract promises, each test in a "
        "process of its own.",
    .examples =
        "haat provider check build/hello.so\n"
        "haat provider check build/library.so --settings '{\"folder\":\"/srv/courses\"}' --read "
        "/srv/courses\n"
        "haat provider check build/lms.so --settings settings.json --host lms.example.org\n"
        "haat provider check build/lms.so --host lms.example.org --record kept\n",
    .define = define,
};

}  // namespace haat::cli
