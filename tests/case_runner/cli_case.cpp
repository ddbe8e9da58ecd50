// cli_case BIN CASE: runs the case's "$ ..." lines in a fresh folder, with the programs of BIN on
// the path, and compares what they print: stdout as it is, stderr behind "! ", an exit code other
// than 0 as "[exit N]".
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <regex>
#include <sstream>

#include "tests/case_runner/case_file.hpp"
#include "tests/unit/scratch.hpp"

namespace {

using namespace haat::test;

namespace fs = std::filesystem;

// What differs from run to run, by a name in its place.
std::string steady(std::string text, const fs::path& folder) {
  for (std::size_t at = 0; (at = text.find(folder.string(), at)) != std::string::npos;)
    text.replace(at, folder.string().size(), "[TMP]");
  static const std::pair<std::regex, const char*> changing[] = {
      {std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"), "[TIME]"},
      {std::regex(R"(haat-ed25519 [A-Za-z0-9+/=]{44})"), "haat-ed25519 [KEY]"},
      {std::regex(R"(\b[0-9a-f]{64}\b)"), "[DIGEST]"},
      {std::regex(R"(\b[0-9a-f]{32}\b)"), "[KEY-ID]"},
      {std::regex(R"((127\.0\.0\.1|localhost):\d{4,5})"), "$1:[PORT]"},
  };
  for (const auto& [what, name] : changing) text = std::regex_replace(text, what, name);
  return text;
}

// Never returns. A session of its own has no terminal, so nothing can stop and ask.
[[noreturn]] void become(const std::string& line, const fs::path& folder) {
  setsid();
  const int in = open("/dev/null", O_RDONLY);
  const int out = open((folder / ".out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int err = open((folder / ".err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const bool ready = chdir((folder / "here").c_str()) == 0 && dup2(in, 0) == 0 &&
                     dup2(out, 1) == 1 && dup2(err, 2) == 2;
  if (ready) execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
  _exit(126);
}

std::string run_line(const std::string& line, const fs::path& folder) {
  const pid_t child = fork();
  if (child == 0) become(line, folder);
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child)
    throw std::runtime_error("sh cannot be started");
  std::ostringstream text;
  text << "$ " << line << "\n" << Scratch::read(folder / ".out");
  std::istringstream err(Scratch::read(folder / ".err"));
  for (std::string one; std::getline(err, one);) text << "! " << one << "\n";
  if (WIFSIGNALED(status)) text << "[signal " << WTERMSIG(status) << "]\n";
  if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
    text << "[exit " << WEXITSTATUS(status) << "]\n";
  return text.str();
}

void set_environment(const fs::path& bin, const fs::path& folder) {
  setenv("PATH", (bin.string() + ":/usr/bin:/bin").c_str(), 1);
  setenv("HAAT_HOME", (folder / "home").c_str(), 1);
  setenv("LC_ALL", "C.UTF-8", 1);
  for (const char* name : {"HAAT_SERVER", "HAAT_TOKEN", "HAAT_PASSPHRASE", "DISPLAY"})
    unsetenv(name);
}

int run(const fs::path& bin, const fs::path& path) {
  const Case one = read_case(path);
  const Scratch scratch;
  fs::create_directories(scratch / "here");
  write_tree(one.input, scratch / "here");
  set_environment(bin, scratch.path());
  std::string got;
  std::istringstream lines(one.expected);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("$ ")) got += run_line(line.substr(2), scratch.path());
  return judge_case(path, one, steady(got, scratch.path()));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: cli_case BIN CASE\n";
    return 2;
  }
  try {
    return run(argv[1], argv[2]);
  } catch (const std::exception& problem) {
    std::cout << problem.what() << "\n";
    return 1;
  }
}
