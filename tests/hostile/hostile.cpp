// hostile HAAT SHARED [--table | --half 0|1]: what attacks whoever opens it ends in a sentence, in
// bounded time and memory, and nothing is written but what was asked for.
//
// Each case, and each file of SHARED/corpus/hostile, goes through check, verify and import, and the
// commands that the case names, in processes of their own. The limits are of CPU time, not of the
// clock, and far above what is needed: --table prints what was.
#include <fcntl.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "core/json/json.hpp"
#include "tests/case_runner/unsaid.hpp"
#include "tests/hostile/cases.hpp"
#include "tests/unit/scratch.hpp"

namespace {

namespace fs = std::filesystem;
using namespace haat;
using namespace haat::test;

constexpr long megabytes = 64;
constexpr std::size_t output = 32 << 20;  // bytes
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif
// A sanitizer takes some ten times as long, and memory of its own.
constexpr rlim_t seconds = sanitized ? 60 : 20;

struct Run {
  int exit = -1;  // -1: it was ended by a signal
  double cpu = 0;
  long megabytes = 0;
  std::string out, err;
};

Run run(const Scratch& home, const std::vector<std::string>& words) {
  malloc_trim(0);  // what this process holds is counted as the children's, too
  const auto out = (home / ".out").string(), err = (home / ".err").string();
  const pid_t child = fork();
  if (child == 0) {
    const rlimit limit{seconds, seconds};
    setrlimit(RLIMIT_CPU, &limit);
    if (chdir((home / "here").c_str()) != 0) _exit(126);
    setenv("HOME", home.path().c_str(), 1);
    dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
    dup2(open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const auto time = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, time(usage.ru_utime) + time(usage.ru_stime),
          usage.ru_maxrss / 1024, Scratch::read(out), Scratch::read(err)};
}

// Of the findings in a report, or of a refusal: "sentence [id]".
std::set<std::string> ids_of(const Run& run) {
  std::set<std::string> ids;
  if (const auto report = parse_json(run.out, "the report"); report && report->contains("findings"))
    for (const auto& finding : (*report)["findings"]) ids.insert(finding["rule"]);
  const auto from = run.err.rfind('['), to = run.err.rfind(']');
  if (from != std::string::npos && to != std::string::npos && from < to)
    ids.insert(run.err.substr(from + 1, to - from - 1));
  return ids;
}

// What of its findings cannot be said in every language.
std::string unsaid_of(const Run& run) {
  Report report{.package = "", .findings = {}};
  if (const auto json = parse_json(run.out, "the report"); json && json->contains("findings"))
    for (const auto& finding : (*json)["findings"])
      report.findings.push_back(
          {.rule = finding["rule"], .path = "", .message = finding["message"]});
  return unsaid_in(report);
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

class Trial {
 public:
  Trial(std::string haat, bool table) : haat_(std::move(haat)), table_(table) {}

  void attack(const HostileCase& attack) {
    const auto& [name, id, bytes, also] = attack;
    const Scratch home;
    home.write("here/canary", "unharmed");
    const auto zip = home.write("p.zip", bytes()).string();
    name_ = name;

    const auto checked = run(home, {haat_, "check", zip, "--format", "json"});
    const auto ids = ids_of(checked);
    ended("check", checked);
    if (!id.empty() && !ids.contains(id)) fault("check finds \"" + joined(ids) + "\", not " + id);

    if (const auto unsaid = unsaid_of(checked); !unsaid.empty()) fault(unsaid);

    const auto verified = run(home, {haat_, "verify", zip});
    ended("verify", verified);
    if (verified.exit == 0) fault("verify ends with 0");

    const auto imported = run(home, {haat_, "import", zip, "out"});
    ended("import", imported);
    if (imported.exit != 0 && fs::exists(home / "here/out"))
      fault("import leaves something behind");
    fs::remove_all(home / "here/out");
    std::vector<std::pair<std::string, Run>> others;
    for (const auto& command : also) {
      std::vector<std::string> words{haat_};
      std::istringstream each(command);
      std::copy(std::istream_iterator<std::string>(each), {}, std::back_inserter(words));
      words.push_back(zip);
      auto done = run(home, words);
      ended(command, done);
      done.out.clear(), done.err.clear();
      others.emplace_back(command, std::move(done));
    }
    for (const auto& each : fs::recursive_directory_iterator(home.path()))
      if (const auto file = each.path().lexically_relative(home.path()).string();
          each.is_regular_file() && file != "p.zip" && file != ".out" && file != ".err" &&
          file != "here/canary")
        fault(file + " was written");
    if (table_)
      std::printf("%-44s %9zu  %5.2f %3ld  %5.2f %3ld  %5.2f %3ld  %s\n", name.c_str(),
                  fs::file_size(zip), checked.cpu, checked.megabytes, verified.cpu,
                  verified.megabytes, imported.cpu, imported.megabytes, joined(ids).c_str());
    for (const auto& [command, done] : others)
      if (table_) std::printf("  %-53s %5.2f %3ld\n", command.c_str(), done.cpu, done.megabytes);
  }
  int faults() const { return faults_; }

 private:
  void ended(const std::string& command, const Run& run) {
    // 4 to 7 are verify's: untrusted, expired, revoked, unsigned.
    if (run.exit < 0 || run.exit > 7)
      fault(command + " ended with " + std::to_string(run.exit) + " after " +
            std::to_string(run.cpu) + " s: " + run.err.substr(0, 400));
    if ((run.exit == 2 || run.exit == 3) && ids_of(run).empty())
      fault(command + " refuses without an id: " + run.err);
    if (run.out.size() + run.err.size() > output)
      fault(command + " said " + std::to_string(run.out.size() + run.err.size()) +
            " bytes; the limit is " + std::to_string(output));
    if (!sanitized && run.megabytes > megabytes)
      fault(command + " took " + std::to_string(run.megabytes) + " MB; the limit is " +
            std::to_string(megabytes));
  }
  void fault(const std::string& what) {
    std::cout << name_ << ": " << what << "\n";
    ++faults_;
  }

  std::string haat_, name_;
  bool table_;
  int faults_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  const bool table = count == 4 && arguments[3] == std::string("--table");
  const bool half = count == 5 && arguments[3] == std::string("--half");
  if (count != 3 && !table && !half) return 2;
  const fs::path files = fs::path(arguments[2]) / "corpus" / "hostile";
  if (!fs::exists(files)) {
    std::cerr << "the packages by others are missing: " << files << "\n";
    return 3;
  }
  std::vector<HostileCase> cases = hostile_cases();
  std::set<fs::path> others;
  for (const auto& each : fs::directory_iterator(files)) others.insert(each.path());
  for (const auto& each : others)
    cases.push_back({each.filename().string(), "", [each] { return Scratch::read(each); }});

  Trial trial(fs::absolute(arguments[1]).string(), table);
  if (table)
    std::printf("%-44s %9s  %9s  %9s  %9s\n", "", "bytes", "check", "verify", "import (s MB)");
  for (std::size_t i = half ? std::stoul(arguments[4]) : 0; i < cases.size(); i += half ? 2 : 1)
    trial.attack(cases[i]);
  return trial.faults() == 0 ? 0 : 1;
}
